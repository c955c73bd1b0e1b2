"""Numbers that agree and numbers that do not, as readable data."""

import tomllib
from pathlib import Path

import pytest

from support.situations import ORDINARY
from tinnhiem.law.poll import (
    BallotType,
    Body,
    Choice,
    Count,
    Officeholder,
    Poll,
    Position,
    Post,
    Procedure,
    Roll,
    Sitting,
)
from tinnhiem.law.reconciliation import disagreements

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "numbers.toml").read_text(encoding="utf-8")
)["case"]


def _poll(case: dict[str, object]) -> Poll:
    day, kind, level = ORDINARY[str(case.get("rulebook", "nq-96-2023-qh15"))]
    roll, types, lines = case.get("roll", {}), case["types"], case["lines"]
    assert isinstance(roll, dict)
    assert isinstance(types, list)
    assert isinstance(lines, list)
    return Poll(
        procedure=Procedure.RATING,
        rulebook="nq-96-2023-qh15",
        overlays=(),
        body=Body(name="Cơ quan Ví Dụ", kind=kind, level=level),
        sitting=Sitting(name="Kỳ họp", opening_date=day, poll_date=day),
        roll=Roll(**roll),
        ballot_types=tuple(BallotType(id=t["id"], title=t["id"], **_numbers(t)) for t in types),
        slate=tuple(_person(index, line) for index, line in enumerate(lines, 1)),
    )


def _numbers(entry: dict[str, object]) -> dict[str, int]:
    return {key: value for key, value in entry.items() if isinstance(value, int)}


def _person(index: int, line: dict[str, object]) -> Officeholder:
    marks = line["marks"]
    assert isinstance(marks, list)
    return Officeholder(
        id=f"p{index}",
        name=f"Người {index}",
        ballot_type=str(line["type"]),
        posts=(Post(title="Chủ tịch", position=Position.COUNCIL_CHAIR),),
        count=Count(
            marks=dict(zip((Choice.HIGH, Choice.MEDIUM, Choice.LOW), marks[:3], strict=True)),
            invalid=marks[3],
        ),
    )


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_numbers_agree_or_the_two_that_differ_are_named(case: dict[str, object]) -> None:
    found = [f"{problem.code} {problem.place}" for problem in disagreements(_poll(case))]

    assert found == case["disagree"]
