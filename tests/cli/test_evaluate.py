"""`tinnhiem evaluate`: the table for people, the document for programs, every refusal."""

from pathlib import Path
from typing import Any

import pytest

from support.command import Run, Write


def _flat(text: str) -> str:
    """The text with its line breaks taken for spaces."""
    return " ".join(text.split())


def test_the_document_has_the_agreed_form(run: Run, write: Write, poll: dict[str, Any]) -> None:
    done = run("evaluate", write(poll), "--json")
    assert (done.code, done.err) == (0, "")
    document = done.document
    assert document["format"] == "tinnhiem-result/1"
    assert document["rulebook"] == "nq-96-2023-qh15"
    assert document["denominator"] == {"name": "returned", "label": "tổng số phiếu thu về"}
    person = document["officeholders"][0]
    assert person["base"] == 49
    assert person["count"] == {"high": 46, "medium": 2, "low": 1, "invalid": 0}
    assert person["percent"] == {"high": "93,88", "medium": "4,08", "low": "2,04"}
    assert (person["outcome"], person["citation"]) == ("none", None)


def test_percentages_of_the_document_keep_their_comma_in_english(
    run: Run, write: Write, poll: dict[str, Any]
) -> None:
    document = run("evaluate", write(poll), "--json", "--lang", "en").document
    assert document["officeholders"][0]["percent"]["high"] == "93,88"


def test_the_table_shows_counts_shares_the_base_and_the_case(
    run: Run, write: Write, poll: dict[str, Any]
) -> None:
    poll["slate"][0]["count"] = {"high": 10, "medium": 13, "low": 26, "invalid": 0}
    done = run("evaluate", write(poll))
    assert done.code == 0
    assert "Tỷ lệ % tính trên tổng số phiếu thu về (khoản 3 Điều 19)" in done.out
    assert "Có mặt 49/52 (94,23%), cần ít nhất 35: đủ điều kiện tiến hành" in _flat(done.out)
    assert "phát ra 49 · đổi 0 · chưa dùng 3 · thu về 49" in done.out
    assert "26  53,06%" in done.out
    assert "▲ Nguyễn Văn An: 26/49 phiếu “tín nhiệm thấp” (53,06%)" in done.out
    assert "khoản 2 Điều 12 Nghị quyết số 96/2023/QH15" in _flat(done.out)


def test_the_table_in_english_has_points_and_english_words(
    run: Run, write: Write, poll: dict[str, Any]
) -> None:
    done = run("--lang", "en", "evaluate", write(poll))
    assert "93.88%" in done.out
    assert "Percentages are taken of all ballots returned" in done.out
    assert "Nobody is in one of the cases of" in done.out


def test_rules_that_are_not_verified_are_marked(
    run: Run, write: Write, poll: dict[str, Any]
) -> None:
    assert "[chưa đối chiếu]" in _flat(run("evaluate", write(poll)).out)


def test_nothing_is_coloured_outside_a_terminal(
    run: Run, write: Write, poll: dict[str, Any]
) -> None:
    assert "\x1b" not in run("evaluate", write(poll)).out


def test_numbers_that_disagree_end_with_five_and_both_numbers(
    run: Run, write: Write, poll: dict[str, Any]
) -> None:
    poll["slate"][0]["count"]["low"] = 2
    path = write(poll)
    done = run("evaluate", path)
    assert (done.code, done.out) == (5, "")
    assert f"{path}: slate[0].count: " in done.err
    assert "50" in done.err
    assert "49" in done.err


def test_every_disagreement_is_told(run: Run, write: Write, poll: dict[str, Any]) -> None:
    poll["slate"].append(poll["slate"][0] | {"id": "p2", "name": "Trần Thị Bé"})
    poll["slate"][1]["count"] = {"high": 1, "medium": 2, "low": 1, "invalid": 0}
    poll["ballot_types"][0]["issued"] = 48
    assert len(run("evaluate", write(poll)).err.splitlines()) == 2


def test_a_missing_number_ends_with_two(run: Run, write: Write, poll: dict[str, Any]) -> None:
    del poll["ballot_types"][0]["returned"]
    done = run("evaluate", write(poll))
    assert (done.code, done.out) == (2, "")
    assert "ballot_types[0].returned: Thiếu số phiếu thu về" in done.err


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("", ""),
        ("{", ""),
        ("[]", ""),
        ("null", ""),
        ('{"format": "tinnhiem-poll/2"}', "format"),
        ("\udcff".encode("utf-8", "surrogateescape"), ""),
        ("[" * 100_000, ""),
        ('{"format": "tinnhiem-poll/1", "slate": {}}', "slate"),
    ],
    ids=["empty", "cut", "list", "null", "other format", "no text", "deep", "wrong shape"],
)
def test_what_is_no_poll_file_ends_with_two_and_sentences(
    run: Run, tmp_path: Path, content: str | bytes, place: str
) -> None:
    path = tmp_path / "poll.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = run("evaluate", path, "--json")
    assert (done.code, done.out) == (2, "")
    assert str(path) in done.err
    assert place in done.err
    assert all(line.startswith("tinnhiem: lỗi: ") for line in done.err.splitlines())


def test_a_file_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    done = run("evaluate", tmp_path / "none.json")
    assert done.code == 2
    assert "Không tìm thấy tệp" in done.err
    assert run("evaluate", tmp_path).code == 2


def test_hostile_names_are_shown_as_they_are_without_steering_the_terminal(
    run: Run, write: Write, poll: dict[str, Any]
) -> None:
    poll["slate"][0]["name"] = "D & <b> {0.__doc__} %s"
    done = run("evaluate", write(poll))
    assert "D & <b> {0.__doc__} %s" in _flat(done.out)


def test_citations_of_a_party_instrument_are_parted_alike_in_one_output(
    run: Run, write: Write, poll: dict[str, Any]
) -> None:
    poll["rulebook"] = "qd-96-qd-tw"
    poll["body"] |= {"kind": "party-committee"}
    poll["slate"][0]["posts"][0]["position"] = "party-secretary"
    poll["slate"][0]["count"] = {"high": 2, "medium": 1, "low": 46, "invalid": 0}
    text = run("evaluate", write(poll)).out
    document = run("evaluate", write(poll), "--json").document
    assert "khoản 3, Điều 11, Quy định số 96-QĐ/TW" in " ".join(text.split())
    assert "khoản 3, Điều 11, Quy định số 96-QĐ/TW" in document["officeholders"][0]["text"]
    assert "khoản 3 Điều" not in text
