"""The log of the office as lines of JSON, and checking it without the office: a pure function.

Every line holds the hash of the one before it and its own, which covers all its other members.
A line may be withheld from a copy: then its number and the two hashes stand for it, so that the
chain can still be followed, though not its own words be checked. Each line has a salt of its own,
16 random bytes: without it, nobody can find withheld words by trying them against the hash.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

FORMAT: Final = "tinnhiem-log/1"
LABEL: Final = b"tinnhiem/log/1\n"
#: The hash before the first line.
GENESIS: Final = hashlib.sha256(LABEL).hexdigest()

#: The members that the hash of a line covers, in the order in which copies write them.
MEMBERS: Final = (
    "sequence",
    "at",
    "act",
    "actor",
    "actor_id",
    "role",
    "poll",
    "subject",
    "before",
    "after",
    "reason",
    "salt",
    "previous",
)

#: What may be wrong with a line, by the code that a report gives.
CHANGED, MISSING, INSERTED, REORDERED = "changed", "missing", "inserted", "reordered"
UNLINKED, HEAD, UNREADABLE = "unlinked", "head", "unreadable"

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogReport:
    """What a check found: how many lines, the last hash, and the first thing that is wrong.

    ``fault`` is empty where the chain holds; ``at`` is the number of the first line that does not.
    ``withheld`` counts lines whose words were not in the copy.
    """

    lines: int
    last: str
    fault: str = ""
    at: int | None = None
    withheld: int = 0

    @property
    def sound(self) -> bool:
        """Whether the chain holds from its first line to its head."""
        return not self.fault


def line_hash(line: Line) -> str:
    """Return the hash of a line: SHA-256 of its canonical JSON under the label of the log."""
    document = {name: line[name] for name in MEMBERS}
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(LABEL + text.encode()).hexdigest()


def written(line: Line) -> str:
    """Return a line of a copy: one JSON object, its members always in the same order."""
    return json.dumps(dict(line), ensure_ascii=False, separators=(",", ":")) + "\n"


def stub(line: Line) -> dict[str, Any]:
    """Return what stands for a line that is withheld from a copy: neither words nor salt."""
    kept = ("sequence", "previous", "hash")
    return {**{name: line[name] for name in kept}, "withheld": True}


def check_lines(
    lines: Iterable[Line], *, head: tuple[int, str] | None = None, start: str = GENESIS
) -> LogReport:
    """Check lines one after the other and stop at the first that does not hold.

    ``head`` is the number and the hash of the last line as kept elsewhere (the office's own note,
    or what the minutes print); without it nobody can tell whether lines at the end are missing.
    """
    expected, previous, withheld = 1, start, 0
    for line in lines:
        fault = _fault(line, expected, previous)
        if fault:
            return LogReport(
                lines=expected - 1, last=previous, fault=fault, at=expected, withheld=withheld
            )
        withheld += bool(line.get("withheld"))
        previous = line["hash"]
        expected += 1
    count = expected - 1
    if head is not None and head != (count, previous):
        fault = MISSING if head[0] > count else INSERTED if head[0] < count else HEAD
        at = count + 1 if fault == MISSING else min(head[0] + 1, count) if count else None
        return LogReport(lines=count, last=previous, fault=fault, at=at, withheld=withheld)
    return LogReport(lines=count, last=previous, withheld=withheld)


def _fault(line: Line, expected: int, previous: str) -> str:
    """Say what is wrong with a line that should be number ``expected`` after ``previous``."""
    try:
        number, linked, own = line["sequence"], line["previous"], line["hash"]
        computed = own if line.get("withheld") else line_hash(line)
    except (KeyError, TypeError, AttributeError):
        return UNREADABLE
    if not isinstance(number, int) or not isinstance(own, str):
        return UNREADABLE
    if number != expected:
        return _out_of_place(number, expected)
    if computed != own:
        return CHANGED
    return "" if linked == previous else UNLINKED


def _out_of_place(number: int, expected: int) -> str:
    """A number that came before was put in a second time or moved; a later one shows a gap."""
    if number == expected - 1:
        return INSERTED
    return REORDERED if number < expected else MISSING


def check_text(text: str, *, head: tuple[int, str] | None = None) -> LogReport:
    """Check a copy of the log as it was downloaded.

    Its last line, ``{"format": …, "lines": n, "head": "…"}``, is the note of where the chain ended;
    ``head`` overrules it.
    """
    lines = list(_read(text))
    note = lines.pop() if lines and lines[-1].get("format") == FORMAT else None
    if head is None and note is not None:
        head = (note.get("lines", -1), str(note.get("head", "")))
    return check_lines(lines, head=head)


def _read(text: str) -> Iterator[Line]:
    for written_line in text.splitlines():
        if not written_line.strip():
            continue
        try:
            value = json.loads(written_line)
        except (ValueError, RecursionError):
            value = {}
        yield value if isinstance(value, dict) else {}
