"""A play that is killed again and again: children play on, the parent kills them at random moments.

The parent never opens the database, so that every child begins with connections of its own.
"""

import json
import os
import random
import select
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tinnhiem.demonstration.office.cast import Cast, council, shortened
from tinnhiem.demonstration.office.deeds import ZONE
from tinnhiem.demonstration.office.shows import present

if TYPE_CHECKING:
    from tinnhiem.demonstration.office.playing import Playing

NOW = datetime(2026, 11, 20, 10, 15, tzinfo=ZONE)
#: A child that says nothing for so long has hung.
_PATIENCE = 120.0


@dataclass
class Tally:
    """What came of killing: how often, after which deeds, and what did not hold afterwards."""

    kills: int = 0
    acknowledged: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    done: bool = False
    result: dict[str, Any] = field(default_factory=dict)


def small_cast() -> Cast:
    """Six who hold posts, fourteen deputies."""
    return shortened(council(), holders=6, voters=14, present=13)


def playing(cast: Cast, told: Callable[[str], None]) -> "Playing":
    """The poll of today of a cast, with one legal case, up to its publication."""
    from dataclasses import replace

    from tinnhiem.demonstration.office.playing import Playing
    from tinnhiem.demonstration.office.stage import Stage

    show = present(cast, NOW.date())
    there = cast.present
    case = {"high": there - there // 2 - 2, "medium": 1, "low": there // 2 + 1, "invalid": 0}
    show = replace(show, given={cast.holders[0].key: case}, batch=5 if there < 20 else 10)
    return Playing(stage=Stage(cast=cast, show=show), now=NOW, days=0, told=told)


def result() -> dict[str, Any]:
    """What was counted and what the log tells, for comparing two plays."""
    from tinnhiem.records.models import CountedResult, FollowUp, LogEntry, Poll

    return {
        "states": sorted(Poll.objects.values_list("sitting", "state")),
        "counts": sorted(
            (row.rated.name, sorted(row.marks.items()), row.invalid, row.outcome)
            for row in CountedResult.objects.select_related("rated")
        ),
        "cases": sorted(FollowUp.objects.values_list("rated__name", "outcome")),
        "acts": dict(sorted(Counter(LogEntry.objects.values_list("act", flat=True)).items())),
    }


def play_whole(cast: Cast) -> dict[str, Any]:
    """Play without being killed, in this process."""
    playing(cast, lambda _name: None).play()
    return result()


def kill_often(
    cast: Cast, *, kills: int, seed: int, longest: float, seconds: float = 3600.0
) -> Tally:
    """Kill a play so many times, each time after a random moment, then let it end.

    Every child first checks what its predecessor left; ``seconds`` bounds the whole.
    """
    dice = random.Random(seed)  # noqa: S311 - when a test kills
    tally, until = Tally(), time.monotonic() + seconds
    while not tally.done and not tally.faults and time.monotonic() < until:
        wait = dice.uniform(0.0, longest) if tally.kills < kills else None
        _round(cast, tally, wait)
    return tally


def _round(cast: Cast, tally: Tally, wait: float | None) -> None:
    """Let one child play on; kill it ``wait`` seconds after it began, or let it end."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(cast, writing, tuple(tally.acknowledged))
    os.close(writing)
    try:
        _listen(child, reading, tally, wait)
    finally:
        os.close(reading)
        os.waitpid(child, 0)


def _listen(child: int, reading: int, tally: Tally, wait: float | None) -> None:
    held, due, killed = b"", None, False
    while True:
        left = _PATIENCE if due is None or killed else max(0.0, due - time.monotonic())
        ready, _write, _error = select.select([reading], [], [], left)
        if not ready:
            os.kill(child, signal.SIGKILL)
            if due is None or killed:
                tally.faults.append("a child hangs")
                return
            tally.kills += 1
            killed = True
            continue
        part = os.read(reading, 65536)
        if not part:
            return
        *lines, held = (held + part).split(b"\n")
        for line in lines:
            if _heard(tally, line) == "ready" and wait is not None:
                due = time.monotonic() + wait


def _heard(tally: Tally, line: bytes) -> str:
    """Keep what a child said; return of what kind it was."""
    kind, _tab, text = line.decode().partition("\t")
    if kind == "done" and text not in tally.acknowledged:
        tally.acknowledged.append(text)
    elif kind == "fault":
        tally.faults.append(text)
    elif kind == "end":
        tally.done, tally.result = True, json.loads(text)
    return kind


def _child(cast: Cast, writing: int, acknowledged: tuple[str, ...]) -> None:
    """Check what is there, then play on, telling of each deed before the next begins."""

    def tell(kind: str, text: str = "") -> None:
        os.write(writing, f"{kind}\t{text}\n".encode())

    try:
        missing = _check(cast, acknowledged, tell)
        tell("ready")
        if not missing:
            playing(cast, lambda name: tell("done", name)).play()
            _check(cast, acknowledged, tell)
            tell("end", json.dumps(result()))
    except BaseException as error:  # noqa: BLE001 - whatever it is, the parent is told
        tell("fault", f"{type(error).__name__}: {error}")
    os._exit(0)


def _check(cast: Cast, acknowledged: tuple[str, ...], tell: Callable[..., None]) -> bool:
    """Tell of everything that does not hold; whether anything does not."""
    from tinnhiem.demonstration.office.soundness import faults

    wrong = list(faults())
    lost = set(acknowledged)
    if lost:
        for table in playing(cast, lambda _name: None).tables():
            known = [deed for deed in table if deed.name in lost]
            wrong += [f"lost: {deed.name}" for deed in known if not deed.done()]
            lost -= {deed.name for deed in known}
            if not lost or wrong:
                break
    for fault in wrong:
        tell("fault", fault)
    return bool(wrong)


def leftover_files(folder: Path) -> int:
    """How many stored files a folder holds."""
    return sum(path.is_file() for path in folder.rglob("*"))
