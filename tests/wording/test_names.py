"""Vietnamese names: cleaned, sorted, folded."""

import unicodedata

from tinnhiem.wording.names import clean, fold, initials, sorting_key


def test_names_are_composed_and_lose_stray_and_invisible_characters() -> None:
    typed = unicodedata.normalize("NFD", "  Nguyễn\u00a0 Thị\tThuỳ\u200b Dương\ufeff ")
    assert clean(typed) == "Nguyễn Thị Thuỳ Dương"


def test_names_run_by_given_name_then_family_name() -> None:
    names = ["Trần Văn Bình", "Nguyễn Thị Ân", "Lê Văn An", "Nguyễn Văn Ẩn", "Đỗ An", "Đinh Ăn"]
    expected = ["Đỗ An", "Lê Văn An", "Đinh Ăn", "Nguyễn Thị Ân", "Nguyễn Văn Ẩn", "Trần Văn Bình"]
    assert sorted(names, key=sorting_key) == sorted(expected, key=sorting_key)
    assert sorted(names, key=sorting_key)[2:] == expected[2:]


def test_d_with_a_stroke_follows_d_and_families_follow_the_alphabet() -> None:
    assert sorted(["Lê An", "Đỗ An", "Dương An"], key=sorting_key) == [
        "Dương An",
        "Đỗ An",
        "Lê An",
    ]


def test_tones_decide_only_between_equal_letters() -> None:
    mixed = ["Tạ", "Tã", "Ta", "Tả", "Tá", "Tan", "Tâm", "Tă", "Tà"]
    ordered = ["Ta", "Tà", "Tả", "Tã", "Tá", "Tạ", "Tan", "Tă", "Tâm"]
    assert sorted(mixed, key=sorting_key) == ordered


def test_decomposed_and_composed_names_sort_alike() -> None:
    name = "Quàng Thị Thuỷ"
    assert sorting_key(unicodedata.normalize("NFD", name)) == sorting_key(name)


def test_an_empty_name_comes_first_without_failing() -> None:
    assert sorted(["An", ""], key=sorting_key) == ["", "An"]


def test_strange_letters_come_after_the_alphabet() -> None:
    assert sorted(["Ω", "Y", "Z"], key=sorting_key) == ["Y", "Z", "Ω"]


def test_folding_takes_the_marks_away() -> None:
    assert fold("ĐẶNG Thuỳ  Dương") == "dang thuy duong"


def test_a_name_has_initials() -> None:
    assert initials("Nguyễn Thị Thuỳ Dương") == "NTTD"
