"""The Vietnamese catalogue says everything that the code says, and is compiled."""

import re
from pathlib import Path
from unicodedata import is_normalized

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from tinnhiem.wording.language import CATALOGUES

SOURCE = Path(__file__).parents[2] / "src" / "tinnhiem"
PO = CATALOGUES / "vi" / "LC_MESSAGES" / "tinnhiem.po"
KEYWORDS = {"_": None, "noted": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\([a-z_]+\)[sdr]|%[sdr]")


def _written() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="vi", abort_invalid=True)


def _first(forms: object) -> str:
    """The singular form, or the only one."""
    return str(forms[0]) if isinstance(forms, (tuple, list)) else str(forms)


def _said() -> set[str]:
    found = extract_from_dir(SOURCE, [("**.py", "python")], keywords=KEYWORDS)
    return {_first(message) for _file, _line, message, _comments, _context in found} - {""}


def _translations() -> dict[str, str]:
    return {_first(m.id): _first(m.string) for m in _written() if m.id}


def test_every_message_of_the_code_is_translated() -> None:
    translations = _translations()
    missing = sorted(m for m in _said() if not translations.get(m))
    assert missing == []


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
