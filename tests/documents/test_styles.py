"""The form of a paper follows its issuer and its date, as dated data."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from tinnhiem.documents.styles import entries, style_at


@pytest.mark.parametrize(
    ("day", "style"),
    [
        (date(2018, 9, 20), "party-2018"),
        (date(2026, 5, 26), "party-2018"),
        (date(2026, 5, 27), "party-2026"),
        (date(2028, 9, 20), "party-2026"),
        (date(2014, 12, 10), "party-2018"),
        (None, "party-2026"),
    ],
)
def test_party_papers_follow_the_form_of_their_date(day: date | None, style: str) -> None:
    assert style_at("party", day) == style


def test_state_papers_follow_the_decree() -> None:
    assert style_at("state", date(2023, 12, 7)) == "state-2020"


def test_the_styles_of_an_issuer_follow_each_other_without_a_gap() -> None:
    party = [entry for entry in entries() if entry["issuer"] == "party"]

    for before, after in pairwise(party):
        assert before["in_force_until"] + timedelta(days=1) == after["in_force_from"]


def test_every_style_names_its_source_and_how_far_it_was_checked() -> None:
    for entry in entries():
        assert entry["vi"]
        assert entry["en"]
        assert entry["status"] in {"verified", "reported", "inferred", "unverified"}
