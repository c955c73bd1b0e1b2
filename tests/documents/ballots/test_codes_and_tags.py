"""Codes and tags: what they say can be read back, and damage is noticed."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinnhiem.documents.ballots.codes import (
    SheetCode,
    SheetKind,
    beginning,
    matrix,
    parse_code,
    short_hash,
    svg,
)
from tinnhiem.documents.ballots.tags import MODULES, Matrix, page_tags, tag

BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def _letters(size: int) -> st.SearchStrategy[str]:
    return st.text(BASE32, min_size=size, max_size=size)


codes = st.builds(
    SheetCode,
    kind=st.sampled_from(SheetKind),
    body=_letters(6),
    poll=_letters(6),
    type=st.integers(0, 99),
    page=st.integers(0, 99),
    pages=st.integers(0, 99),
    definition=_letters(10),
)


@given(codes)
def test_a_code_reads_back_as_it_was_written(code: SheetCode) -> None:
    assert parse_code(code.text) == code


@given(codes, st.integers(0, 46), st.sampled_from(BASE32 + "0189:/"))
def test_one_wrong_character_makes_a_code_unreadable(
    code: SheetCode, place: int, wrong: str
) -> None:
    text = code.text
    damaged = text[:place] + wrong + text[place + 1 :]

    assert damaged == text or parse_code(damaged) is None


@pytest.mark.parametrize("text", ["", "TN1", "https://example.org", "TN2:R:AAAAAA", "TN1:R:ệ"])
def test_what_is_not_a_code_of_ours_is_not_read(text: str) -> None:
    assert parse_code(text) is None


@given(codes)
def test_every_code_fits_a_qr_code_of_29_modules(code: SheetCode) -> None:
    modules = matrix(code.text)

    assert {len(modules), *map(len, modules)} == {29}


def test_the_names_in_a_code_are_the_first_bits_of_digests() -> None:
    # SHA-256 of “abc” begins ba7816bf 8f01cfea; in base 32 that is XJ4BNP4P AHH6U…
    assert beginning(b"abc", 6) == "XJ4BNP"
    assert short_hash("ba7816bf8f01cfea" + "0" * 48) == "XJ4BNP4PAH"


def _turned(modules: Matrix) -> Matrix:
    return tuple(zip(*modules[::-1], strict=True))


def _distance(one: Matrix, other: Matrix) -> int:
    pairs = zip(one, other, strict=True)
    return sum(a != b for x, y in pairs for a, b in zip(x, y, strict=True))


def test_tags_differ_in_eleven_modules_however_they_are_turned() -> None:
    tags = [tag(number) for number in range(12)]
    for one, other in combinations(tags, 2):
        turned = other
        for _turn in range(4):
            turned = _turned(turned)
            assert _distance(one, turned) >= 11


def test_no_tag_looks_the_same_when_it_is_turned() -> None:
    for number, turns in product(range(12), range(1, 4)):
        turned = tag(number)
        for _turn in range(turns):
            turned = _turned(turned)

        assert _distance(tag(number), turned) >= 10


def test_a_tag_has_a_black_border() -> None:
    modules = tag(3)

    assert len(modules) == MODULES
    assert all(modules[0])
    assert all(modules[-1])
    assert all(row[0] and row[-1] for row in modules)


def test_odd_and_even_pages_have_tags_of_their_own() -> None:
    assert page_tags(1) == page_tags(3) == (0, 1, 2, 3, 4, 5)
    assert page_tags(2) == (6, 7, 8, 9, 10, 11)


@pytest.mark.parametrize("number", [-1, 12])
def test_a_tag_that_is_not_carried_is_refused(number: int) -> None:
    with pytest.raises(IndexError):
        tag(number)


def test_a_drawing_is_one_path_without_seams() -> None:
    drawing = svg(((True, True, False), (False, False, False), (True, False, True)))

    assert drawing.count("<path") == 1
    assert 'd="M0 0h2v1h-2zM0 2h1v1h-1zM2 2h1v1h-1z"' in drawing
