"""The quick way of telling ink from paper says what the division says."""

import numpy as np
import pytest

from tinnhiem.scan.paper import darker, ink_on


@pytest.mark.parametrize("black", [0.0, 0.3, 0.62, 0.9, 1.05])
@pytest.mark.parametrize("least", [0.3, 0.35])
def test_the_table_says_what_the_division_says_for_every_brightness(
    black: float, least: float
) -> None:
    grey, paper = (np.ascontiguousarray(part, dtype=np.uint8) for part in np.mgrid[0:256, 1:256])

    told = darker(grey, paper, black, least)

    assert np.array_equal(told == 1, ink_on(grey, paper, black) > least)
    assert set(np.unique(told)) == {0, 1}
