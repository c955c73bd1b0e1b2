"""The choice of the language, and its catalogue."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tinnhiem.wording.language import (
    UnknownLanguageError,
    _,
    current,
    ngettext,
    noted,
    speaking,
    use,
)

MESSAGE = "This key is missing."


def test_vietnamese_is_spoken_by_default() -> None:
    assert current() == "vi"
    assert _(MESSAGE) == "Thiếu khóa này."


def test_english_is_the_text_in_the_code() -> None:
    with speaking("en"):
        assert _(MESSAGE) == MESSAGE
        assert ngettext("{n} file", "{n} files", 2) == "{n} files"
    assert current() == "vi"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UnknownLanguageError), speaking("fr"):
        pass
    with pytest.raises(UnknownLanguageError):
        use("../en")


def test_each_thread_has_its_own_language() -> None:
    with speaking("en"), ThreadPoolExecutor(1) as pool:
        assert pool.submit(current).result() == "vi"
        assert current() == "en"


def test_an_empty_message_stays_empty() -> None:
    assert _("") == ""


def test_noted_texts_stay_as_they_are() -> None:
    assert noted(MESSAGE) == MESSAGE
