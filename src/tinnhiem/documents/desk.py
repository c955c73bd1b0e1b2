"""The desk at which forms are filled in: Jinja in a sandbox, strict about names.

Whatever a placeholder prints is data and is protected, so that a name such as ``*x*`` or
``{{ 7*7 }}`` comes out as it is; only what other formulas of the forms give keeps its mark-up.
"""

import re
from collections.abc import Mapping
from typing import Final

from jinja2 import StrictUndefined, Template, TemplateError, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tinnhiem.documents.blanks import DOTS
from tinnhiem.documents.markup import protected
from tinnhiem.wording.numbers import in_words, padded, spoken_percent

_OF = re.compile(r"(?<![\w/])(\d+)/(\d+) phiếu")
_COUNTED = re.compile(r"(?<![\w/,])(\d+) (phiếu|người|đồng chí)(?!\w)")
_PERCENT = re.compile(r"(?<![\w/])(\d+(?:,\d+)?)%")


class Marked(str):
    """Text that is already in the mark-up, its data protected: it is printed as it stands."""

    __slots__ = ()


def finished(value: object) -> object:
    """Return what a placeholder prints: counts padded, the unknown dotted, data protected."""
    if isinstance(value, (Marked, Undefined)):
        return value
    if value is None:
        return DOTS
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int):
        return padded(value)
    if callable(value):
        raise TypeError("a function is asked for its result with ()")
    return protected(str(value))


def environment() -> ImmutableSandboxedEnvironment:
    """Return the environment of all forms: sandboxed, strict, without a loader."""
    made = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        finalize=finished,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    made.filters["n"] = str
    made.filters["words"] = in_words
    made.filters["spoken"] = spoken_percent
    made.filters["aloud"] = aloud
    made.filters["small"] = small
    made.filters["capital"] = capital
    made.filters["caps"] = capitals
    return made


def aloud(text: str) -> str:
    """Return a sentence with its ballots and percentages in words, to be read to a hall.

    ``24/47 phiếu`` is ``hai mươi tư trên bốn mươi bảy phiếu``; numbers of provisions stay.
    """
    spoken = _OF.sub(lambda m: f"{in_words(int(m[1]))} trên {in_words(int(m[2]))} phiếu", text)
    spoken = _COUNTED.sub(lambda m: f"{in_words(int(m[1]))} {m[2]}", spoken)
    return type(text)(_PERCENT.sub(lambda m: spoken_percent(m[1]), spoken))


def small(text: str) -> str:
    """Return a text with a small first letter, of the same kind (dotted, in the mark-up)."""
    return type(text)(text[:1].lower() + text[1:])


def capital(text: str) -> str:
    """Return a text with a capital first letter, of the same kind."""
    return type(text)(text[:1].upper() + text[1:])


def capitals(text: str) -> str:
    """Return a text in capitals, of the same kind."""
    return type(text)(text.upper())


ENVIRONMENT: Final = environment()

_TAGS_ALONE = re.compile(r"\s*(?:\{%(?:(?!%\}).)*%\}\s*)+")


def compiled(text: str) -> Template:
    """Return a text of a form as a template.

    A line of tags alone leaves no trace; a line of words that ends with a tag keeps its end.
    """
    lines = [
        f"{line}{{{{ '' }}}}"
        if line.rstrip().endswith("%}") and not _TAGS_ALONE.fullmatch(line)
        else line
        for line in text.split("\n")
    ]
    return ENVIRONMENT.from_string("\n".join(lines))


class FillError(Exception):
    """Raised when a form cannot be filled in; ``line`` is the template's, from 1, 0 if unknown."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"{line}: {why}")
        self.line = line
        self.why = why


def fill(template: Template, values: Mapping[str, object]) -> str:
    """Return a template filled in.

    :raises FillError: where it names a field that there is not, or calculates what cannot be.
    """
    try:
        return template.render(values)
    except (TemplateError, ArithmeticError, TypeError, ValueError, LookupError) as error:
        raise FillError(_line_of(error), str(error)) from error
    except AttributeError as error:
        raise FillError(_line_of(error), str(error)) from error


def _line_of(error: BaseException) -> int:
    """The line of the template that raised, which Jinja puts in the traceback."""
    line = 0
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
