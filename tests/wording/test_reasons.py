"""Reasons from below are told in the reader's language, with their places."""

from tinnhiem.wording.language import speaking
from tinnhiem.wording.reasons import KNOWN, OF_TOML, reason


def test_reasons_of_the_system_are_translated() -> None:
    assert reason("Permission denied") == "không có quyền"
    assert all(reason(known) != known for known in KNOWN)
    with speaking("en"):
        assert reason("Permission denied") == "Permission denied"


def test_a_position_in_a_file_is_told() -> None:
    assert reason("Invalid value (at line 3, column 5)") == "dòng 3, cột 5: giá trị không hợp lệ"
    assert reason("Invalid value (at end of document)") == "ở cuối tệp: giá trị không hợp lệ"


def test_what_the_reader_of_toml_says_is_translated() -> None:
    assert not [k for k in OF_TOML if reason(f"{k} (at line 1, column 2)").endswith(k)]
    twice = reason("Cannot declare ('rule',) twice (at line 3, column 5)")
    assert twice == "dòng 3, cột 5: bảng này đã được khai báo"


def test_an_unknown_reason_is_passed_on() -> None:
    assert reason("Strange {0} %s") == "Strange {0} %s"
