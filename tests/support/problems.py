"""What was found wrong, in a form that tests compare."""

from collections.abc import Callable

import pytest

from tinnhiem.law.problems import InputError, Problem


def problems_of(reading: Callable[[], object]) -> tuple[Problem, ...]:
    """The problems that a reading ends with."""
    with pytest.raises(InputError) as caught:
        reading()
    return caught.value.problems


def places_of(reading: Callable[[], object]) -> list[tuple[str, str]]:
    """Code and place of each problem that a reading ends with."""
    return [(problem.code, problem.place) for problem in problems_of(reading)]
