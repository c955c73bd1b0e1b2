"""Bars of results: places are exact, names are escaped, nothing is told by colour alone."""

import re
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinnhiem.web.look.charts import confidence_bar, quorum_bar, rating_bar
from tinnhiem.wording.language import speaking

COUNTS = st.tuples(*(st.integers(0, 600),) * 4)
SVG_PART = re.compile(
    r'<svg x="([\d.]+)%" width="([\d.]+)%" height="22" overflow="hidden"><rect class="c-(\w+)'
)


def parts(bar: str) -> dict[str, tuple[Fraction, Fraction]]:
    return {level: (Fraction(x), Fraction(width)) for x, width, level in SVG_PART.findall(bar)}


def test_high_begins_left_and_low_ends_right_with_the_invalid_ones_between() -> None:
    drawn = parts(rating_bar("a", "Bùi Thế Hưng", (11, 12, 25, 1)))

    assert list(drawn) == ["hi", "med", "inv", "lo"]
    assert drawn["hi"][0] == 0
    start, width = drawn["lo"]
    assert abs(start + width - 100) < Fraction(1, 1000)
    assert abs(drawn["inv"][0] - Fraction(2300, 49)) < Fraction(1, 1000)


def test_ticks_are_measured_from_the_right() -> None:
    bar = rating_bar("a", "An", (1, 1, 1, 0), (Fraction(1, 2), Fraction(2, 3)))

    assert re.findall(r'class="c-tick" x="([\d.%]+)"', bar) == ["50%", "33.3333%"]


@given(counts=COUNTS)
def test_every_part_has_its_exact_share_of_the_base(counts: tuple[int, int, int, int]) -> None:
    drawn = parts(rating_bar("a", "An", counts))

    base = sum(counts)
    for level, count in zip(("hi", "med", "lo", "inv"), counts, strict=True):
        if count:
            assert abs(drawn[level][1] - Fraction(count * 100, base)) < Fraction(1, 1000)
        else:
            assert level not in drawn


@given(counts=COUNTS)
def test_a_bar_is_well_formed_and_says_its_numbers(counts: tuple[int, int, int, int]) -> None:
    with speaking("vi"):
        bar = ET.fromstring(rating_bar("a", "An", counts))  # noqa: S314 - own text

    title = bar.find("title")
    assert title is not None
    assert bar.get("role") == "img"
    assert f"trên {sum(counts)}" in str(title.text)
    assert bar.get("aria-labelledby") == title.get("id")


def test_a_thin_part_is_solid_and_at_least_three_pixels_wide() -> None:
    bar = rating_bar("a", "An", (480, 0, 1, 0))

    assert 'class="c-lo solid"' in bar
    assert (
        '<rect class="c-edge-lo" x="100%" width="3" height="22" transform="translate(-3 0)">' in bar
    )


def test_a_hostile_name_stays_text() -> None:
    bar = rating_bar("a", "<script>alert(1)</script>", (1, 0, 0, 0))

    assert "<script" not in bar
    assert "&lt;script&gt;" in bar


def test_nobody_at_all_is_an_empty_outline() -> None:
    assert 'class="c-inv" width="100%"' in rating_bar("a", "An", (0, 0, 0, 0))


@pytest.mark.parametrize(("counts", "base"), [((-1, 0, 0, 0), None), ((30, 20, 0, 0), 49)])
def test_counts_beyond_the_base_are_refused(
    counts: tuple[int, int, int, int], base: int | None
) -> None:
    with pytest.raises(ValueError, match="0, 0"):
        rating_bar("a", "An", counts, base=base)


def test_a_confidence_vote_has_two_ends_and_a_tick_in_the_middle() -> None:
    bar = confidence_bar("a", "An", (30, 18, 1))

    assert list(parts(bar)) == ["hi", "inv", "lo"]
    assert 'class="c-tick" x="50%"' in bar


def test_the_quorum_names_what_is_needed_where_it_is_needed() -> None:
    with speaking("vi"):
        bar = quorum_bar("q", 47, 52, 35)

    assert "Có mặt 47 trên 52, cần ít nhất 35" in bar
    assert 'class="c-needed" x="67.3077%"' in bar
