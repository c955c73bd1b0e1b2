"""The bound of a sample is exact, and a draw can be repeated."""

from fractions import Fraction
from itertools import combinations

import pytest

from tinnhiem.conduct.samples import at_most_wrong, digest_of_names, drawn


def _brute(population: int, sample: int, wrong: int) -> int:
    """The largest number of wrong rows that explains so few, by counting every sample."""
    every = list(combinations(range(population), sample))
    explained = [
        bad
        for bad in range(wrong, population - sample + wrong + 1)
        if Fraction(sum(sum(each < bad for each in one) <= wrong for one in every), len(every))
        > Fraction(5, 100)
    ]
    return max(explained)


@pytest.mark.parametrize(
    ("population", "sample", "wrong"), [(8, 3, 0), (8, 3, 1), (10, 5, 0), (10, 5, 2), (9, 9, 4)]
)
def test_the_bound_is_that_of_counting_every_sample(
    population: int, sample: int, wrong: int
) -> None:
    assert at_most_wrong(population, sample, wrong) == _brute(population, sample, wrong)


def test_three_hundred_rows_without_an_error_show_less_than_one_percent() -> None:
    assert at_most_wrong(30_000, 300, 0) < 300
    assert at_most_wrong(500, 500, 0) == 0


@pytest.mark.parametrize(("population", "sample", "wrong"), [(5, 6, 0), (5, 0, 0), (5, 3, 4)])
def test_what_is_no_sample_is_refused(population: int, sample: int, wrong: int) -> None:
    with pytest.raises(ValueError, match=str(population)):
        at_most_wrong(population, sample, wrong)


def test_who_knows_names_and_seed_draws_the_same() -> None:
    names = [f"row{number}" for number in range(50)]
    assert drawn(names, "123456", 5) == drawn(reversed(names), "123456", 5)
    assert drawn(names, "123456", 5) != drawn(names, "654321", 5)
    assert digest_of_names(names) == digest_of_names(reversed(names))
