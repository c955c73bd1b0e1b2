"""Comparing what two teams keyed: pure, from numbers to differences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinnhiem.conduct.double_entry import Keyed, compare, faults

KEYS = ("high", "medium", "low", "invalid")


def line(*numbers: int) -> dict[str, int]:
    return dict(zip(KEYS, numbers, strict=True))


def test_equal_entries_that_add_up_agree() -> None:
    keyed = Keyed(cells={"p1": line(6, 3, 1, 0), "p2": line(10, 0, 0, 0)})

    found = compare(keyed, keyed, ["p1", "p2"], 10)

    assert found.agree
    assert found.agreeing == 2


def test_only_the_person_who_differs_is_found_with_the_cells_that_differ() -> None:
    one = Keyed(cells={"p1": line(6, 3, 1, 0), "p2": line(10, 0, 0, 0)})
    two = Keyed(cells={"p1": line(6, 2, 2, 0), "p2": line(10, 0, 0, 0)})

    (difference,) = compare(one, two, ["p1", "p2"], 10).differing

    assert difference.line == "p1"
    assert difference.keys == {"medium", "low"}
    assert difference.sums == (10, 10)


def test_equal_numbers_that_do_not_add_up_differ_all_the_same() -> None:
    keyed = Keyed(cells={"p1": line(5, 3, 1, 0)})

    found = compare(keyed, keyed, ["p1"], 10)

    assert not found.agree
    assert found.differing[0].keys == frozenset()


def test_different_numbers_of_whole_invalid_ballots_do_not_agree() -> None:
    one = Keyed(cells={"p1": line(6, 3, 0, 1)}, invalid_ballots=1)
    two = Keyed(cells={"p1": line(6, 3, 0, 1)}, invalid_ballots=0)

    assert not compare(one, two, ["p1"], 10).agree


@pytest.mark.parametrize(
    ("cells", "whole", "kinds"),
    [
        (line(6, 3, 1, 0), 0, []),
        ({"high": 6}, 0, ["missing"]),
        ({}, 0, ["missing"]),
        (line(6, 3, 0, 0), 0, ["sum"]),
        (line(6, 3, 2, 0), 0, ["sum"]),
        (line(6, 3, 1, 0), 1, ["fewer-invalid"]),
        (line(6, 3, 0, 1), 1, []),
    ],
)
def test_each_fault_of_one_entry_is_named(
    cells: dict[str, int], whole: int, kinds: list[str]
) -> None:
    found = faults(Keyed(cells={"p1": cells}, invalid_ballots=whole), ["p1"], KEYS, 10)

    assert [fault.kind for fault in found] == kinds


@given(st.lists(st.integers(0, 30), min_size=4, max_size=4), st.integers(0, 3), st.integers(1, 9))
def test_one_changed_cell_is_always_found(numbers: list[int], place: int, by: int) -> None:
    one = Keyed(cells={"p1": line(*numbers)})
    changed = [n + by * (i == place) for i, n in enumerate(numbers)]
    two = Keyed(cells={"p1": line(*changed)})

    (difference,) = compare(one, two, ["p1"], sum(numbers)).differing

    assert difference.keys == {KEYS[place]}
