"""A sound poll file becomes a poll, whatever the form of its text."""

import json
import os
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from support.poll_files import full_poll_data, poll_data
from support.problems import problems_of
from support.workbooks import workbook
from tinnhiem.exchange.poll_file import read_poll
from tinnhiem.exchange.poll_json import poll_from_json
from tinnhiem.law.poll import Base, Choice, Position, Procedure


def test_every_part_is_read() -> None:
    poll = poll_from_json(poll_data())

    assert poll.procedure is Procedure.RATING
    assert poll.body.term == (2026, 2031)
    assert poll.sitting.opening_date == date(2028, 12, 5)
    assert poll.roll.present == 49
    assert poll.ballot_types[0].unused == 3
    assert poll.slate[1].posts[1].position is Position.COUNCIL_COMMITTEE_HEAD
    assert poll.slate[0].count is not None
    assert poll.slate[0].count.marks == {Choice.HIGH: 46, Choice.MEDIUM: 2, Choice.LOW: 1}


def test_the_extensions_are_read() -> None:
    poll = poll_from_json(full_poll_data())

    assert poll.overlays == ("hd-606-hd-bcsd", "ke-hoach-1158")
    assert poll.denominator is Base.VALID
    assert poll.rehearsal
    assert [member.role for member in poll.counting_board] == ["head", "secretary"]
    assert poll.steps_done == {"draft-list": date(2028, 10, 20)}
    assert poll.papers["dates"] == {"resolution": date(2028, 12, 8)}
    assert poll.papers["times"] == {"opened": "09:40", "sealed": "11:05"}


def test_a_confidence_vote_has_two_choices() -> None:
    data = poll_data(procedure="confidence_vote", slate=[poll_data()["slate"][0]])
    data["slate"][0]["count"] = {"confidence": 20, "no_confidence": 28, "invalid": 1}

    count = poll_from_json(data).slate[0].count

    assert count is not None
    assert count.marks == {Choice.CONFIDENCE: 20, Choice.NO_CONFIDENCE: 28}


def test_before_the_count_no_number_is_needed() -> None:
    data = poll_data(ballot_types=[{"id": "hdnd", "title": "Khối HĐND"}], roll={})
    for person in data["slate"]:
        del person["count"]

    poll = poll_from_json(data)

    assert poll.ballot_types[0].issued is None
    assert poll.slate[0].count is None
    assert poll.roll.membership is None


def test_null_and_absence_are_one() -> None:
    data = poll_data(denominator=None, roll=None, counting_board=None, papers=None)
    data["slate"][0] |= {"retirement_notice_on": None, "birth_year": None, "salutation": None}

    assert poll_from_json(data).slate[0] == poll_from_json(poll_data()).slate[0]


def test_decomposed_letters_and_stray_spaces_are_put_right_in_json() -> None:
    data = poll_data()
    data["slate"][0]["name"] = "  " + unicodedata.normalize("NFD", "Lò Thị\u00a0 Mẩy") + " "

    assert poll_from_json(data).slate[0].name == "Lò Thị Mẩy"


@pytest.mark.parametrize(
    "name",
    ["Thuỳ Dương & <b>", '#read("/etc/passwd")', "=cmd()", "{{ 7*7 }}", "*bold*", "_x0041_", "'a"],
)
def test_names_are_taken_literally(name: str) -> None:
    data = poll_data()
    data["slate"][0]["name"] = name

    assert poll_from_json(data).slate[0].name == name


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "poll.json"
    path.write_text(json.dumps(poll_data()), encoding="utf-8-sig")

    assert read_poll(path) == poll_from_json(poll_data())


def test_the_kind_of_file_is_decided_by_its_content(tmp_path: Path) -> None:
    disguised = tmp_path / "poll.json"
    disguised.write_bytes(workbook())
    text = tmp_path / "poll.xlsx"
    text.write_text(json.dumps(poll_data(), ensure_ascii=False), encoding="utf-8")

    assert read_poll(disguised) == read_poll(text) == poll_from_json(poll_data())


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    assert problems_of(lambda: read_poll(tmp_path / "none"))[0].code == "file-missing"
    assert problems_of(lambda: read_poll(tmp_path))[0].code == "file-is-folder"


def test_a_pipe_is_refused_without_waiting_for_its_writer(tmp_path: Path) -> None:
    pipe = tmp_path / "poll.json"
    os.mkfifo(pipe)

    assert [p.code for p in problems_of(lambda: read_poll(pipe))] == ["file-not-regular"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("poll.xlsx", "mã;họ và tên\np1;Lò Thị Mẩy\n".encode(), "not-a-workbook"),
        ("poll.csv", b"id,name\np1,An\n", "not-a-workbook"),
        ("poll.json", b"\x7fELF\x02\x01\xff\xfe", "not-a-workbook"),
        ("poll.xlsx", b'{"format": ', "not-a-workbook"),
        ("poll.json", b'{"format": ', "json-ends"),
        ("poll.json", b'{"format" 1}', "json-broken"),
        ("poll.json", '{"tên": 1'.encode("utf-16"), "json-utf16"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_a_file_that_is_neither_json_nor_a_workbook_is_called_so(
    name: str, content: bytes, code: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    assert [p.code for p in problems_of(lambda: read_poll(path))] == [code]


def test_json_under_the_name_of_a_workbook_is_read(tmp_path: Path) -> None:
    path = tmp_path / "poll.xlsx"
    path.write_text(json.dumps(poll_data()), encoding="utf-8")

    assert read_poll(path) == poll_from_json(poll_data())
