"""`tinnhiem eligibility`: included and excluded, each with the clause."""

from typing import Any

import pytest

from support.command import Run, Write


def _two(poll: dict[str, Any]) -> dict[str, Any]:
    new = poll["slate"][0] | {"id": "p2", "name": "Trần Thị Bé"}
    new["posts"] = [{**new["posts"][0], "elected_on": "2023-06-30"}]
    poll["slate"].append(new)
    for person in poll["slate"]:
        person.pop("count", None)
    return poll


def test_the_document_has_the_agreed_form(run: Run, write: Write, poll: dict[str, Any]) -> None:
    done = run("eligibility", write(_two(poll)), "--json")
    assert (done.code, done.err) == (0, "")
    first, second = done.document["officeholders"]
    assert (first["id"], first["included"]) == ("p1", True)
    assert (second["id"], second["included"]) == ("p2", False)
    reason = second["reasons"][0]
    assert reason["rule"] == "excluded-elected-in-poll-year"
    assert reason["citation"]["instrument"] == "nq-96-2023-qh15"
    assert (reason["citation"]["article"], reason["citation"]["clause"]) == (2, 5)
    assert "trong năm" in reason["text"]


def test_the_text_parts_the_two_and_names_the_clauses(
    run: Run, write: Write, poll: dict[str, Any]
) -> None:
    done = run("eligibility", write(_two(poll)))
    assert "Được lấy phiếu: 1 người\n  1. ✓ Nguyễn Văn An, Chủ tịch HĐND tỉnh (điểm a" in done.out
    assert "Không lấy phiếu: 1 người\n  1. ✗ Trần Thị Bé" in done.out
    assert "khoản 5 Điều 2: Không lấy phiếu tín nhiệm" in done.out


def test_a_post_that_is_not_polled_is_said_to_be_outside(
    run: Run, write: Write, poll: dict[str, Any]
) -> None:
    poll["slate"][0]["posts"][0]["position"] = "council-committee-deputy-head"
    done = run("eligibility", write(poll))
    told = "không giữ chức vụ nào trong các chức vụ sau: Chủ tịch Hội đồng nhân dân, Phó Chủ tịch"
    assert told in " ".join(done.out.split())
    document = run("eligibility", write(poll), "--json").document
    texts = [reason["text"] for reason in document["officeholders"][0]["reasons"]]
    assert texts[0].startswith(told)
    assert texts[0].endswith("(cấp tỉnh)")


def test_an_unknown_date_of_election_is_a_warning(
    run: Run, write: Write, poll: dict[str, Any]
) -> None:
    poll["slate"][0]["posts"][0]["elected_on"] = None
    done = run("eligibility", write(poll))
    assert done.code == 0
    assert "Cần lưu ý" in done.out


def test_an_unknown_rulebook_is_named_with_the_known_ones(
    run: Run, write: Write, poll: dict[str, Any]
) -> None:
    poll["rulebook"] = "nq-0"
    done = run("eligibility", write(poll))
    assert done.code == 2
    assert "nq-96-2023-qh15" in done.err


def test_a_procedure_that_the_rulebook_does_not_rule_is_refused(
    run: Run, write: Write, poll: dict[str, Any]
) -> None:
    poll |= {"rulebook": "qd-96-qd-tw", "procedure": "confidence_vote"}
    poll["slate"][0].pop("count")
    done = run("eligibility", write(poll))
    assert (done.code, done.out) == (2, "")
    assert "bỏ phiếu tín nhiệm" in done.err


def test_an_exclusion_of_two_posts_names_each(run: Run, write: Write, poll: dict[str, Any]) -> None:
    person = poll["slate"][0]
    person.pop("count")
    person["posts"] = [
        {"title": title, "position": position, "elected_on": "2023-06-30"}
        for title, position in (
            ("Chủ tịch HĐND tỉnh", "council-chair"),
            ("Trưởng Ban Pháp chế", "council-committee-head"),
        )
    ]
    done = run("eligibility", write(poll))
    assert "khoản 5 Điều 2: Chủ tịch HĐND tỉnh: Không lấy phiếu" in done.out
    assert "khoản 5 Điều 2: Trưởng Ban Pháp chế: Không lấy phiếu" in done.out


def test_no_line_is_wider_than_the_surroundings_say(
    run: Run, write: Write, poll: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    poll["sitting"]["name"] = "Kỳ họp thứ mười tám " * 6
    for command in ("eligibility", "evaluate"):
        done = run(command, write(poll))
        assert max(map(len, done.out.splitlines())) <= 80
