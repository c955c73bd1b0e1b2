"""Numbers read and written as Vietnamese official papers do."""

from fractions import Fraction

import pytest

from tinnhiem.wording.language import speaking
from tinnhiem.wording.numbers import (
    grouped,
    in_words,
    ordinal,
    padded,
    percent,
    percent_sign,
    roman,
    spoken_percent,
)

PERCENTAGES = [
    (Fraction(46, 49), "93,88"),
    (Fraction(2, 49), "4,08"),
    (Fraction(1, 49), "2,04"),
    (Fraction(0), "0"),
    (Fraction(1), "100"),
    (Fraction(39, 40), "97,5"),
    (Fraction(1, 80), "1,25"),
    (Fraction(2, 3), "66,67"),
    (Fraction(1, 800), "0,13"),
    (Fraction(1, 100_000), "0"),
]

WORDS = [
    (0, "không"),
    (4, "bốn"),
    (5, "năm"),
    (10, "mười"),
    (11, "mười một"),
    (14, "mười bốn"),
    (15, "mười lăm"),
    (20, "hai mươi"),
    (21, "hai mươi mốt"),
    (24, "hai mươi tư"),
    (25, "hai mươi lăm"),
    (26, "hai mươi sáu"),
    (100, "một trăm"),
    (101, "một trăm linh một"),
    (104, "một trăm linh tư"),
    (105, "một trăm linh năm"),
    (111, "một trăm mười một"),
    (121, "một trăm hai mươi mốt"),
    (496, "bốn trăm chín mươi sáu"),
    (1000, "một nghìn"),
    (1005, "một nghìn không trăm linh năm"),
    (2028, "hai nghìn không trăm hai mươi tám"),
    (21_015, "hai mươi mốt nghìn không trăm mười lăm"),
    (100_000, "một trăm nghìn"),
    (999_999, "chín trăm chín mươi chín nghìn chín trăm chín mươi chín"),
]


@pytest.mark.parametrize(("share", "text"), PERCENTAGES)
def test_a_share_is_written_with_a_comma_half_up_and_without_trailing_zeros(
    share: Fraction, text: str
) -> None:
    assert percent(share) == text


def test_zeros_and_places_follow_the_style_of_the_body() -> None:
    assert percent(Fraction(39, 40), keep_zeros=True) == "97,50"
    assert percent(Fraction(1, 8), places=1) == "12,5"
    assert percent(Fraction(1, 8), places=0) == "13"


def test_a_negative_share_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        percent(Fraction(-1, 2))


def test_the_sign_and_mark_follow_the_language() -> None:
    assert percent_sign(Fraction(46, 49)) == "93,88%"
    with speaking("en"):
        assert percent_sign(Fraction(46, 49)) == "93.88%"
        assert grouped(12345) == "12,345"
    assert grouped(12345) == "12.345"


def test_counts_below_ten_take_a_zero_but_zero_does_not() -> None:
    assert [padded(n) for n in (0, 1, 9, 10, 49)] == ["0", "01", "09", "10", "49"]


@pytest.mark.parametrize(("number", "words"), WORDS)
def test_a_number_is_read_aloud(number: int, words: str) -> None:
    assert in_words(number) == words


def test_the_southern_word_for_empty_tens_can_be_chosen() -> None:
    assert in_words(105, zero_tens="lẻ") == "một trăm lẻ năm"


@pytest.mark.parametrize("number", [-1, 10**12])
def test_a_number_outside_the_range_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        in_words(number)


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("93,88", "chín mươi ba phẩy tám mươi tám phần trăm"),
        ("2,04", "hai phẩy không bốn phần trăm"),
        ("97,5", "chín mươi bảy phẩy năm phần trăm"),
        ("100", "một trăm phần trăm"),
        ("0,00", "không phẩy không không phần trăm"),
    ],
)
def test_a_percentage_is_read_aloud(written: str, spoken: str) -> None:
    assert spoken_percent(written) == spoken


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "thứ nhất"), (2, "thứ hai"), (4, "thứ tư"), (9, "thứ chín"), (18, "thứ mười tám")],
)
def test_sittings_are_counted_in_words(number: int, words: str) -> None:
    assert ordinal(number) == words


def test_there_is_no_sitting_before_the_first() -> None:
    with pytest.raises(ValueError, match="0"):
        ordinal(0)


def test_terms_are_counted_in_roman_figures() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 16, 40, 1994)] == [
        "I",
        "IV",
        "IX",
        "XIV",
        "XVI",
        "XL",
        "MCMXCIV",
    ]
    with pytest.raises(ValueError, match="0"):
        roman(0)
