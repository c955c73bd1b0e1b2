"""Whole numbers as people write them: with dots or spaces between thousands, never a fraction."""

import pytest
from django.core.exceptions import ValidationError

from tinnhiem.web.entries import CountField


@pytest.mark.parametrize(
    ("typed", "number"),
    [("49", 49), ("049", 49), ("1.029", 1029), ("1 029", 1029), ("1\u00a0029", 1029), (" 7 ", 7)],
)
def test_a_number_is_read_as_it_is_written(typed: str, number: int) -> None:
    assert CountField().clean(typed) == number


@pytest.mark.parametrize("typed", ["49.5", "1.02", "4,9", "-1", "9" * 40, "x", "1.0290"])
def test_what_is_no_whole_number_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        CountField().clean(typed)
