"""A copy of the log is checked line by line, without the office."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tinnhiem.exchange.log_file import (
    CHANGED,
    FORMAT,
    GENESIS,
    HEAD,
    INSERTED,
    MISSING,
    REORDERED,
    UNLINKED,
    UNREADABLE,
    check_lines,
    check_text,
    line_hash,
    stub,
    written,
)

Lines = list[dict[str, Any]]


def _lines(count: int = 5) -> Lines:
    made: Lines = []
    previous = GENESIS
    for number in range(1, count + 1):
        line: dict[str, Any] = {
            "sequence": number, "at": f"2028-12-07T02:{number:02d}:00.000000+00:00",
            "act": "poll.prepare", "actor": "Nông Văn Khải", "actor_id": 7, "role": "clerk",
            "poll": "abc", "subject": "Kỳ họp thứ chín", "before": {"state": "draft"},
            "after": {"state": "preparing"}, "reason": "", "salt": f"{number:032x}",
            "previous": previous,
        }  # fmt: skip
        line["hash"] = line_hash(line)
        previous = line["hash"]
        made.append(line)
    return made


def _text(lines: Lines) -> str:
    note = {"format": FORMAT, "lines": len(lines), "head": lines[-1]["hash"]}
    return "".join(written(line) for line in [*lines, note])


def test_a_copy_as_it_was_made_is_sound() -> None:
    lines = _lines()

    found = check_text(_text(lines))

    assert found.sound
    assert (found.lines, found.last) == (5, lines[-1]["hash"])


@pytest.mark.parametrize(
    "name", ["act", "actor", "after", "at", "reason", "salt", "subject", "actor_id"]
)
def test_a_changed_member_is_found_at_its_line(name: str) -> None:
    lines = _lines()
    lines[2][name] = {"state": "frozen"} if name == "after" else "x"

    found = check_lines(lines)

    assert (found.fault, found.at, found.sound) == (CHANGED, 3, False)


def test_a_line_whose_hash_was_made_anew_no_longer_links_to_the_next() -> None:
    lines = _lines()
    lines[2]["actor"] = "Ai đó"
    lines[2]["hash"] = line_hash(lines[2])

    assert (check_lines(lines).fault, check_lines(lines).at) == (UNLINKED, 4)


def _without_third(lines: Lines) -> None:
    del lines[2]


def _third_twice(lines: Lines) -> None:
    lines.insert(3, dict(lines[2]))


def _swapped(lines: Lines) -> None:
    lines[1], lines[3] = lines[3], lines[1]


def _second_after_fourth(lines: Lines) -> None:
    lines.insert(4, dict(lines[1]))


def _no_number(lines: Lines) -> None:
    del lines[3]["sequence"]


@pytest.mark.parametrize(
    ("harm", "fault", "at"),
    [
        (_without_third, MISSING, 3),
        (_third_twice, INSERTED, 4),
        (_swapped, MISSING, 2),
        (_second_after_fourth, REORDERED, 5),
        (_no_number, UNREADABLE, 4),
    ],
)
def test_lines_taken_out_put_in_or_moved_are_found(
    harm: Callable[[Lines], None], fault: str, at: int
) -> None:
    lines = _lines()
    harm(lines)

    found = check_lines(lines)

    assert (found.fault, found.at) == (fault, at)


def test_lines_missing_at_the_end_are_found_by_the_note_of_the_head() -> None:
    lines = _lines()
    head = (5, lines[-1]["hash"])

    assert (check_lines(lines[:3], head=head).fault, check_lines(lines[:3]).fault) == (MISSING, "")
    assert check_lines(lines, head=(4, lines[3]["hash"])).fault == INSERTED
    assert check_lines(lines, head=(5, "0" * 64)).fault == HEAD


def test_a_log_made_anew_from_its_first_line_has_another_head() -> None:
    head = _lines()[-1]["hash"]
    forged = _lines()
    for number, line in enumerate(forged):
        line["actor"] = "Ai đó"
        line["previous"] = forged[number - 1]["hash"] if number else GENESIS
        line["hash"] = line_hash(line)

    assert check_lines(forged).sound
    assert check_lines(forged, head=(5, head)).fault == HEAD


def test_withheld_lines_keep_the_chain_and_say_that_they_are_withheld() -> None:
    lines = _lines()
    lines[1] = stub(lines[1])

    found = check_text(_text(lines))

    assert (found.sound, found.withheld) == (True, 1)
    assert set(lines[1]) == {"sequence", "previous", "hash", "withheld"}


def test_equal_words_have_other_hashes_by_their_salt() -> None:
    line = _lines(1)[0]
    other = {**line, "salt": "f" * 32}

    assert line_hash(line) != line_hash(other)


@pytest.mark.parametrize("line", ["not json", "[]", '"x"', "null", '{"sequence": "1"}'])
def test_hostile_lines_are_unreadable_and_no_error(line: str) -> None:
    assert check_text(line).fault == UNREADABLE


def test_an_empty_copy_claims_nothing() -> None:
    found = check_text("")

    assert (found.lines, found.last) == (0, GENESIS)
    assert check_text(json.dumps({"format": FORMAT, "lines": 2, "head": "x"})).fault == MISSING
