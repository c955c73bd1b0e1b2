"""Two readings of the same sheets are compared by totals and by whole sheets, never by order."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinnhiem.conduct.second_reading import Sheet, compare

LINES = ("p1", "p2")


def _sheets(*rows: str) -> list[Sheet]:
    """Sheets of two rows: ``"hl"`` is high and low, a dot is a row that nobody decided."""
    return [
        {name: None if said == "." else said for name, said in zip(LINES, row, strict=True)}
        for row in rows
    ]


@given(st.lists(st.sampled_from(["hh", "hl", "lh", "ll", "h.", ".."]), max_size=12), st.randoms())
def test_the_same_sheets_in_any_order_are_the_same(rows: list[str], chance: random.Random) -> None:
    mixed = list(rows)
    chance.shuffle(mixed)

    found = compare(_sheets(*rows), _sheets(*mixed), LINES)

    assert (found.whole, found.unlike, found.differing) == (True, 0, [])


@given(
    st.lists(st.sampled_from(["hh", "hl", "lh", "ll"]), min_size=1, max_size=12),
    st.integers(0, 11),
    st.randoms(),
)
def test_one_row_that_was_read_otherwise_is_found(
    rows: list[str], place: int, chance: random.Random
) -> None:
    other = [list(row) for row in rows]
    changed = other[place % len(rows)]
    changed[0] = {"h": "l", "l": "h"}[changed[0]]
    mixed = ["".join(row) for row in other]
    chance.shuffle(mixed)

    assert compare(_sheets(*rows), _sheets(*mixed), LINES).differing == ["p1"]


@pytest.mark.parametrize(
    ("first", "second", "unlike", "differing"),
    [
        (("hh", "ll"), ("hl", "lh"), 2, 1),  # the totals are the same, the sheets are not
        (("hh", "ll"), ("h.", ".l"), 0, 0),
        (("hh", "ll"), ("h.", "h."), 1, 1),
        (("hh", "hl", "ll"), ("h.", "hh", ".l"), 0, 0),
        (("hh", "h."), ("h.", "hl"), 0, 0),
    ],
)
def test_rows_left_open_may_say_anything_and_faults_do_not_cancel_out(
    first: tuple[str, ...], second: tuple[str, ...], unlike: int, differing: int
) -> None:
    found = compare(_sheets(*first), _sheets(*second), LINES)

    assert (found.unlike, len(found.differing)) == (unlike, differing)


def test_lines_are_told_only_when_every_sheet_was_read_again() -> None:
    found = compare(_sheets("hh", "ll"), _sheets("hl"), LINES)

    assert (found.whole, found.first, found.second, found.differing) == (False, 2, 1, [])


def test_totals_stand_side_by_side() -> None:
    line = compare(_sheets("hh", "hl"), _sheets("hh", "lh"), LINES).lines["p1"]

    assert (line.first["h"], line.second["h"], line.keys()) == (2, 1, {"h", "l"})


def test_a_stack_of_something_else_is_told_by_its_totals() -> None:
    found = compare(_sheets(*["hh"] * 400), _sheets(*["lh"] * 400), LINES)

    assert (found.unlike, found.differing) == (400, ["p1"])
