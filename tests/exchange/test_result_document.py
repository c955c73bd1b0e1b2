"""Results and reasons as JSON documents, in the forms that other programs rely on."""

from fractions import Fraction
from typing import Any

import pytest

from support.poll_files import poll_data
from tinnhiem.exchange.poll_json import poll_from_json
from tinnhiem.exchange.result import eligibility_document, percentages, result_document
from tinnhiem.law.chain import chain_of
from tinnhiem.law.eligibility import eligibility
from tinnhiem.law.evaluation import evaluate
from tinnhiem.law.poll import Choice
from tinnhiem.wording.language import speaking


def _result(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any members of a poll file
    poll = poll_from_json(poll_data(**changes))
    chain = chain_of(poll)
    return result_document(poll, chain, evaluate(poll, chain))


def _with_low(low: int) -> dict[str, Any]:
    """The result of a poll in which the first person has so many of 48 ballots low."""
    data = poll_data()
    data["ballot_types"][0] |= {"returned": 48}
    data["slate"] = data["slate"][:1]
    data["slate"][0]["count"] = {"high": 48 - low, "medium": 0, "low": low, "invalid": 0}
    person: dict[str, Any] = _result(**data)["officeholders"][0]
    return person


def test_the_document_has_the_agreed_members() -> None:
    found = _result()

    assert list(found) == ["format", "rulebook", "denominator", "officeholders", "warnings"]
    assert found["format"] == "tinnhiem-result/1"
    assert found["denominator"] == {"name": "returned", "label": "tổng số phiếu thu về"}
    first = {**found["officeholders"][0], "text": ""}
    assert first == {
        "id": "p1",
        "base": 49,
        "count": {"high": 46, "medium": 2, "low": 1, "invalid": 0},
        "percent": {"high": "93,88", "medium": "4,08", "low": "2,04"},
        "outcome": "none",
        "citation": None,
        "text": "",
    }


@pytest.mark.parametrize(
    ("low", "outcome", "clause"),
    [
        (24, "none", None),
        (25, "over-half-low", 2),
        (31, "over-half-low", 2),
        (32, "two-thirds-low", 3),
        (33, "two-thirds-low", 3),
    ],
)
def test_a_legal_case_comes_with_its_citation(low: int, outcome: str, clause: int | None) -> None:
    found = _with_low(low)

    assert found["outcome"] == outcome
    place = {"instrument": "nq-96-2023-qh15", "article": 12, "clause": clause}
    assert found["citation"] == (None if clause is None else place)


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(78, 80), "97,5"),
        (Fraction(1, 1), "100"),
        (Fraction(0), "0"),
        (Fraction(2, 3), "66,67"),
        (Fraction(1, 800), "0,13"),
    ],
)
def test_percentages_have_a_comma_and_at_most_two_decimals(share: Fraction, text: str) -> None:
    assert percentages({Choice.HIGH: share}) == {"high": text}


def test_the_text_says_ballots_base_and_case() -> None:
    with speaking("en"):
        assert _with_low(32)["text"] == (
            "32/48 ballots “low confidence”, 66.67% of all ballots returned: two thirds or more of "
            "all ballots returned rate “low confidence” (clause 3, Article 12, Resolution "
            "96/2023/QH15)."
        )


def test_percentages_do_not_change_with_the_language() -> None:
    with speaking("en"):
        assert _result()["officeholders"][0]["percent"]["high"] == "93,88"


def test_every_person_has_reasons_with_citations() -> None:
    data = poll_data()
    data["slate"][0]["retirement_notice_on"] = "2028-06-01"
    poll = poll_from_json(data)
    chain = chain_of(poll)

    first, second = eligibility_document(eligibility(poll, chain), chain)["officeholders"]

    assert (first["included"], second["included"]) == (False, True)
    assert first["reasons"][0]["rule"] == "excluded-retirement-notice"
    assert first["reasons"][0]["citation"]["article"] == 2
    assert all(set(reason) == {"rule", "citation", "text"} for reason in second["reasons"])
