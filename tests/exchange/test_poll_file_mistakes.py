"""Every mistake of a poll file is told at once, with its exact place."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from support.poll_files import full_poll_data, poll_data
from support.problems import places_of, problems_of
from tinnhiem.exchange.findings import MAXIMUM_TOLD
from tinnhiem.exchange.poll_json import poll_from_json
from tinnhiem.exchange.shapes import LARGEST_NUMBER

Path = tuple[str | int, ...]


def _with(path: Path, value: object) -> dict[str, Any]:
    """A poll file with another value at a path."""
    data = full_poll_data()
    inner: Any = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return data


COUNT: Path = ("slate", 1, "count", "high")

MISTAKES: list[tuple[Path, object, str, str]] = [
    (COUNT, True, "whole-number-expected", "slate[1].count.high"),
    (COUNT, "20", "number-as-text", "slate[1].count.high"),
    (COUNT, 20.0, "whole-number-expected", "slate[1].count.high"),
    (COUNT, -1, "number-negative", "slate[1].count.high"),
    (COUNT, LARGEST_NUMBER + 1, "number-outside", "slate[1].count.high"),
    (COUNT, None, "value-null", "slate[1].count.high"),
    (COUNT, [20], "whole-number-expected", "slate[1].count.high"),
    (
        ("slate", 1, "count", "confidence"),
        3,
        "choice-of-other-procedure",
        "slate[1].count.confidence",
    ),
    (("slate", 1, "count", "hihg"), 3, "key-misspelt", "slate[1].count.hihg"),
    (("slate", 1, "count"), 3, "object-expected", "slate[1].count"),
    (("ballot_types", 0, "returned"), "49", "number-as-text", "ballot_types[0].returned"),
    (("ballot_types", 0, "id"), "a b", "id-malformed", "ballot_types[0].id"),
    (("ballot_types",), [], "list-empty", "ballot_types"),
    (("slate",), [], "list-empty", "slate"),
    (("slate",), {}, "list-expected", "slate"),
    (("slate", 0), "Lan", "object-expected", "slate[0]"),
    (("slate", 0, "id"), "p2", "id-twice", "slate[1].id"),
    (("slate", 0, "id"), "../../etc", "id-malformed", "slate[0].id"),
    (("slate", 0, "id"), 1, "text-expected", "slate[0].id"),
    (("slate", 0, "name"), "", "text-missing", "slate[0].name"),
    (("slate", 0, "name"), "   ", "text-missing", "slate[0].name"),
    (("slate", 0, "name"), None, "value-null", "slate[0].name"),
    (("slate", 0, "name"), "Lan\nAnh", "character-unseen", "slate[0].name"),
    (("slate", 0, "name"), "Lan\u202e", "character-unseen", "slate[0].name"),
    (("slate", 0, "name"), "Lan\ud800", "character-unseen", "slate[0].name"),
    (("slate", 0, "name"), "Lan\u200b", "character-unseen", "slate[0].name"),
    (("slate", 0, "name"), "a" * 301, "text-overlong", "slate[0].name"),
    (("slate", 0, "name"), 7, "text-expected", "slate[0].name"),
    (("slate", 0, "salutation"), "ông", "choice-misspelt", "slate[0].salutation"),
    (("slate", 0, "birth_year"), 1800, "number-outside", "slate[0].birth_year"),
    (("slate", 0, "birth_year"), 2028, "born-after-poll", "slate[0].birth_year"),
    (("slate", 0, "ballot_type"), "hdn", "ballot-type-unknown", "slate[0].ballot_type"),
    (("slate", 0, "posts"), [], "list-empty", "slate[0].posts"),
    (("slate", 0, "posts"), None, "value-null", "slate[0].posts"),
    (("slate", 0, "posts", 0, "position"), None, "value-null", "slate[0].posts[0].position"),
    (
        ("slate", 0, "posts", 0, "position"),
        "council-chiar",
        "choice-misspelt",
        "slate[0].posts[0].position",
    ),
    (("slate", 0, "posts", 0, "position"), "xyz", "choice-unknown", "slate[0].posts[0].position"),
    (
        ("slate", 0, "posts", 0, "elected_on"),
        "2029-01-01",
        "elected-after-poll",
        "slate[0].posts[0].elected_on",
    ),
    (
        ("slate", 0, "posts", 0, "elected_on"),
        "25/06/2026",
        "date-malformed",
        "slate[0].posts[0].elected_on",
    ),
    (
        ("slate", 0, "posts", 0, "elected_on"),
        "2026-02-30",
        "date-not-real",
        "slate[0].posts[0].elected_on",
    ),
    (
        ("slate", 0, "posts", 0, "elected_on"),
        20260625,
        "date-expected",
        "slate[0].posts[0].elected_on",
    ),
    (
        ("slate", 0, "retirement_notice_on"),
        "0001-01-01",
        "date-outside",
        "slate[0].retirement_notice_on",
    ),
    (
        ("slate", 0, "retirement_notice_on"),
        "2028-12-01T00:00",
        "date-malformed",
        "slate[0].retirement_notice_on",
    ),
    (("procedure",), "ratings", "choice-misspelt", "procedure"),
    (("body", "term"), [2031, 2026], "term-malformed", "body.term"),
    (("body", "term"), [2026], "term-malformed", "body.term"),
    (("body", "term"), [2026, 2027, 2028], "list-too-long", "body.term"),
    (("body", "kind"), None, "value-null", "body.kind"),
    (("body", "level"), "provinces", "choice-misspelt", "body.level"),
    (("body",), None, "value-null", "body"),
    (("sitting", "poll_date"), "2028-12-04", "poll-before-opening", "sitting.poll_date"),
    (("roll", "present"), "49", "number-as-text", "roll.present"),
    (("denominator",), "returnd", "choice-misspelt", "denominator"),
    (("overlays",), "hd-606", "list-expected", "overlays"),
    (("overlays",), ["a;b"], "reference-malformed", "overlays[0]"),
    (("rehearsal",), "yes", "flag-expected", "rehearsal"),
    (("slat",), [], "key-misspelt", "slat"),
    (("comment",), "x", "key-unknown", "comment"),
    (("counting_board", 0, "role"), "boss", "choice-unknown", "counting_board[0].role"),
    (("counting_board", 1, "name"), "VÀNG A SỬ", "board-member-twice", "counting_board[1].name"),
    (("steps_done", "draft-list"), "soon", "date-malformed", "steps_done.draft-list"),
    (("papers", "place_nam"), "x", "key-misspelt", "papers.place_nam"),
    (("papers", "numbers", "minuts"), "x", "key-misspelt", "papers.numbers.minuts"),
    (("papers", "times", "opened"), "9h40", "clock-malformed", "papers.times.opened"),
    (("papers", "times", "opened"), "24:00", "clock-malformed", "papers.times.opened"),
    (("papers", "copies"), 0, "number-outside", "papers.copies"),
    (
        ("papers", "invalid_lines", "p2", "unmarked"),
        -1,
        "number-negative",
        "papers.invalid_lines.p2.unmarked",
    ),
    (
        ("papers", "invalid_lines", "p9"),
        {"unmarked": 1},
        "papers-id-unknown",
        "papers.invalid_lines.p9",
    ),
    (
        ("papers", "signers", "default", "authority"),
        "TM.",
        "list-expected",
        "papers.signers.default.authority",
    ),
    (
        ("papers", "disclosure_scopes"),
        ["everybody"],
        "choice-unknown",
        "papers.disclosure_scopes[0]",
    ),
]

#: Some of the values could not stand in the name of a test.
IDS = [f"{number}-{code}-{place}" for number, (*_, code, place) in enumerate(MISTAKES)]


@pytest.mark.parametrize(("path", "value", "code", "place"), MISTAKES, ids=IDS)
def test_a_mistake_is_told_with_its_place(path: Path, value: object, code: str, place: str) -> None:
    assert (code, place) in places_of(lambda: poll_from_json(_with(path, value)))


def test_a_value_that_is_wrong_is_told_once() -> None:
    for path, value, _code, place in MISTAKES:
        found = [there for _, there in places_of(partial(poll_from_json, _with(path, value)))]

        assert found.count(place) == 1, place


def test_all_mistakes_are_told_at_once() -> None:
    data = poll_data(procedure="lottery")
    data["slate"][0]["name"] = None
    data["slate"][1]["count"]["low"] = "26"
    del data["body"]["kind"]

    assert {place for _code, place in places_of(lambda: poll_from_json(data))} == {
        "procedure",
        "slate[0].name",
        "slate[1].count.low",
        "body.kind",
    }


def test_a_misspelt_key_comes_with_the_right_one() -> None:
    problems = problems_of(lambda: poll_from_json(_with(("slate", 0, "nam"), "x")))

    assert problems[0].values["suggestion"] == "name"


def test_a_person_entered_twice_is_told_with_the_first_place() -> None:
    data = poll_data()
    data["slate"][1] |= {"name": "lò thị mẩy", "posts": data["slate"][0]["posts"]}
    del data["slate"][1]["birth_year"]

    problems = problems_of(lambda: poll_from_json(data))

    assert [(p.code, p.place, p.values["other"]) for p in problems] == [
        ("person-twice", "slate[1].name", "slate[0].name")
    ]


def test_persons_of_one_name_with_other_posts_or_births_are_two() -> None:
    data = poll_data()
    data["slate"][1]["name"] = data["slate"][0]["name"]

    assert len(poll_from_json(data).slate) == 2


def test_another_format_is_refused_without_further_words() -> None:
    data = poll_data(format="tinnhiem-poll/2", surprise=1)

    assert places_of(lambda: poll_from_json(data)) == [("format-unknown", "format")]


@pytest.mark.parametrize("data", [[], "poll", 1, None, True])
def test_what_is_no_object_is_refused(data: object) -> None:
    assert places_of(lambda: poll_from_json(data)) == [("object-expected", "")]


def test_an_unknown_rulebook_is_left_to_the_law() -> None:
    assert poll_from_json(poll_data(rulebook="nq-1-1900")).rulebook == "nq-1-1900"


def test_thousands_of_mistakes_are_counted_not_told() -> None:
    problems = problems_of(lambda: poll_from_json(poll_data(slate=[{}] * 5000)))

    assert len(problems) == MAXIMUM_TOLD + 1
    assert problems[-1].code == "problems-more"


def _missing(remove: Callable[[dict[str, Any]], object]) -> list[tuple[str, str]]:
    data = poll_data()
    remove(data)
    return places_of(lambda: poll_from_json(data))


@pytest.mark.parametrize(
    "key", ["format", "procedure", "rulebook", "body", "sitting", "ballot_types", "slate"]
)
def test_a_missing_part_is_told(key: str) -> None:
    assert ("key-missing", key) in _missing(lambda data: data.pop(key))


def test_two_board_members_of_one_name_are_told_apart_by_their_units() -> None:
    data = full_poll_data()
    data["counting_board"][1] |= {"name": "Vàng A Sử", "unit": "Tổ đại biểu số 2"}

    assert len(poll_from_json(data).counting_board) == 2


def test_a_key_that_is_absent_is_told_as_missing_and_null_as_null() -> None:
    absent, null = poll_data(), poll_data()
    del absent["slate"][0]["count"]["high"]
    null["slate"][0]["count"]["high"] = None

    assert places_of(lambda: poll_from_json(absent)) == [
        ("key-missing", "slate[0].count.high"),
    ]
    assert places_of(lambda: poll_from_json(null)) == [("value-null", "slate[0].count.high")]
