"""The catalogue of translations holds each message once, and exactly those that something says."""

import ast
import re
from collections import Counter
from collections.abc import Iterator

from babel.messages.pofile import read_po

from support.repository import PACKAGE, modules

PO = PACKAGE / "wording" / "locale" / "vi" / "LC_MESSAGES" / "tinnhiem.po"
SPEAKING = {"_", "noted", "ngettext"}


def _texts(call: ast.Call) -> Iterator[str]:
    """Give the message of a call: the first text that stands in it."""
    for argument in call.args[:1]:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value


def _said() -> set[str]:
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


def _first(text: str | tuple[str, ...] | list[str] | None) -> str:
    """Return a message, or its first form where it has several."""
    return text if isinstance(text, str) else (text or ("",))[0]


def _kept() -> dict[str, str]:
    """Return the translation of every message of the catalogue."""
    with PO.open("rb") as stream:
        return {_first(m.id): _first(m.string) for m in read_po(stream) if m.id}


def test_each_message_stands_once() -> None:
    text = PO.read_text(encoding="utf-8")
    entries = re.findall(r'^msgid ((?:"[^\n]*"\n)+)', text, flags=re.MULTILINE)
    joined = Counter("".join(re.findall(r'"(.*)"', entry)) for entry in entries)

    assert [message for message, times in joined.items() if times > 1] == []


def test_nothing_is_translated_that_nothing_says() -> None:
    assert set(_kept()) - _said() == set()


def test_everything_that_is_said_is_translated() -> None:
    kept = _kept()

    assert {message for message in _said() if not kept.get(message)} == set()
