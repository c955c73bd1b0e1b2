"""Ledger, calendar, dot plot and tiles."""

import re
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from tinnhiem.web.look.charts import Day, Poll, Sheets, Tiles, calendar, dot_plot, ledger, tiles
from tinnhiem.wording.language import speaking

NEWER = (Fraction(38, 49), Fraction(8, 49), Fraction(2, 49))


def test_up_to_120_sheets_are_drawn_one_by_one() -> None:
    picture = ledger("l", "Khối UBND", Sheets(in_box=113, exchanged=2, unused=4, missing=1))

    assert picture.count('class="s-box"') == 113
    assert picture.count('class="s-exchanged"') == 2
    assert picture.count('class="s-unused"') == 4
    assert picture.count('class="s-missing"') == 1


def test_above_120_sheets_there_is_one_strip() -> None:
    picture = ledger("l", "Khối UBND", Sheets(in_box=114, exchanged=2, unused=4, missing=1))

    assert picture.count('class="s-box"') == 1


def test_the_ledger_says_its_counts() -> None:
    with speaking("vi"):
        picture = ledger("l", "Khối UBND", Sheets(in_box=49, exchanged=1, unused=4))

    assert "Trong hòm 49, hỏng đã đổi 1, chưa dùng 4, chưa thấy 0; cộng 54" in picture


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        ledger("l", "", Sheets(in_box=-1))


def test_the_calendar_is_to_scale_and_marks_today() -> None:
    days = [
        Day(date(2028, 10, 1), "Yêu cầu báo cáo", "done"),
        Day(date(2028, 10, 11), "Nhận báo cáo", "late"),
        Day(date(2028, 10, 21), "Lấy phiếu", "poll"),
    ]
    with speaking("vi"):
        strip = calendar("c", "Lịch", days, date(2028, 10, 16))

    assert '<svg x="50%"' in strip
    assert '<svg x="73.5%"' in strip
    assert "Hôm nay 16/10" in strip
    assert "11/10 · quá hạn" in strip


def test_the_narrow_calendar_lists_the_days_with_today_between_them() -> None:
    days = [Day(date(2028, 10, 1), "Đầu", "done"), Day(date(2028, 10, 21), "Cuối", "coming")]
    with speaking("vi"):
        narrow = calendar("c", "Lịch", days, date(2028, 10, 16)).partition("<ol")[2]

    assert narrow.index("Đầu") < narrow.index("Hôm nay") < narrow.index("Cuối")


def test_today_is_left_out_of_the_calendar_of_a_poll_long_past() -> None:
    days = [Day(date(2028, 10, 1), "Đầu", "done"), Day(date(2028, 10, 21), "Cuối", "poll")]
    with speaking("vi"):
        strip = calendar("c", "Lịch", days, date(2030, 10, 16))

    assert "Hôm nay" not in strip
    assert '<svg x="97%"' in strip


@pytest.mark.parametrize(
    "today",
    [date(2028, 10, 1) + timedelta(day) for day in range(21)]
    + [date(2028, 9, 25), date(2028, 10, 30)],
)
def test_the_flag_of_today_stays_on_its_card(today: date) -> None:
    days = [Day(date(2028, 10, 1), "Đầu", "done"), Day(date(2028, 10, 21), "Cuối", "poll")]

    found = re.search(
        r'<svg x="([0-9.]+)%"[^>]*><rect class="k-flag" x="([-0-9.]+)" width="([0-9.]+)"',
        calendar("c", "Lịch", days, today),
    )

    assert found
    share, start, width = map(float, found.groups())
    for card in (800, 960, 1400):  # below 800 there is a list instead
        assert share / 100 * card + start >= 0
        assert share / 100 * card + start + width <= card


def test_a_crowded_calendar_lays_no_label_upon_another() -> None:
    days = [Day(date(2028, 10, n), f"Một việc khá dài {n}", "coming") for n in range(1, 13)]

    strip = calendar("c", "Lịch", days, date(2028, 10, 6))

    for line, extents in _lines(strip).items():
        for (_start, end), (start, _end) in pairwise(sorted(extents)):
            assert end <= start + 1, line


def _lines(strip: str) -> dict[str, list[tuple[float, float]]]:
    """Return where the titles of each line begin and end, on the narrowest strip (800 wide)."""
    lines: dict[str, list[tuple[float, float]]] = {}
    for part in ET.fromstring(strip).iter("svg"):  # noqa: S314 - own text
        for text in part.findall("text[@class='c-mid']"):
            middle = float(str(part.get("x")).rstrip("%")) * 8
            width = len(str(text.text)) * 6.5
            start = {"start": middle - 11, "middle": middle - width / 2}.get(
                str(text.get("text-anchor")), middle + 11 - width
            )
            lines.setdefault(str(text.get("y")), []).append((start, start + width))
    return lines


def test_polls_with_another_base_are_not_joined() -> None:
    same = [Poll("12/2028", 49, "phiếu thu về", NEWER), Poll("12/2023", 51, "phiếu thu về", NEWER)]
    other = [same[0], Poll("12/2023", 52, "đại biểu", NEWER)]

    assert dot_plot("d", "Các kỳ", same).count('class="j-hi"') == 1
    assert 'class="j-hi"' not in dot_plot("d", "Các kỳ", other)


def test_every_point_has_its_shape_and_its_value() -> None:
    with speaking("vi"):
        plot = dot_plot("d", "Các kỳ", [Poll("12/2028", 49, "phiếu", NEWER)])

    assert 'circle class="d-hi"' in plot
    assert 'rect class="d-med"' in plot
    assert 'polygon class="d-lo"' in plot
    assert ">77,55</text>" in plot


def test_tiles_stand_in_the_fixed_order_of_states() -> None:
    picture = tiles("t", "Phường", Tiles(done=2, half=1, late=1, empty=3))

    order = [picture.index(f'class="t-{state}"') for state in ("done", "half", "late", "empty")]
    assert order == sorted(order)
    assert picture.count('class="t-empty"') == 3
