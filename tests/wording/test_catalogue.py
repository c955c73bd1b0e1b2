"""The Vietnamese catalogue is compiled, and its translations fit their messages."""

import re
from unicodedata import is_normalized

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from tinnhiem.wording.language import CATALOGUES

PO = CATALOGUES / "vi" / "LC_MESSAGES" / "tinnhiem.po"
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\([a-z_]+\)[sdr]|%[sdr]")


def _written() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="vi", abort_invalid=True)


def _first(forms: object) -> str:
    """The singular form, or the only one."""
    return str(forms[0]) if isinstance(forms, (tuple, list)) else str(forms)


def _translations() -> dict[str, str]:
    return {_first(m.id): _first(m.string) for m in _written() if m.id}


def test_the_compiled_catalogue_is_that_of_the_written_one() -> None:
    with PO.with_suffix(".mo").open("rb") as file:
        compiled = {m.id: m.string for m in read_mo(file) if m.id}
    stale = {m.id for m in _written() if m.id and compiled.get(m.id) != m.string}
    assert not stale, "run script/setup to compile the catalogue"


def test_translations_carry_the_same_placeholders() -> None:
    for message, text in _translations().items():
        assert set(PLACEHOLDER.findall(text)) <= set(PLACEHOLDER.findall(message)), message


def test_nothing_is_left_fuzzy() -> None:
    assert [m.id for m in _written() if m.id and m.fuzzy] == []


def test_translations_are_composed() -> None:
    assert [m for m, text in _translations().items() if not is_normalized("NFC", text)] == []
