"""Who is put to the poll under each instrument, as readable data."""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tinnhiem.law.chain import load_chain
from tinnhiem.law.eligibility import Eligibility, eligibility
from tinnhiem.law.poll import (
    BallotType,
    Body,
    BodyKind,
    Level,
    Officeholder,
    Poll,
    Position,
    Post,
    Procedure,
    Roll,
    Sitting,
)

CASES = Path(__file__).parent / "cases"


def _cases() -> Iterator[tuple[str, dict[str, object]]]:
    for path in sorted(CASES.glob("*/eligibility.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            yield path.parent.name, case


FOUND = list(_cases())


def _posts(case: dict[str, object]) -> tuple[Post, ...]:
    listed = case["posts"]
    assert isinstance(listed, list)
    return tuple(
        Post(
            title=str(post["position"]),
            position=Position(post["position"]),
            elected_on=post.get("elected_on"),
        )
        for post in listed
    )


def _day(value: object) -> date | None:
    assert value is None or isinstance(value, date)
    return value


def _answer(rulebook: str, case: dict[str, object]) -> Eligibility:
    overlays = case.get("overlays", [])
    stated = case.get("stated", [])
    assert isinstance(overlays, list)
    assert isinstance(stated, list)
    person = Officeholder(
        id="p1",
        name="Nguyễn Văn Ví Dụ",
        ballot_type="all",
        posts=_posts(case),
        retirement_notice_on=_day(case.get("retirement_notice_on")),
        stated_exclusions=tuple(stated),
    )
    kind, level = str(case["body"]).split()
    situation = Poll(
        procedure=Procedure(str(case.get("procedure", "rating"))),
        rulebook=rulebook,
        overlays=tuple(overlays),
        body=Body(name="Cơ quan Ví Dụ", kind=BodyKind(kind), level=Level(level)),
        sitting=Sitting(
            name="Kỳ họp", opening_date=_day(case.get("opening")), poll_date=_day(case.get("poll"))
        ),
        roll=Roll(),
        ballot_types=(BallotType(id="all", title="Tất cả"),),
        slate=(person,),
    )
    return eligibility(situation, load_chain(rulebook, situation.overlays))[0]


@pytest.mark.parametrize(("rulebook", "case"), FOUND, ids=[f"{r}:{c['name']}" for r, c in FOUND])
def test_a_person_is_put_to_the_poll_or_not_by_the_clause_that_says_so(
    rulebook: str, case: dict[str, object]
) -> None:
    answer = _answer(rulebook, case)

    assert answer.included is case["included"]
    cited = [
        (r.rule.citation.article, r.rule.citation.clause)
        for r in answer.reasons
        if r.rule.citation.instrument == rulebook
    ]
    wanted = case.get("cites", [])
    assert isinstance(wanted, list)
    for article, clause in wanted:
        assert (article, clause) in cited
    assert bool(answer.warnings) is case.get("warned", False)
