"""Each printed percentage follows from its count, or is listed with the reason why not."""

from fractions import Fraction

import pytest

from replay.replaying import (
    PAGE,
    REASONS,
    Poll,
    Replay,
    Row,
    page,
    polls,
    replays,
    reproduces,
    rows,
    truncated,
    unmarked,
)
from support.situations import ORDINARY, count
from support.situations import poll as ordinary
from tinnhiem.law.chain import load_chain
from tinnhiem.law.evaluation import evaluate
from tinnhiem.law.poll import Choice, Count, Procedure

POLLS = polls()
EVERY = [item for poll in POLLS for item in replays(poll)]


def test_the_published_results_are_all_here() -> None:
    assert len(POLLS) == 19
    assert sum(len(rows(poll)) for poll in POLLS) == 184
    assert len(EVERY) == 104


@pytest.mark.parametrize("item", EVERY, ids=lambda r: f"{r.poll.name}-{r.person}-{r.level}")
def test_a_printed_percentage_is_reproduced_or_listed_with_its_reason(item: Replay) -> None:
    if item.reason == "mixed-bases":
        others = {47}
        assert any(reproduces(item.count, other, item.printed) for other in others)
    elif item.reason == "truncated":
        assert truncated(item.count, item.base, item.printed)
    elif item.reason == "misprint":
        known = {item.base, item.poll.facts["present"], item.poll.facts["membership"]}
        assert not any(reproduces(item.count, int(str(b)), item.printed) for b in known if b)
    else:
        assert item.reason == ""
        assert reproduces(item.count, item.base, item.printed)


def test_only_four_percentages_are_not_reproduced() -> None:
    assert sorted(item.reason for item in EVERY if item.reason) == [
        "misprint",
        "mixed-bases",
        "mixed-bases",
        "truncated",
    ]
    assert {item.reason for item in EVERY if item.reason} == set(REASONS)


@pytest.mark.parametrize("poll", POLLS, ids=lambda p: p.name)
def test_a_line_never_has_more_marks_than_ballots(poll: Poll) -> None:
    for row in rows(poll):
        assert (unmarked(poll, row) or 0) >= 0, row["name"]


@pytest.mark.parametrize("poll", POLLS, ids=lambda p: p.name)
def test_the_engine_gives_the_published_shares_under_the_instrument_of_the_day(
    poll: Poll,
) -> None:
    """The complete lines of a poll, evaluated whole, on the base that its instrument prescribes."""
    voters = poll.facts["returned"] or poll.facts["present"]
    lines = [row for row in rows(poll) if unmarked(poll, row) is not None]
    fits = poll.base.get("name") == poll.prescribed
    if not lines or not fits:
        assert poll.name in _NOT_EVALUATED
        return
    returned = int(str(voters))
    situation = ordinary(
        str(poll.facts["rulebook"]),
        [_count(row, returned) for row in lines],
        returned=returned,
        membership=int(str(poll.base["number"])) if poll.prescribed == "membership" else None,
    )
    found = evaluate(situation, load_chain(situation.rulebook))

    for row, result in zip(lines, found.results, strict=True):
        assert result.outcome is None, row["name"]
        assert result.shares[Choice.LOW] == Fraction(row["count"]["low"], result.base)
        assert result.base == poll.base["number"]


def _count(row: Row, returned: int) -> Count:
    marks = [row["count"][level] for level in ("high", "medium", "low")]
    return count(Procedure.RATING, marks, returned - sum(marks))


#: Polls whose base is not published, or is not the one prescribed: see the table of replays.
_NOT_EVALUATED = {
    "hdnd-angiang-2013",
    "hdnd-brvt-2018",
    "hdnd-danang-2018",
    "hdnd-hatinh-2018",
    "hdnd-hcm-2023",
    "hdnd-khanhhoa-2014",
    "hdnd-thanhhoa-2018",
    "hdnd-tuachua-2018",
    "hdnd-xa-hoanganh-2019",
}


def test_every_instrument_of_the_replay_has_an_ordinary_day() -> None:
    assert {poll.facts["rulebook"] for poll in POLLS} <= set(ORDINARY)


def test_the_table_of_replays_in_the_docs_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()
