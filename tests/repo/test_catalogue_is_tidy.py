"""The catalogues of translations hold each message once, and exactly those that something says."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

from babel.messages.extract import extract
from babel.messages.pofile import read_po

from support.repository import PACKAGE, modules

CATALOGUES = sorted((PACKAGE / "wording" / "locale" / "vi" / "LC_MESSAGES").glob("*.po"))
SPEAKING = {"_", "noted", "ngettext"}


def _texts(call: ast.Call) -> Iterator[str]:
    """Give the message of a call: the first text that stands in it."""
    for argument in call.args[:1]:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value


def _in_code() -> set[str]:
    """Return every message of the code, those inside formatted strings too."""
    return {
        text
        for _path, tree in modules(PACKAGE)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in SPEAKING
        for text in _texts(node)
        if text
    }


def _in_pages() -> set[str]:
    """Return every message of the templates of pages."""
    options = {"extensions": "jinja2.ext.do", "silent": "false"}
    keywords: dict[str, tuple[int, ...] | None] = {"_": None, "ngettext": (1, 2), "noted": None}
    return {
        message if isinstance(message, str) else message[0]
        for path in (PACKAGE / "web").rglob("*.html")
        for _line, message, _notes, _context in extract(
            "jinja2", BytesIO(path.read_bytes()), keywords=keywords, options=options
        )
        if message
    }


def _said() -> set[str]:
    return _in_code() | _in_pages()


def _first(text: str | tuple[str, ...] | list[str] | None) -> str:
    """Return a message, or its first form where it has several."""
    return text if isinstance(text, str) else (text or ("",))[0]


def _kept() -> dict[str, str]:
    """Return the translation of every message of the catalogues."""
    kept: dict[str, str] = {}
    for path in CATALOGUES:
        with path.open("rb") as stream:
            kept |= {_first(m.id): _first(m.string) for m in read_po(stream) if m.id}
    return kept


def test_each_message_stands_once_in_all_catalogues() -> None:
    joined: Counter[str] = Counter()
    for path in CATALOGUES:
        text = path.read_text(encoding="utf-8")
        entries = re.findall(r'^msgid ((?:"[^\n]*"\n)+)', text, flags=re.MULTILINE)
        joined.update(message for e in entries if (message := "".join(re.findall(r'"(.*)"', e))))

    assert [message for message, times in joined.items() if times > 1] == []


def test_nothing_is_translated_that_nothing_says() -> None:
    assert set(_kept()) - _said() == set()


def test_everything_that_is_said_is_translated() -> None:
    kept = _kept()

    assert {message for message in _said() if not kept.get(message)} == set()
