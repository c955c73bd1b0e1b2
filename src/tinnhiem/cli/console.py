"""Where the command speaks: results to one stream, messages to the other.

Colour is used on a terminal only, never as the only signal, and not where ``NO_COLOR`` is set.
"""

import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Final, TextIO

from tinnhiem.cli.exits import unwritable
from tinnhiem.wording.language import _

_STYLES: Final[Mapping[str, str]] = {
    "bold": "1",
    "faint": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
}
OWN_STYLE: Final = re.compile("\x1b\\[(?:0|1|2|3[123]|;)+m")
_KEPT: Final = "\n\u00a0"
_PATIENCE = 1.0
_NARROWEST, _USUAL, _WIDEST = 40, 100, 120

Advance = Callable[[int, int], None]


def takes_colour(stream: TextIO) -> bool:
    """Return whether colour may be written to a stream."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def _columns(stream: TextIO) -> int:
    """Return the columns of the terminal behind a stream, or those that the surroundings say."""
    if stream.isatty():
        try:
            return min(os.get_terminal_size(stream.fileno()).columns or _USUAL, _WIDEST)
        except OSError:
            return 80
    said = os.environ.get("COLUMNS", "")
    if said.isascii() and said.isdigit() and int(said) > 0:
        return max(_NARROWEST, int(said))
    return _USUAL


@dataclass(kw_only=True)
class Console:
    """The two streams of one run, and how they are written to."""

    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)
    clock: Callable[[], float] = time.monotonic

    @property
    def width(self) -> int:
        """Columns to write in: those of the terminal, at most 120.

        Without a terminal those that ``COLUMNS`` says, or 100.
        """
        return _columns(self.out)

    def styled(self, text: str, *styles: str) -> str:
        """Return ``text`` in styles such as ``bold``, where standard output takes them."""
        return _styled(text, styles) if styles and takes_colour(self.out) else text

    def result(self, text: str = "") -> None:
        """Write lines of the result; spaces that hold words together become plain ones."""
        shown = visible(text, styled=takes_colour(self.out)).replace("\u00a0", " ")
        with told_if_unwritable():
            self.out.write(shown + "\n")

    def raw(self, text: str) -> None:
        """Write a result exactly as it is (JSON, a completion script)."""
        with told_if_unwritable():
            self.out.write(text)

    def finish(self) -> None:
        """See to it that the whole result has left.

        :raises FileError: when it cannot be written, on a full disk for one.
        """
        with told_if_unwritable():
            self.out.flush()

    def error(self, sentence: str) -> None:
        """Say on standard error what went wrong."""
        self._message(_("error"), sentence, "red")

    def hint(self, sentence: str) -> None:
        """Say on standard error what helps."""
        self._message(_("hint"), sentence, "green")

    def warning(self, sentence: str) -> None:
        """Say on standard error what to look at."""
        self._message(_("warning"), sentence, "yellow")

    def note(self, sentence: str) -> None:
        """Say something on standard error that is neither good nor bad."""
        self.err.write(f"tinnhiem: {visible(sentence)}\n")

    def _message(self, kind: str, sentence: str, colour: str) -> None:
        """Write a message: in lines on a terminal, elsewhere in one that can be searched."""
        shown = _styled(kind, ("bold", colour)) if takes_colour(self.err) else kind
        told = visible(sentence.replace("\n", "\\n"))  # a name of a file may hold a line end
        text = f"tinnhiem: {shown}: {told}"
        if self.err.isatty():
            from tinnhiem.cli.tables import wrapped

            text = "\n  ".join(wrapped(text, _columns(self.err) - 2))
        self.err.write(f"{text}\n")

    @contextmanager
    def progress(self, label: str) -> Iterator[Advance]:
        """Give a function that takes (done, total); what takes over a second is told.

        On a terminal a line counts along and vanishes; elsewhere one line tells the end.
        """
        started, last = self.clock(), [0, 0]
        live = self._line_that_vanishes(label) if self.err.isatty() else nullcontext(_nowhere)
        with live as show:

            def advance(done: int, total: int) -> None:
                last[:] = done, total
                if self.clock() - started > _PATIENCE:
                    show(f"{label} {done}/{total}")

            yield advance
        passed = self.clock() - started
        if not self.err.isatty() and passed > _PATIENCE:
            told = _("{label} {done}/{total}, {seconds} s")
            text = told.format(label=label, done=last[0], total=last[1], seconds=round(passed))
            self.note(text)

    @contextmanager
    def _line_that_vanishes(self, label: str) -> Iterator[Callable[[str], None]]:
        """Give a function that shows a text in one line; after a second the label shows itself."""
        from threading import Timer

        def show(text: str) -> None:
            self.err.write(f"\r\x1b[K{text}")
            self.err.flush()

        waiting = Timer(_PATIENCE, show, [f"{label} …"])
        waiting.daemon = True
        waiting.start()
        try:
            yield show
        finally:
            waiting.cancel()
            waiting.join()
            show("")


def _nowhere(_text: str) -> None:
    """Show nothing."""


@contextmanager
def told_if_unwritable() -> Iterator[None]:
    """Tell why a result cannot be written; a reader that went away is another matter."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritable(Path(_("standard output")), error) from error


def _styled(text: str, styles: tuple[str, ...]) -> str:
    codes = ";".join(_STYLES[style] for style in styles)
    return f"\x1b[{codes}m{text}\x1b[0m"


def visible(text: str, *, styled: bool = False) -> str:
    """Return ``text`` without the control characters with which a name could steer a terminal.

    Line ends stay, and our own styles where they are ``styled``.
    """
    parts = OWN_STYLE.split(text) if styled else [text]
    marks = OWN_STYLE.findall(text) if styled else []
    cleaned = ["".join(c for c in part if c.isprintable() or c in _KEPT) for part in parts]
    return "".join(f"{part}{mark}" for part, mark in zip_longest(cleaned, marks, fillvalue=""))
