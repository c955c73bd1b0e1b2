"""Dates and hours as official papers write them."""

from datetime import date

import pytest

from tinnhiem.wording.dates import (
    clock,
    long_date,
    read_date,
    short_date,
    weekday,
)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2028, 12, 7), "ngày 07 tháng 12 năm 2028"),
        (date(2028, 1, 10), "ngày 10 tháng 01 năm 2028"),
        (date(2028, 2, 9), "ngày 09 tháng 02 năm 2028"),
        (date(2028, 3, 31), "ngày 31 tháng 3 năm 2028"),
        (date(2028, 9, 2), "ngày 02 tháng 9 năm 2028"),
    ],
)
def test_days_below_ten_and_the_first_two_months_take_a_zero(day: date, text: str) -> None:
    assert long_date(day) == text


def test_dates_have_an_english_form() -> None:
    day = date(2028, 12, 7)
    assert long_date(day, language="en") == "7 December 2028"
    assert short_date(day, language="en") == "7 Dec 2028"
    assert weekday(day, language="en") == "Thursday"
    assert clock("9:40", language="en") == "09:40"


def test_dates_have_a_short_form_and_a_weekday() -> None:
    assert short_date(date(2028, 2, 7)) == "07/02/2028"
    assert weekday(date(2028, 12, 7)) == "Thứ Năm"
    assert weekday(date(2028, 12, 10)) == "Chủ nhật"


def test_hours_are_written_out() -> None:
    assert clock("09:40") == "09 giờ 40 phút"
    assert clock("14:00") == "14 giờ 00 phút"


@pytest.mark.parametrize("text", ["24:00", "9", "sáng", "09:60"])
def test_what_is_no_hour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        clock(text)


@pytest.mark.parametrize(
    "text",
    ["2028-12-07", "7/12/2028", "07.12.2028", "7-12-2028", "ngày 07 tháng 12 năm 2028"],
)
def test_a_typed_date_is_understood_for_a_hint(text: str) -> None:
    assert read_date(text) == date(2028, 12, 7)


@pytest.mark.parametrize("text", ["31/02/2028", "mai", "12/2028", ""])
def test_what_is_no_date_gives_none(text: str) -> None:
    assert read_date(text) is None
