"""Two people answer without seeing each other, a third where they differ, then the board."""

import json
from pathlib import Path

import pytest

from support.scans import Ballots, Sheet, save
from tinnhiem.law.problems import InputError, ReconciliationError
from tinnhiem.scan import STANDARD, Record, Wanted, judged, read_record
from tinnhiem.scan.decisions import NAME, Decisions, checked, read_decisions
from tinnhiem.scan.questions import (
    BOARD,
    UNSURE,
    Given,
    Question,
    Questions,
    Reasons,
    Stage,
    may_answer,
    standing,
)
from tinnhiem.scan.records import head_of, journal_of, make_record
from tinnhiem.scan.tallying import reconcile, tally


def _given(*answers: tuple[str, str]) -> list[Given]:
    return [Given(sheet="s", line="p1", decider=who, answer=what) for who, what in answers]


@pytest.mark.parametrize(
    ("answers", "stage", "answer"),
    [
        ([], Stage.OPEN, None),
        ([("A", "high")], Stage.OPEN, None),
        ([("A", "high"), ("B", "high")], Stage.DECIDED, "high"),
        ([("A", "high"), ("B", "low")], Stage.THIRD, None),
        ([("A", UNSURE), ("B", UNSURE)], Stage.THIRD, None),
        ([("A", "high"), ("B", UNSURE)], Stage.THIRD, None),
        ([("A", "high"), ("B", "low"), ("C", "low")], Stage.DECIDED, "low"),
        ([("A", "high"), ("B", UNSURE), ("C", "high")], Stage.DECIDED, "high"),
        ([("A", "high"), ("B", "low"), ("C", "medium")], Stage.BOARD, None),
        ([("A", UNSURE), ("B", UNSURE), ("C", "high")], Stage.BOARD, None),
        ([("A", "high"), ("B", "low"), ("C", UNSURE), (BOARD, "low")], Stage.DECIDED, "low"),
    ],
)
def test_how_far_a_question_is(
    answers: list[tuple[str, str]], stage: Stage, answer: str | None
) -> None:
    stands = standing(_given(*answers))

    assert (stands.stage, stands.answer) == (stage, answer)


def test_nobody_answers_twice_and_the_board_only_in_its_turn() -> None:
    differ = _given(("A", "high"), ("B", "low"))

    assert not may_answer(_given(("A", "high")), "A")
    assert may_answer(_given(("A", "high")), "B")
    assert [may_answer(differ, who) for who in ("A", "B", "C", BOARD)] == [
        False,
        False,
        True,
        False,
    ]
    assert may_answer([*differ, *_given(("C", UNSURE))], BOARD)
    assert not may_answer(_given(("A", "high"), ("B", "high")), "C")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, seven: Ballots) -> Path:
    """A record: two open rows, a sheet with a signature, a mirrored one, one given twice."""
    folder = tmp_path_factory.mktemp("kept")
    sheets = [Sheet(seven.blank(), 1).mark_all(0, but=(2, 4)), Sheet(seven.blank(), 2).mark_all(1)]
    rows = seven.layout.pages[0].rows
    sheets[1].line((110, rows[-1].y + 22), (125, rows[-1].y + 18), (140, rows[-1].y + 23))
    greys = [sheet.scanned(seed=n) for n, sheet in enumerate(sheets)]
    mirrored = Sheet(seven.blank(), 3).mark_all(2).scanned(seed=9)[:, ::-1].copy()
    path = save(folder / "scan.tif", [*greys, mirrored, greys[0]])
    head = head_of(seven.layout, (seven.folder / "layout.json").read_bytes(), STANDARD, None)
    with journal_of(folder / "count", head) as journal:
        read = journal.keep(seven.desk.files([path], wanted=Wanted(rows="doubtful", odd=True)))
        list(judged(read, STANDARD))
        make_record(journal, head)
    return folder / "count"


@pytest.fixture
def record(kept: Path) -> Record:
    return read_record(kept)


@pytest.fixture
def questions(record: Record) -> Questions:
    return Questions(record, Reasons())


@pytest.fixture
def decisions(record: Record, tmp_path: Path) -> Decisions:
    return read_decisions(tmp_path / NAME, record.path)


def _asked(questions: Questions, decisions: Decisions) -> list[Question]:
    return list(questions.all(decisions.decided()))


def _answer(question: Question) -> str:
    """What the tests answer: rows are blank, the signature voids, the mirrored one is keyed."""
    for answer in ("invalid:no-mark", "void:identifies-voter", "by-hand:hdnd:1"):
        if answer in question.answers:
            return answer
    raise AssertionError(question)


def _decide_all(questions: Questions, decisions: Decisions) -> None:
    for _round in range(3):
        for who in ("A", "B"):
            decisions.add(
                Given(
                    sheet=question.sheet,
                    line=question.line,
                    decider=who,
                    answer="low" if _keyed(decisions, question) else _answer(question),
                )
                for question in decisions.open_to(questions, who)
            )


def _keyed(decisions: Decisions, question: Question) -> bool:
    return decisions.decided().get((question.sheet, ""), "").startswith("by-hand") and bool(
        question.line
    )


def test_people_are_asked_about_open_rows_writing_and_refused_sheets(
    questions: Questions, decisions: Decisions, kept: Path
) -> None:
    asked = _asked(questions, decisions)

    assert sorted((str(q.kind), q.line) for q in asked) == [
        ("refused", ""),
        ("row", "p3"),
        ("row", "p5"),
        ("sheet", ""),
    ]
    assert all((kept / q.picture).is_file() for q in asked)
    assert all("machine" not in answer for q in asked for answer in q.answers)


def test_the_totals_need_every_answer(questions: Questions, decisions: Decisions) -> None:
    with pytest.raises(ReconciliationError, match="tally-open"):
        tally(questions, decisions)


def test_machine_and_people_come_to_totals(questions: Questions, decisions: Decisions) -> None:
    _decide_all(questions, decisions)
    total = tally(questions, decisions)

    assert (total.read["hdnd", 1], total.by_hand["hdnd", 1], total.void["hdnd", 1]) == (2, 1, 1)
    assert total.aside == 1
    assert total.counts["hdnd", "p1"] == {"high": 1, "medium": 0, "low": 1, "invalid": 1}
    assert total.counts["hdnd", "p3"] == {"high": 0, "medium": 0, "low": 1, "invalid": 2}
    assert all(sum(counts.values()) == 3 for counts in total.counts.values())


def _void(question: Question, decisions: Decisions, *who: str) -> None:
    decisions.add(
        Given(sheet=question.sheet, line=question.line, decider=each, answer="void:no-stamp")
        for each in who
    )


def test_rows_of_a_sheet_that_two_people_found_void_are_asked_about_no_more(
    questions: Questions, decisions: Decisions
) -> None:
    third, fifth = (q for q in _asked(questions, decisions) if q.line)
    _void(third, decisions, "A")
    assert fifth in decisions.open_to(questions, "B")
    _void(third, decisions, "B")

    assert fifth not in decisions.open_to(questions, "B")
    late = Given(sheet=fifth.sheet, line=fifth.line, decider="B", answer="low")
    assert checked(decisions, questions, [(1, late)]) == (late,)
    _decide_all(questions, decisions)
    total = tally(questions, decisions)
    assert (third.key in decisions.decided(), fifth.key in decisions.decided()) == (True, False)
    assert total.void["hdnd", 1] == 2
    assert total.counts["hdnd", "p5"] == {"high": 0, "medium": 0, "low": 1, "invalid": 2}


def test_the_sheets_must_be_as_many_as_were_returned(
    questions: Questions, decisions: Decisions
) -> None:
    _decide_all(questions, decisions)
    total = tally(questions, decisions)

    reconcile(total, questions, {"hdnd": 3})
    for returned in ({"hdnd": 2}, {"hdnd": 4}, {}):
        with pytest.raises(ReconciliationError, match="tally-returned"):
            reconcile(total, questions, returned)


def test_a_sheet_that_is_keyed_brings_a_question_for_each_row(
    questions: Questions, decisions: Decisions
) -> None:
    (refused,) = [q for q in _asked(questions, decisions) if str(q.kind) == "refused"]
    before = len(_asked(questions, decisions))
    decisions.add(
        Given(sheet=refused.sheet, line="", decider=who, answer="by-hand:hdnd:1") for who in "AB"
    )

    assert len(_asked(questions, decisions)) == before + 7


def test_decisions_are_read_back_and_only_added_to(
    questions: Questions, decisions: Decisions, record: Record
) -> None:
    _decide_all(questions, decisions)
    again = read_decisions(decisions.path, record.path)

    assert again.decided() == decisions.decided()
    assert "time" not in decisions.path.read_text(encoding="utf-8")


@pytest.mark.parametrize("way", ["changed", "taken out", "last cut off"])
def test_a_decision_that_was_touched_is_noticed(
    questions: Questions, decisions: Decisions, record: Record, way: str
) -> None:
    _decide_all(questions, decisions)
    lines = decisions.path.read_text(encoding="utf-8").splitlines(keepends=True)
    if way == "changed":
        told = json.loads(lines[1])
        lines[1] = json.dumps({**told, "answer": "high"}) + "\n"
    elif way == "taken out":
        del lines[2]
    else:
        lines[-1] = lines[-1][:-9]
    decisions.path.write_text("".join(lines), encoding="utf-8")

    with pytest.raises(InputError, match="decisions-damaged"):
        read_decisions(decisions.path, record.path)


def test_decisions_of_another_record_are_refused(decisions: Decisions, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text("another record", encoding="utf-8")

    with pytest.raises(InputError, match="decisions-of-others"):
        read_decisions(decisions.path, other)


def test_two_programs_do_not_add_over_each_other(
    questions: Questions, decisions: Decisions, record: Record
) -> None:
    other = read_decisions(decisions.path, record.path)
    question = _asked(questions, decisions)[0]
    one = Given(sheet=question.sheet, line=question.line, decider="A", answer=UNSURE)
    decisions.add([one])

    with pytest.raises(InputError, match="decisions-changed"):
        other.add([one])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sheet": "nowhere"}, "decision-not-asked"),
        ({"line": "p1"}, "decision-not-asked"),
        ({"answer": "excellent"}, "decision-unknown-answer"),
        ({"decider": BOARD}, "decision-not-due"),
        ({}, "decision-not-due"),
    ],
)
def test_an_answer_that_may_not_be_given_is_refused(
    questions: Questions, decisions: Decisions, changes: dict[str, str], code: str
) -> None:
    question = next(q for q in _asked(questions, decisions) if q.line == "p3")
    good = {"sheet": question.sheet, "line": "p3", "decider": "A", "answer": "high"}
    decisions.add([Given(**good)])

    with pytest.raises(InputError, match=code):
        checked(decisions, questions, [(2, Given(**{**good, **changes}))])
