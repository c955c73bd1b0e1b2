"""How well and how fast marked ballots are read: the table of the figures to reach.

Pages are marked and damaged by the invented hands of ``tests/support/handmarked``. The sets never
share a seed: look at *test* while working on the reader, report *sealed*.

    .venv/bin/python bench/scan/benchmark.py --set sealed --pages 200

Bounds are those of Clopper and Pearson (95 %, one-sided) over pages: marks on one page share a
hand, a pen and a scanner, so a page with an error counts once, however many rows are wrong.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from math import comb
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from processes import below  # noqa: E402 - beside this file

from support import handmarked as handmarked  # noqa: E402, PLC0414 - the path to it was set above
from support.ballots import definition, poll  # noqa: E402
from support.handmarked import Damage, MarkedPage, RowTruth, TruthKind  # noqa: E402
from support.scans import Ballots, Grey, printed_to  # noqa: E402
from tinnhiem.scan import STANDARD, PageReading, RowState, decide, judged, scan  # noqa: E402
from tinnhiem.scan.pictures import Picture  # noqa: E402
from tinnhiem.scan.reading import Reader  # noqa: E402

ROWS = (7, 21, 28, 40)
WORN = {
    "fold": 0.1,
    "coffee": 0.05,
    "torn": 0.05,
    "staple": 0.1,
    "holes": 0.1,
    "dust": 0.2,
    "streak": 0.03,
    "thumb": 0.05,
}
TURNED = (0, 2)


@dataclass(frozen=True)
class Condition:
    """How pages come to be: a scanner (``damage``) or a phone (None), and how many odd rows."""

    name: str
    damage: Damage | None
    dpi: int = 200
    hard: float = 0.0
    blank_rows: float = 0.02


CONDITIONS = (
    Condition("drawn, undamaged", Damage(noise=(0, 0.01), blur=(0.3, 0.31), jpeg=None)),
    Condition("scan 200 dpi", Damage(quarter_turns=TURNED)),
    Condition("scan 300 dpi", Damage(per_mm=300 / 25.4, quarter_turns=TURNED), dpi=300),
    Condition(
        "worn scan, askew to 5°, scale 97-103 %",
        Damage(most_turn=5, most_scale=0.03, quarter_turns=TURNED, defects=WORN),
    ),
    Condition("scan, 35 % odd rows", Damage(quarter_turns=TURNED), hard=0.35),
    Condition(
        "worn scan, 35 % odd rows",
        Damage(most_turn=3, most_scale=0.02, quarter_turns=TURNED, defects=WORN),
        hard=0.35,
    ),
    Condition("photograph", None),
    Condition("photograph, 35 % odd rows", None, hard=0.35),
)


@dataclass
class Tally:
    """What pages of one condition came to."""

    pages: int = 0
    captured: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    pages_wrong: int = 0
    pages_overlooked: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def add(self, seed: int, reading: PageReading, truth: tuple[RowTruth, ...]) -> None:
        """Compare a page with the truth."""
        self.pages += 1
        if reading.measure is None:
            self.refused[str(reading.refusal)] += 1
            return
        self.captured += 1
        rows = decide(reading.measure, STANDARD).rows
        found = [self._row(row, true) for row, true in zip(rows, truth, strict=True)]
        self.pages_wrong += "wrong" in found
        self.pages_overlooked += "overlooked" in found
        for row, true, what in zip(rows, truth, found, strict=True):
            self.rows[what] += 1
            if what in {"wrong", "overlooked"}:
                told = f"seed {seed} {true.line}: {true.kind} {true.choice} -> {row.decision}"
                self.examples.append(f"{what}: {told}")

    def merge(self, other: "Tally") -> None:
        """Add the pages of another tally."""
        self.pages += other.pages
        self.captured += other.captured
        self.pages_wrong += other.pages_wrong
        self.pages_overlooked += other.pages_overlooked
        self.rows.update(other.rows)
        self.refused.update(other.refused)
        self.examples += other.examples

    def _row(self, row: RowState, true: RowTruth) -> str:
        self.rows["must be seen"] += true.kind.for_people
        self.rows["must be seen, blank"] += true.kind is TruthKind.BLANK
        if row.decision is None:
            ordinary = true.kind is TruthKind.ORDINARY
            return "ordinary to people" if ordinary else "odd to people"
        self.rows["automatic"] += 1
        if true.choice is not None and row.decision != true.choice:
            return "wrong"
        if true.kind.for_people:
            return "overlooked"
        return "ordinary decided" if true.kind is TruthKind.ORDINARY else "unusual decided"


@cache
def ballots(rows: int) -> tuple[Ballots, Reader]:
    """Ballots of so many persons, and a reader for them."""
    folder = Path(tempfile.gettempdir()) / f"tinnhiem-bench-{os.getuid()}-{os.getpid()}-{rows}"
    printed = printed_to(folder, definition(poll(rows)))
    return printed, Reader(layout=printed.layout, folder=folder)


def made(
    condition: Condition, seed: int, sizes: tuple[int, ...] = ROWS
) -> tuple[int, Grey, MarkedPage]:
    """One page: how many persons its poll has, its picture, its truth."""
    random = np.random.default_rng(seed)
    rows = sizes[seed % len(sizes)]
    printed, _reader = ballots(rows)
    number = int(random.integers(len(printed.layout.pages)))
    marked = handmarked.mark_page(
        _blank(rows, number, condition.dpi),
        random,
        hard=condition.hard,
        blank_rows=condition.blank_rows,
    )
    if condition.damage is None:
        return rows, handmarked.photographed(marked, random), marked
    return rows, handmarked.scanned(marked, condition.damage, random), marked


@cache
def _blank(rows: int, number: int, dpi: int) -> handmarked.BlankBallot:
    return ballots(rows)[0].blank(number, dpi)


@dataclass(frozen=True)
class _One:
    """A picture as a file of one page."""

    grey: Grey
    pages: int = 1

    def picture(self, _index: int) -> Picture:
        return Picture(grey=self.grey, per_mm=None)


def read_one(
    task: tuple[Condition, int, tuple[int, ...]],
) -> tuple[int, PageReading, tuple[RowTruth, ...]]:
    """Make a page and read it, in a process of the benchmark."""
    cv2.setNumThreads(1)
    condition, seed, sizes = task
    rows, grey, marked = made(condition, seed, sizes)
    return seed, ballots(rows)[1].read(_One(grey), 0), marked.truth


def upper_bound(errors: int, trials: int, level: float = 0.95) -> float:
    """The share that is exceeded with less than 5 % chance of so few errors."""
    if errors >= trials:
        return 1.0
    low, high = errors / max(trials, 1), 1.0
    for _step in range(60):
        middle = (low + high) / 2
        chance = sum(
            comb(trials, k) * middle**k * (1 - middle) ** (trials - k) for k in range(errors + 1)
        )
        low, high = (middle, high) if chance > 1 - level else (low, middle)
    return high


def accuracy(which: str, pages: int, jobs: int) -> dict[str, Tally]:
    """Read so many pages of every condition."""
    tallies = {}
    # Forked children would inherit locks of OpenCV's threads and wait for them for ever.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for place, condition in enumerate(CONDITIONS):
            first = handmarked.SETS[which] + 50_000 * place
            tally = tallies[condition.name] = Tally()
            tasks = [(condition, first + number, ROWS) for number in range(pages)]
            for seed, reading, truth in pool.map(read_one, tasks, chunksize=4):
                tally.add(seed, reading, truth)
            print(told_of(condition.name, tally), flush=True)
    return tallies


def told_of(name: str, tally: Tally) -> str:
    """The figures of a condition in a few lines."""
    rows = tally.rows
    ordinary = rows["ordinary to people"] + rows["ordinary decided"]
    odd = rows["odd to people"] + rows["overlooked"] + rows["unusual decided"]
    share = rows["ordinary to people"] / max(ordinary, 1)
    bound = upper_bound(tally.pages_wrong, tally.captured)
    wrong = f"wrong {rows['wrong']} on {tally.pages_wrong} pages (95 % bound {bound:.4f} of pages)"
    overlooked = f"{rows['overlooked']} of {odd} odd or blank ones"
    missed = rows["overlooked"] / max(rows["must be seen"], 1)
    must = f"{rows['must be seen']} ({rows['must be seen, blank']} blank)"
    lines = [
        f"{name}: {tally.captured}/{tally.pages} pages captured {dict(tally.refused) or ''}",
        f"  automatic rows {rows['automatic']}, {wrong}",
        f"  rows for people decided {overlooked} on {tally.pages_overlooked} pages",
        f"  rows that people must see {must}, decided {missed:.3%}",
        f"  ordinary rows sent to people {share:.2%} of {ordinary}",
    ]
    return "\n".join([*lines, *(f"  {example}" for example in tally.examples[:10])])


def whole(tallies: dict[str, Tally]) -> str:
    """All conditions together."""
    total = Tally()
    for tally in tallies.values():
        total.merge(tally)
    bound = upper_bound(total.rows["wrong"], total.rows["automatic"])
    return told_of("ALL", total) + f"\n  bound if rows were independent: {bound:.1e} of rows"


def speed(dpi: int, pages: int, jobs: int) -> str:
    """Read a stack from a PDF as the command does, decoding and start included."""
    condition = CONDITIONS[2 if dpi == 300 else 1]
    made_pages = (made(condition, 4 * number + 1)[1] for number in range(pages))
    printed = ballots(21)[0]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stack.pdf"
        _save(path, made_pages, dpi)
        started, before = time.perf_counter(), _children_cpu()
        count, largest = 0, 0
        readings = scan(printed.layout, [path], folder=printed.folder, jobs=jobs)
        for page in judged(readings, STANDARD):
            count += page.refusal is None
            largest = max(largest, _largest_child())
        spent, cpu = time.perf_counter() - started, _children_cpu() - before
    return (
        f"{dpi} dpi, {jobs} processes: {count}/{pages} pages in {spent:.1f} s,"
        f" {pages / spent:.1f} pages/s; {1000 * cpu / pages:.0f} ms of processor time a page,"
        f" start included; largest child {largest} MB"
    )


def _largest_child() -> int:
    """Most memory that a child of this process has had since it began its program (MB)."""
    most = 0
    for number in below(os.getpid()):
        try:
            status = Path(f"/proc/{number}/status").read_text()
        except OSError:
            continue  # it ended in between
        told = dict(line.split(":", 1) for line in status.splitlines())
        if "VmHWM" in told:
            most = max(most, int(told["VmHWM"].split()[0]) // 1024)
    return most


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _save(path: Path, pictures: Iterator[Grey], dpi: int) -> None:
    first = Image.fromarray(next(pictures))
    rest = (Image.fromarray(picture) for picture in pictures)
    first.save(path, save_all=True, append_images=rest, resolution=dpi, quality=80)


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=handmarked.SETS, default="test")
    parser.add_argument("--pages", type=int, default=50, help="pages of each condition")
    parser.add_argument("--stack", type=int, default=100, help="pages of the stacks for speed")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    for dpi in (200, 300):
        for pages in (options.stack // 4, options.stack):
            print(speed(dpi, max(pages, 1), options.jobs), flush=True)
    if options.pages:
        print(whole(accuracy(options.set, options.pages, options.jobs)))
    print("auto-multiple-choice, OMRChecker: not run here; see docs/reference/scan.md")


if __name__ == "__main__":
    main()
