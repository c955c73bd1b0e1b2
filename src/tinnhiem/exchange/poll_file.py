"""What a poll file or workbook says: everything sound in it, and what is wrong, with its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tinnhiem.exchange.findings import Findings
from tinnhiem.exchange.input_file import read_bytes
from tinnhiem.exchange.json_text import read_json
from tinnhiem.exchange.poll_json import build_poll, read_clean
from tinnhiem.exchange.poll_places import AS_WRITTEN, PollPlaces
from tinnhiem.law.poll import Poll
from tinnhiem.law.problems import InputError, Problem

#: How Excel workbooks, other documents and PDF files begin.
_BINARY: Final = (b"PK", b"\xd0\xcf\x11\xe0", b"%PDF")
_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
_NO_JSON: Final = frozenset({"json-broken", "json-ends", "json-utf16", "not-utf8"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PollFile:
    """One file as it was read: its sound values, the mistakes in it, and where its values stand."""

    clean: Mapping[str, Any]
    problems: tuple[Problem, ...]
    places: PollPlaces = AS_WRITTEN

    def poll(self) -> Poll:
        """Return the poll that the file says.

        :raises InputError: with every mistake in the file.
        """
        if self.problems:
            raise InputError(self.problems)
        return build_poll(self.clean)


def read_poll(path: Path) -> Poll:
    """Return the poll in a file: JSON, or a workbook, decided by its content and not its name.

    :raises InputError: where the file cannot be read, with every mistake in it and its place.
    """
    return read_poll_file(path).poll()


def read_poll_file(path: Path) -> PollFile:
    """Return what a file says, its mistakes among it.

    :raises InputError: where nothing can be had of it: it is missing, hostile, damaged, or has
        another format.
    """
    content = read_bytes(path)
    if content.startswith(_BINARY):
        # Only a workbook needs the libraries behind this import.
        from tinnhiem.exchange.workbook_reading import read_workbook_file  # noqa: PLC0415 - wanted by this kind of file alone

        return read_workbook_file(content)
    try:
        data = read_json(content)
    except InputError as error:
        raise _neither(path, content, error) from error
    findings = Findings()
    clean = read_clean(data, findings)
    return PollFile(clean=clean, problems=findings.problems)


def _neither(path: Path, content: bytes, error: InputError) -> InputError:
    """Return the refusal of a file that was never meant to be JSON: its faults as such mislead."""
    begins = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}
    named = path.suffix.lower() in _WORKBOOKS
    unread = any(problem.code in _NO_JSON for problem in error.problems)
    utf16 = any(problem.code == "json-utf16" for problem in error.problems)
    if unread and (named or not (begins or utf16)):
        return InputError((Problem(code="not-a-workbook"),))
    return error
