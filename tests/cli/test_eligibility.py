"""`tinnhiem eligibility`: included and excluded, each with the clause."""

from typing import Any

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
    assert "không giữ chức vụ nào" in done.out


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
