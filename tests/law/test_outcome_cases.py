"""Every threshold of every instrument, just below, exactly and just above, as readable data."""

import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from support.situations import against, poll
from tinnhiem.law.bookshelf import identifiers, load
from tinnhiem.law.chain import load_chain
from tinnhiem.law.evaluation import evaluate
from tinnhiem.law.poll import Base, Procedure
from tinnhiem.law.rulebook import OutcomeRule

CASES = Path(__file__).parent / "cases"


def _series() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(CASES.glob("*/outcomes.toml")):
        for series in tomllib.loads(path.read_text(encoding="utf-8"))["series"]:
            yield path.parent.name, series


SERIES = list(_series())


def _outcome(rulebook: str, series: dict[str, Any], votes: int) -> tuple[str, int | None]:
    procedure = Procedure(str(series.get("procedure", "rating")))
    base, returned = int(str(series["base"])), int(str(series.get("returned", series["base"])))
    denominator = series.get("denominator")
    situation = poll(
        rulebook,
        [against(procedure, votes, returned)],
        returned=returned,
        membership=base,
        present=max(base, returned) if denominator == "present" else None,
        procedure=procedure,
        denominator=Base(str(denominator)) if denominator else None,
    )
    found = evaluate(situation, load_chain(rulebook)).results[0]
    if found.outcome is None:
        return "none", None
    return found.outcome.outcome, found.outcome.citation.clause


@pytest.mark.parametrize(
    ("rulebook", "series"), SERIES, ids=[f"{r}:{s['name']}" for r, s in SERIES]
)
def test_a_count_falls_in_the_case_that_the_instrument_names(
    rulebook: str, series: dict[str, Any]
) -> None:
    found = [_outcome(rulebook, series, number)[0] for number in series["votes"]]

    assert found == series["expect"]


@pytest.mark.parametrize(
    "rulebook", [i for i in identifiers() if load(i).instrument.kind == "base"]
)
def test_every_threshold_has_a_triple_on_an_even_and_on_an_odd_base(rulebook: str) -> None:
    rules = load_chain(rulebook).of(OutcomeRule)
    for rule in rules:
        mine = [
            s
            for name, s in SERIES
            if name == rulebook and s.get("procedure", "rating") == rule.procedure.value
        ]
        crossed = {
            int(str(s["base"])) % 2
            for s in mine
            for below, above in pairwise(s["expect"])
            if above == rule.outcome != below
        }
        assert crossed == {0, 1}, rule.id
    assert rules
