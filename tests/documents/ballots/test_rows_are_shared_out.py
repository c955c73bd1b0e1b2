"""How rows are shared over sheets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinnhiem.documents.ballots.pagination import share_out, stretched

heights = st.lists(st.floats(8, 40), min_size=1, max_size=60)
ROOM = 180.0


@given(heights)
def test_every_row_stands_on_one_sheet_in_order_and_no_sheet_is_too_full(rows: list[float]) -> None:
    sheets = share_out(rows, ROOM)
    ends = [0, *(end for _, end in sheets)]

    assert [first for first, _ in sheets] == ends[:-1]
    assert ends[-1] == len(rows)
    assert all(sum(rows[first:end]) <= ROOM + 1e-3 for first, end in sheets)


@given(heights)
def test_no_more_sheets_are_used_than_filling_each_in_turn_needs(rows: list[float]) -> None:
    sheets, used = 1, 0.0
    for row in rows:
        if used + row > ROOM + 1e-6:
            sheets, used = sheets + 1, 0.0
        used += row

    assert len(share_out(rows, ROOM)) == sheets


def test_sixty_equal_rows_make_three_equal_sheets() -> None:
    assert share_out([8.4] * 60, ROOM) == ((0, 20), (20, 40), (40, 60))


def test_twenty_eight_rows_are_halved_before_they_are_squeezed() -> None:
    assert share_out([8.0] * 28, ROOM) == ((0, 14), (14, 28))


def test_a_row_higher_than_a_sheet_is_refused() -> None:
    with pytest.raises(ValueError, match="1"):
        share_out([8.0, 181.0], ROOM)


@given(st.lists(st.floats(8, 30), min_size=1, max_size=6))
def test_stretched_rows_fit_and_never_shrink(rows: list[float]) -> None:
    higher = stretched(rows, ROOM, 14)

    assert sum(higher) <= ROOM + 1e-3
    assert all(new >= old for new, old in zip(higher, rows, strict=True))


def test_rows_grow_to_one_height_and_not_beyond_the_tallest() -> None:
    assert stretched([8.0] * 3, ROOM, 14) == (14.0, 14.0, 14.0)
    assert stretched([8.0] * 21, ROOM, 14) == (8.5,) * 21
    assert stretched([8.0, 17.0], ROOM, 14) == (14.0, 17.0)
