"""The language in which the reader is spoken to: Vietnamese unless another one is chosen.

Messages are written in English in the code and translated by the gettext catalogues
``locale/<language>/LC_MESSAGES/*.mo``, which are compiled from the ``.po`` files beside them: one
an area, read as one.

The choice is a context variable: each thread and each asynchronous task has its own, and a new
thread begins with Vietnamese unless it runs in a copy of its parent's context.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

LANGUAGES = ("vi", "en")
DEFAULT = "vi"
SOURCE = "en"
CATALOGUES = Path(__file__).with_name("locale")

_current: ContextVar[str] = ContextVar("language", default=DEFAULT)


class UnknownLanguageError(ValueError):
    """Raised when a language is asked for that has no catalogue; carries its code."""


def current() -> str:
    """Return the code of the language in use: ``vi`` or ``en``."""
    return _current.get()


def use(language: str) -> None:
    """Speak ``language`` from here on, in this context.

    :raises UnknownLanguageError: when the language is not one of :data:`LANGUAGES`.
    """
    if language not in LANGUAGES:
        raise UnknownLanguageError(language)
    _current.set(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak ``language`` inside a ``with`` block, then the former one again.

    :raises UnknownLanguageError: when the language is not one of :data:`LANGUAGES`.
    """
    if language not in LANGUAGES:
        raise UnknownLanguageError(language)
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


@cache
def catalogue(language: str) -> NullTranslations:
    """Return the translations into ``language``, read once.

    The language of the source needs none, and a checkout whose catalogue is not yet compiled
    speaks it too.
    """
    found = NullTranslations()
    if language == SOURCE:
        return found
    for path in sorted((CATALOGUES / language / "LC_MESSAGES").glob("*.mo")):
        with path.open("rb") as file:
            read = GNUTranslations(file)
        read.add_fallback(found)
        found = read
    return found


def _(message: str) -> str:
    """Return ``message`` in the language in use."""
    if not message:
        return ""
    return _translated(current(), message)


@lru_cache(maxsize=8192)  # a page looks up hundreds, each through the catalogues of all areas
def _translated(language: str, message: str) -> str:
    return catalogue(language).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form of a message for ``count`` things, in the language in use."""
    return catalogue(current()).ngettext(singular, plural, count)


def noted(message: str) -> str:
    """Return ``message`` as it is: marks a text for the catalogue that is translated later."""
    return message
