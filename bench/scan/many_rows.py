"""Many automatic rows of the sealed set: how often is the machine wrong?

    nice -n 19 .venv/bin/python bench/scan/many_rows.py --minutes 25 --out many.jsonl
    .venv/bin/python bench/scan/many_rows.py --report --out many.jsonl

Pages of about twenty rows, in the shares of ``PLAN``, until the time is over or there are rows
enough. Each round adds its sums to the file at once, so the run can be stopped at any time; with
the same file it goes on after the last whole round, and ``--report`` tells the sums so far. A file
is for one reader: where the bounds have another version, the run refuses to go on. Errors are
listed with the seed by which the page can be made again. Bounds are over pages (see
``benchmark.py``), and over rows for comparison only: rows of one page are not independent.
"""

import argparse
import json
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import benchmark as bench

from tinnhiem.scan import STANDARD

#: Pages of each condition in a round.
PLAN = (30, 60, 12, 50, 12, 12, 14, 10)
#: Officeholders of the polls: all give pages of about twenty rows.
SIZES = (21, 40, 60)


def main() -> None:
    """Run rounds until the time is over, or report those that were run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--rows", type=int, default=300_000, help="automatic rows that are enough")
    parser.add_argument("--first", type=int, default=10_000, help="first page of each condition")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--set", choices=bench.handmarked.SETS, default="sealed")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--report", action="store_true", help="only tell what the file holds")
    options = parser.parse_args()
    head = {"set": options.set, "first": options.first, "bounds": STANDARD.version}
    tallies = {condition.name: bench.Tally() for condition in bench.CONDITIONS}
    done = _former(options.out, tallies, None if options.report else head)
    if not options.report:
        _run(options, head, done, tallies)
    for name, tally in tallies.items():
        print(bench.told_of(name, tally))
    print(bench.whole(tallies), flush=True)


def _run(
    options: argparse.Namespace, head: dict[str, Any], done: int, tallies: dict[str, bench.Tally]
) -> None:
    until = time.monotonic() + 60 * options.minutes
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        while time.monotonic() < until and _automatic(tallies) < options.rows:
            found = _round(pool, options, done)
            done += 1
            with options.out.open("a", encoding="utf-8") as file:
                file.write(json.dumps(head | {"round": done, "found": _plain(found)}) + "\n")
            for name, tally in found.items():
                tallies[name].merge(tally)
            print(f"round {done}: {_automatic(tallies)} automatic rows", flush=True)


def _automatic(tallies: dict[str, bench.Tally]) -> int:
    return sum(tally.rows["automatic"] for tally in tallies.values())


def _round(
    pool: ProcessPoolExecutor, options: argparse.Namespace, done: int
) -> dict[str, bench.Tally]:
    tasks = []
    for place, (condition, pages) in enumerate(zip(bench.CONDITIONS, PLAN, strict=True)):
        first = bench.handmarked.SETS[options.set] + 50_000 * place + options.first + pages * done
        tasks += [(condition, first + number, SIZES) for number in range(pages)]
    names = [task[0].name for task in tasks]
    tallies = {name: bench.Tally() for name in names}
    for name, found in zip(names, pool.map(bench.read_one, tasks, chunksize=5), strict=True):
        tallies[name].add(*found)
    return tallies


def _former(path: Path, tallies: dict[str, bench.Tally], head: dict[str, Any] | None) -> int:
    """Add the rounds that a file holds; how many there are."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []
    whole = [line for line in lines if line.endswith("\n")]
    for line in whole:
        told = json.loads(line)
        if head is not None and any(told[key] != value for key, value in head.items()):
            raise SystemExit(f"{path} holds another run: {line[:120]}")
        for name, found in told["found"].items():
            found["rows"], found["refused"] = Counter(found["rows"]), Counter(found["refused"])
            tallies[name].merge(bench.Tally(**found))
    if head is not None and len(whole) < len(lines):
        path.write_text("".join(whole), encoding="utf-8")
    return len(whole)


def _plain(tallies: dict[str, bench.Tally]) -> dict[str, dict[str, Any]]:
    return {
        name: {
            "pages": tally.pages,
            "captured": tally.captured,
            "rows": dict(tally.rows),
            "refused": dict(tally.refused),
            "pages_wrong": tally.pages_wrong,
            "pages_overlooked": tally.pages_overlooked,
            "examples": tally.examples,
        }
        for name, tally in tallies.items()
    }


if __name__ == "__main__":
    main()
