"""Copies of the log: lines of JSON that anybody can check, and a table for a spreadsheet.

A copy for one poll holds the words of that poll's lines; every other line is withheld and stands
there with its hashes alone, so that the chain can be followed from the first line to the last.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Any, Final

from tinnhiem.documents.publication import safe
from tinnhiem.exchange.log_file import FORMAT, GENESIS, MEMBERS, stub, written
from tinnhiem.records.log_check import line_of, lines
from tinnhiem.records.models import LogEntry

Line = dict[str, Any]
_BOM: Final = "\N{BYTE ORDER MARK}"


def json_lines(shown: Callable[[Line], bool] = lambda _line: True) -> Iterator[str]:
    """Yield a copy of the log; lines for which ``shown`` is false are withheld."""
    count, head = 0, GENESIS
    for line in lines():
        yield written(line if shown(line) else stub(line))
        count, head = line["sequence"], line["hash"]
    yield written({"format": FORMAT, "lines": count, "head": head})


def table(poll_key: str, shown: Callable[[Line], bool], says: Callable[[Line], str]) -> str:
    """Return the lines of one poll as CSV for a Vietnamese spreadsheet; ``says`` words each."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([*MEMBERS, "hash", "sentence"])
    for entry in LogEntry.objects.filter(poll_key=poll_key).order_by("sequence"):
        line = line_of(entry)
        if shown(line):
            writer.writerow([*(_cell(line[name]) for name in (*MEMBERS, "hash")), safe(says(line))])
    return _BOM + text.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, dict):
        return safe(json.dumps(value, ensure_ascii=False, sort_keys=True)) if value else ""
    return safe(value) if isinstance(value, str) else value
