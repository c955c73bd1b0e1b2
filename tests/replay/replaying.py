"""Replay published results: does each printed percentage follow from the printed count?

The data stand in ``tests/data/published-results``, one file a poll, with their sources. Each
printed percentage is computed again on the base that the publication states, or on the only base
that its own figures allow, and put beside the base that the instrument of the day prescribes.
Running this file writes the table of replays, ``docs/law/replay.md``.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from tinnhiem.law.chain import load_chain
from tinnhiem.law.poll import Procedure
from tinnhiem.wording import terms
from tinnhiem.wording.numbers import percent

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "published-results"
PAGE = ROOT / "docs" / "law" / "replay.md"
LEVELS = ("high", "medium", "low")

#: One printed line, as the file has it.
Row = Mapping[str, Any]

BASES_OF = {"stated": "đã nêu · stated", "implied": "suy ra · implied"}

REASONS = {
    "misprint": ("in sai: con số in ra không ra từ cơ số nào", "misprint: no base gives it"),
    "truncated": ("cắt bớt thay vì làm tròn", "cut off instead of rounded"),
    "mixed-bases": ("lẫn hai cơ số trong một bảng", "two bases in one table"),
}


@dataclass(frozen=True, kw_only=True)
class Poll:
    """One published poll: its facts as in the file, and the base its instrument prescribes."""

    facts: Mapping[str, Any]
    prescribed: str

    @property
    def name(self) -> str:
        return str(self.facts["id"])

    @property
    def base(self) -> Mapping[str, Any]:
        found = self.facts["base"]
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True, kw_only=True)
class Replay:
    """One printed percentage, computed again.

    ``count`` is the printed count, or the only count that gives the percentage where none was
    printed (``counted`` is False then); ``reason`` is empty where the percentage is reproduced.
    """

    poll: Poll
    person: str
    level: str
    count: int
    counted: bool
    printed: str
    computed: str
    base: int
    reason: str


def polls() -> tuple[Poll, ...]:
    """Every published poll, in the order of its file name."""
    found = []
    for path in sorted(DATA.glob("*.json")):
        facts = json.loads(path.read_text(encoding="utf-8"))
        rule = load_chain(facts["rulebook"]).denominator(Procedure.RATING)
        found.append(Poll(facts=facts, prescribed=rule.base.value if rule.base else "free"))
    return tuple(found)


def rows(poll: Poll) -> list[Row]:
    """The printed lines of a poll, one a person."""
    found = poll.facts["results"]
    assert isinstance(found, list)
    return found


def decimals(printed: str) -> int:
    """How many decimals a printed percentage has."""
    return len(printed.partition(",")[2])


def reproduces(count: int, base: int, printed: str) -> bool:
    """Whether a count of a base prints as given, at two decimals or at the decimals printed."""
    share = Fraction(count, base)
    ways = {percent(share), percent(share, places=decimals(printed))}
    return printed in ways


def truncated(count: int, base: int, printed: str) -> bool:
    """Whether a percentage was cut off after its last printed decimal."""
    scale = 10 ** decimals(printed)
    digits = int(printed.replace(",", ""))
    return bool(count * 100 * scale // base == digits)


def only_count(base: int, printed: str) -> int:
    """The one whole number that prints as given; more or fewer than one is a ValueError."""
    (count,) = (k for k in range(base + 1) if reproduces(k, base, printed))
    return count


def replays(poll: Poll) -> Iterator[Replay]:
    """Every printed percentage of a poll, computed again."""
    base = int(str(poll.base.get("number", 0)))
    for row in rows(poll):
        for level in LEVELS:
            printed, count = row["percent"][level], row["count"][level]
            if printed is None:
                continue
            number = only_count(base, printed) if count is None else count
            yield Replay(
                poll=poll,
                person=str(row["name"]),
                level=level,
                count=number,
                counted=count is not None,
                printed=printed,
                computed=percent(Fraction(number, base), places=max(1, decimals(printed))),
                base=base,
                reason=_reason(row, level, number, base, printed),
            )


def _reason(row: Row, level: str, count: int, base: int, printed: str) -> str:
    if reproduces(count, base, printed):
        return ""
    listed = row.get("exceptions", [])
    assert isinstance(listed, list)
    found = [item for item in listed if item["level"] == level]
    return str(found[0]["reason"]) if found else "unexplained"


def unmarked(poll: Poll, row: Row) -> int | None:
    """Ballots without a valid mark for a person, or None where a number is unknown."""
    counts: list[int | None] = [row["count"][level] for level in LEVELS]
    voters = poll.facts["returned"] or poll.facts["present"]
    known = [number for number in counts if number is not None]
    if voters is None or len(known) < len(LEVELS):
        return None
    return int(voters) - sum(known)


_ABOUT_VI = (
    "Trang này do `python tests/replay/replaying.py` viết ra từ `tests/data/published-results`;"
    " đừng sửa tay. Mỗi tỷ lệ đã in được tính lại từ số phiếu đã in, trên cơ số mà bản công bố"
    " nêu hoặc cơ số duy nhất khớp với các con số của chính nó."
)
_ABOUT_EN = (
    "Written by `python tests/replay/replaying.py`; do not edit. Each printed percentage is"
    " computed again from the printed count, on the base that the publication states or the"
    " only base that fits its own figures."
)


def page() -> str:
    """The table of replays as a page of the docs."""
    lines = [
        "# Tính lại kết quả đã công bố · Replay of published results",
        "",
        _ABOUT_VI,
        "",
        _ABOUT_EN,
        "",
        *_overview(),
        "",
        *_exceptions(),
        "",
        *_details(),
    ]
    return "\n".join(lines) + "\n"


def _base(name: str) -> str:
    term = terms.BASES[name]
    return f"{term.vi} · {term.en}"


def _level(name: str) -> str:
    term = terms.CHOICES[name]
    return f"{term.vi} · {term.en}"


def _departs(poll: Poll) -> bool:
    return bool(poll.base) and poll.base["name"] != poll.prescribed


def _overview() -> Iterator[str]:
    yield "## Từng cuộc · Poll by poll"
    yield ""
    yield (
        "| Cuộc · Poll | Văn bản · Instrument | Cơ số đã dùng · Base used"
        " | Cơ số theo văn bản · Prescribed | Tỷ lệ khớp · Reproduced"
        " | Dòng đủ phiếu · Lines that add up | Số người · Persons rated |"
    )
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for poll in polls():
        found = list(replays(poll))
        good = sum(not item.reason for item in found)
        open_lines = [n for row in rows(poll) if (n := unmarked(poll, row)) is not None]
        whole = sum(n == 0 for n in open_lines)
        base = poll.base
        used = (
            f"{_base(base['name'])} {base['number']} ({BASES_OF[base['basis']]})" if base else "–"
        )
        other = " ⚠ khác văn bản · not the prescribed one" if _departs(poll) else ""
        yield (
            f"| {poll.facts['body']} {poll.facts['year']} | `{poll.facts['rulebook']}` | {used}"
            f"{other}"
            f" | {_base(poll.prescribed)} | {good}/{len(found)} | {whole}/{len(open_lines)}"
            f" | {poll.facts['persons_rated'] or '–'} |"
        )


def _exceptions() -> Iterator[str]:
    yield "## Không khớp, và vì sao · Not reproduced, and why"
    yield ""
    yield (
        "| Cuộc · Poll | Người · Person | Mức · Level | Số phiếu · Count | Đã in · Printed"
        " | Tính lại · Computed | Lý do · Reason |"
    )
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for item in (r for poll in polls() for r in replays(poll) if r.reason):
        vi, en = REASONS[item.reason]
        yield (
            f"| {item.poll.facts['body']} | {item.person} | {_level(item.level)} "
            f"| {item.count}/{item.base} | {item.printed} | {item.computed} | {vi} · {en} |"
        )


def _details() -> Iterator[str]:
    yield "## Từng tỷ lệ · Every percentage"
    for poll in polls():
        found = list(replays(poll))
        if not found:
            continue
        yield ""
        yield f"### {poll.facts['body']} ({poll.facts['year']})"
        yield ""
        yield (
            "| Người · Person | Mức · Level | Số phiếu · Count | Đã in · Printed"
            " | Tính lại · Computed | |"
        )
        yield "| --- | --- | --- | --- | --- | --- |"
        for item in found:
            mark = "khớp · same" if not item.reason else REASONS[item.reason][0]
            note = "" if item.counted else " (suy ra · implied)"
            yield (
                f"| {item.person} | {_level(item.level)} "
                f"| {item.count}/{item.base}{note} | {item.printed} | {item.computed} | {mark} |"
            )


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
