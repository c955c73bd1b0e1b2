"""`tinnhiem adjudicate`: questions on a terminal or in a table, and totals at the end."""

import csv
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from support.ballots import definition, poll
from support.command import Run
from support.scans import Ballots, Sheet, printed_to, save
from tinnhiem.cli.files import as_json
from tinnhiem.cli.main import main
from tinnhiem.exchange.poll_file import read_poll_file
from tinnhiem.exchange.poll_json import poll_to_json
from tinnhiem.law.poll import Choice


@pytest.fixture(scope="module")
def seven(tmp_path_factory: pytest.TempPathFactory) -> Ballots:
    """Seven persons on one page."""
    return printed_to(tmp_path_factory.mktemp("seven"), definition(poll(7)))


@pytest.fixture(scope="module")
def read(seven: Ballots) -> Path:
    """The record of two sheets with three open rows, made once."""
    sheets = [Sheet(seven.blank(), 1).mark_all(0, but=(2, 4)), Sheet(seven.blank(), 2)]
    sheets[1].mark_all(1, but=(6,))
    pages = [sheet.scanned(seed=number) for number, sheet in enumerate(sheets)]
    path = save(seven.folder / "scan.tif", pages)
    made = seven.folder / "count"
    assert main(["scan", str(seven.folder / "layout.json"), str(path), "--record", str(made)]) == 0
    return made


@pytest.fixture
def count(read: Path, tmp_path: Path) -> Path:
    """The record, to be decided anew."""
    return Path(shutil.copytree(read, tmp_path / "count"))


def _fill(run: Run, count: Path, who: str, answer: str) -> list[dict[str, str]]:
    """Have the open questions written, and answer all of them alike."""
    asked, filled = count / f"{who}.csv", count / f"{who}-filled.csv"
    run("adjudicate", count, "--decider", who, "--questions", asked)
    rows = list(csv.DictReader(io.StringIO(asked.read_text(encoding="utf-8-sig"))))
    with filled.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.DictWriter(file, rows[0].keys() if rows else ["sheet", "row", "answer"])
        out.writeheader()
        out.writerows({**row, "answer": answer} for row in rows)
    done = run("adjudicate", count, "--decider", who, "--decisions", filled)
    assert (done.code, done.err.count("error")) == (0, 0)
    return rows


def test_how_far_it_is_can_be_asked(run: Run, count: Path) -> None:
    done = run("adjudicate", count, "--json")

    assert done.document == {"questions": {"open": 3, "third": 0, "board": 0, "decided": 0}}


def test_tables_tell_nothing_of_machine_or_others(run: Run, count: Path) -> None:
    first = _fill(run, count, "A", "invalid:no-mark")
    second = _fill(run, count, "B", "invalid:no-mark")

    assert first == second
    assert set(first[0]) == {"sheet", "row", "picture", "answer", "answers"}
    assert {row["answer"] for row in first} == {""}
    assert all((count / row["picture"]).is_file() for row in first)


def test_totals_follow_when_all_is_decided_and_the_ledger_agrees(run: Run, count: Path) -> None:
    _fill(run, count, "A", "invalid:no-mark")
    early = run("--lang", "en", "adjudicate", count, "--tally", "--returned", "hdnd=2")
    _fill(run, count, "B", "invalid:no-mark")
    other = run("--lang", "en", "adjudicate", count, "--tally", "--returned", "hdnd=3")
    done = run("adjudicate", count, "--tally", "--returned", "hdnd=2", "--json")

    assert (early.code, early.out) == (5, "")
    assert "3 of 3 questions are open" in early.err
    assert (other.code, other.out) == (5, "")
    assert "2 sheets read + 0 keyed by hand = 2, but 3 ballots returned" in other.err
    assert done.code == 0
    lines = {line["id"]: line["count"] for line in done.document["lines"]}
    assert lines["p1"] == {"high": 1, "medium": 1, "low": 0, "invalid": 0}
    assert lines["p3"] == {"high": 0, "medium": 1, "low": 0, "invalid": 1}
    assert {sum(counts.values()) for counts in lines.values()} == {2}


def test_without_the_number_returned_there_are_no_totals(run: Run, count: Path) -> None:
    _fill(run, count, "A", "low")
    _fill(run, count, "B", "low")

    assert run("adjudicate", count, "--tally").code == 5


def test_two_who_differ_need_a_third_and_then_the_board(run: Run, count: Path) -> None:
    for who, answer in (("A", "high"), ("B", "low"), ("C", "unsure"), ("board", "medium")):
        assert len(_fill(run, count, who, answer)) == 3
    done = run("adjudicate", count, "--tally", "--returned", "hdnd=2", "--json")
    lines = {line["id"]: line["count"] for line in done.document["lines"]}

    assert lines["p3"]["medium"] == 2


def test_questions_are_answered_one_by_one_and_kept_at_once(
    run: Run, count: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("77\n1\ns\nq\n"))
    done = run("--lang", "en", "adjudicate", count, "--decider", "A")

    assert done.code == 0
    assert "77" in done.err
    assert "2 questions are left for A" in done.out
    assert (count / "decisions.jsonl").read_text(encoding="utf-8").count('"A"') == 1
    assert "blank" not in done.out.replace("no box is marked", "")


def test_a_table_with_one_wrong_answer_changes_nothing(run: Run, count: Path) -> None:
    rows = _fill(run, count, "A", "high")
    table = count / "b.csv"
    answers = ["high", "excellent", "high"]
    text = "".join(f"{r['sheet']};{r['row']};{a}\n" for r, a in zip(rows, answers, strict=True))
    table.write_text("sheet;row;answer\n" + text, encoding="utf-8")
    done = run("--lang", "en", "adjudicate", count, "--decider", "B", "--decisions", table)

    assert (done.code, done.out) == (2, "")
    assert f"{table}:3" in done.err
    assert run("adjudicate", count, "--json").document["questions"]["open"] == 3


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"name,mark\nA,B\n", b'a"b\n"'],
    ids=["empty", "no-text", "other-columns", "open-quote"],
)
def test_what_is_no_table_is_told(run: Run, count: Path, content: bytes) -> None:
    table = count / "x.csv"
    table.write_bytes(content)

    assert run("adjudicate", count, "--decider", "A", "--decisions", table).code == 2


@pytest.mark.parametrize(
    "more",
    [
        ("--tally", "--decider", "A"),
        ("--questions", "x.csv"),
        ("--decisions", "x.csv"),
        ("--tally", "--returned", "hdnd"),
        ("--tally", "--returned", "hdnd=many"),
    ],
)
def test_calls_that_do_not_go_together_are_usage_errors(
    run: Run, count: Path, more: tuple[str, ...]
) -> None:
    done = run("adjudicate", count, *more)

    assert (done.code, done.out) == (1, "")


def test_what_is_no_record_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "scan.jsonl").write_text("{}\n", encoding="utf-8")

    assert run("adjudicate", tmp_path).code == 2
    assert run("adjudicate", tmp_path / "nowhere").code == 2


def test_the_table_of_questions_is_never_written_over(run: Run, count: Path) -> None:
    (count / "q.csv").write_text("mine", encoding="utf-8")
    done = run("adjudicate", count, "--decider", "A", "--questions", count / "q.csv")

    assert done.code == 2
    assert (count / "q.csv").read_text(encoding="utf-8") == "mine"


def test_a_sheet_that_no_scanner_took_is_added_by_two_people_and_keyed_by_both(
    run: Run, count: Path
) -> None:
    for who in ("A", "B"):
        _fill(run, count, who, "invalid:no-mark")
    added = run("adjudicate", count, "--decider", "A", "--add", "hdnd:1", "--json")
    assert added.document["questions"]["open"] == 1
    short = run("adjudicate", count, "--tally", "--returned", "hdnd=3")
    assert short.code != 0

    run("adjudicate", count, "--decider", "B", "--add", "hdnd:1")
    for table in count.glob("*.csv"):
        table.unlink()
    asked = [_fill(run, count, who, "medium") for who in ("A", "B")]
    assert [len(rows) for rows in asked] == [7, 7]
    assert {(row["sheet"], row["picture"]) for row in asked[0]} == {("added:hdnd:1:1", "")}

    tally = run("adjudicate", count, "--tally", "--returned", "hdnd=3", "--json").document
    assert [(page["read"], page["by_hand"]) for page in tally["pages"]] == [(2, 1)]
    assert tally["lines"][0]["count"] == {"high": 1, "medium": 2, "low": 0, "invalid": 0}


@pytest.mark.parametrize("place", ["hdnd:9", "other:1", "hdnd", "hdnd:x"])
def test_a_sheet_of_a_page_that_is_none_is_not_added(run: Run, count: Path, place: str) -> None:
    assert run("adjudicate", count, "--decider", "A", "--add", place).code == 1
    assert run("adjudicate", count, "--add", "hdnd:1").code == 1


def test_a_second_scan_is_compared_sheet_by_sheet(
    run: Run, seven: Ballots, count: Path, tmp_path: Path
) -> None:
    for who in ("A", "B"):
        _fill(run, count, who, "invalid:no-mark")
    layout = seven.folder / "layout.json"
    same = [Sheet(seven.blank(), 2).mark_all(1, but=(6,)), Sheet(seven.blank(), 1)]
    same[1].mark_all(0, but=(2, 4))
    other = [Sheet(seven.blank(), 3).mark_all(0), Sheet(seven.blank(), 1).mark_all(0, but=(2, 4))]
    for name, sheets in (("same", same), ("other", other)):
        scan = save(tmp_path / f"{name}.tif", [s.scanned(seed=9 + n) for n, s in enumerate(sheets)])
        run("scan", layout, scan, "--record", tmp_path / name)

    alike = run("adjudicate", count, "--against", tmp_path / "same", "--json")
    assert (alike.code, alike.document["pages"][0]["unlike"]) == (0, 0)
    differs = run("adjudicate", count, "--against", tmp_path / "other", "--json")
    assert differs.code != 0
    (page,) = differs.document["pages"]
    assert (page["first"], page["second"], page["unlike"]) == (2, 2, 1)
    assert page["differing"][0] == {
        "id": "p1", "first": {"high": 1, "medium": 1}, "second": {"high": 2},
    }  # fmt: skip
    told = run("adjudicate", count, "--against", tmp_path / "other")
    assert "p1" in told.out


@pytest.fixture
def polled(tmp_path: Path) -> Path:
    """The poll whose ballots were printed, with its ledger."""
    plain = poll(7)
    kinds = tuple(
        replace(kind, issued=2, exchanged=0, unused=0, returned=2) for kind in plain.ballot_types
    )
    path = tmp_path / "poll.json"
    path.write_text(as_json(poll_to_json(replace(plain, ballot_types=kinds))), encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", ["json", "xlsx"])
def test_totals_are_written_into_a_poll_file(
    run: Run, count: Path, polled: Path, tmp_path: Path, ending: str
) -> None:
    for who in ("A", "B"):
        _fill(run, count, who, "invalid:no-mark")
    before, counted = polled.read_bytes(), tmp_path / f"counted.{ending}"
    done = run("adjudicate", count, "--tally", "--poll", polled, "--into", counted)
    again = run("adjudicate", count, "--tally", "--poll", polled, "--into", counted)

    assert (done.code, again.code) == (0, 1), done.err
    assert "--force" in again.err
    assert polled.read_bytes() == before
    told = read_poll_file(counted).poll()
    marks = {
        person.id: (person.count.marks, person.count.invalid)
        for person in told.slate
        if person.count
    }
    assert marks["p1"] == ({Choice.HIGH: 1, Choice.MEDIUM: 1, Choice.LOW: 0}, 0)
    assert marks["p3"] == ({Choice.HIGH: 0, Choice.MEDIUM: 1, Choice.LOW: 0}, 1)
    assert len(marks) == 7
    assert [kind.invalid for kind in told.ballot_types] == [0]


def test_the_number_returned_that_was_given_stands_in_the_poll_file(
    run: Run, count: Path, polled: Path, tmp_path: Path
) -> None:
    for who in ("A", "B"):
        _fill(run, count, who, "invalid:no-mark")
    plain = json.loads(polled.read_text(encoding="utf-8"))
    plain["ballot_types"][0]["returned"] = None
    polled.write_text(json.dumps(plain), encoding="utf-8")
    counted, given = tmp_path / "counted.json", ("--returned", "hdnd=2")
    done = run("adjudicate", count, "--tally", "--poll", polled, *given, "--into", counted)

    assert done.code == 0, done.err
    assert [kind.returned for kind in read_poll_file(counted).poll().ballot_types] == [2]


@pytest.mark.parametrize(
    "more",
    [("--poll", "poll.json"), ("--tally", "--returned", "hdnd=2")],
)
def test_a_file_for_the_totals_needs_totals_and_a_poll(
    run: Run, count: Path, tmp_path: Path, more: tuple[str, ...]
) -> None:
    done = run("--lang", "en", "adjudicate", count, *more, "--into", tmp_path / "counted.json")

    assert (done.code, done.out) == (1, "")
    assert "--into goes with --tally and --poll" in done.err


def test_totals_do_not_go_into_a_poll_with_another_list(
    run: Run, count: Path, polled: Path, tmp_path: Path
) -> None:
    for who in ("A", "B"):
        _fill(run, count, who, "invalid:no-mark")
    other = json.loads(polled.read_text(encoding="utf-8"))
    del other["slate"][4]
    polled.write_text(json.dumps(other), encoding="utf-8")
    counted = tmp_path / "counted.json"
    done = run("--lang", "en", "adjudicate", count, "--tally", "--poll", polled, "--into", counted)

    assert (done.code, done.out) == (1, "")
    assert "hdnd:p5" in done.err
    assert not counted.exists()
