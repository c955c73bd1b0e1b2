"""The Vietnamese catalogue is compiled, and its translations fit their messages."""

import re
from pathlib import Path
from unicodedata import is_normalized

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from tinnhiem.wording.language import CATALOGUES

POS = sorted((CATALOGUES / "vi" / "LC_MESSAGES").glob("*.po"))
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\([a-z_]+\)[sdr]|%[sdr]")


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="vi", abort_invalid=True)


def _written() -> list[Message]:
    return [message for path in POS for message in _read(path)]


def _forms(string: object) -> tuple[object, ...]:
    """Every form of a translation; most have one."""
    return tuple(string) if isinstance(string, (tuple, list)) else (string,)


def _first(forms: object) -> str:
    """The singular form, or the only one."""
    return str(forms[0]) if isinstance(forms, (tuple, list)) else str(forms)


def _translations() -> dict[str, str]:
    return {_first(m.id): _first(m.string) for m in _written() if m.id}


@pytest.mark.parametrize("path", POS, ids=[path.name for path in POS])
def test_the_compiled_catalogue_is_that_of_the_written_one(path: Path) -> None:
    with path.with_suffix(".mo").open("rb") as file:
        compiled = {_first(m.id): _forms(m.string) for m in read_mo(file) if m.id}
    stale = {
        _first(m.id) for m in _read(path) if m.id and compiled.get(_first(m.id)) != _forms(m.string)
    }
    assert not stale, "run script/compile-catalogues"


def test_translations_carry_the_same_placeholders() -> None:
    for message in _written():
        known = set(PLACEHOLDER.findall(" ".join(map(str, _forms(message.id)))))
        told = set(PLACEHOLDER.findall(" ".join(map(str, _forms(message.string)))))
        assert told <= known, message.id


def test_nothing_is_left_fuzzy() -> None:
    assert [m.id for m in _written() if m.id and m.fuzzy] == []


def test_translations_are_composed() -> None:
    assert [m for m, text in _translations().items() if not is_normalized("NFC", text)] == []
