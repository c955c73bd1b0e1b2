"""Many automatic rows of the sealed set: how often is the machine wrong?

    nice -n 19 .venv/bin/python bench/scan/many_rows.py --minutes 25 --out many.jsonl

Pages of about twenty rows, in the shares of ``PLAN``, until the time is over; after each round the
sums so far are printed, so that it can be stopped at any time. Errors are listed with the seed by
which the page can be made again. Bounds are over pages (see ``benchmark.py``), and over rows for
comparison only: rows of one page are not independent.
"""

import argparse
import json
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import benchmark as bench

#: Pages of each condition in a round.
PLAN = (30, 60, 12, 50, 12, 12, 14, 10)
#: Officeholders of the polls: all give pages of about twenty rows.
SIZES = (21, 40, 60)


def main() -> None:
    """Run rounds until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--first", type=int, default=10_000, help="first page of each condition")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--set", choices=bench.handmarked.SETS, default="sealed")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    tallies = {condition.name: bench.Tally() for condition in bench.CONDITIONS}
    until = time.monotonic() + 60 * options.minutes
    done = 0
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        while time.monotonic() < until:
            _round(pool, options, done, tallies)
            done += 1
            _keep(options.out, tallies, done)
    for name, tally in tallies.items():
        print(bench.told_of(name, tally))
    print(bench.whole(tallies), flush=True)


def _round(
    pool: ProcessPoolExecutor,
    options: argparse.Namespace,
    done: int,
    tallies: dict[str, bench.Tally],
) -> None:
    tasks = []
    for place, (condition, pages) in enumerate(zip(bench.CONDITIONS, PLAN, strict=True)):
        first = bench.handmarked.SETS[options.set] + 50_000 * place + options.first + pages * done
        tasks += [(condition, first + number, SIZES) for number in range(pages)]
    names = [task[0].name for task in tasks]
    for name, found in zip(names, pool.map(bench.read_one, tasks, chunksize=5), strict=True):
        tallies[name].add(*found)


def _keep(path: Path, tallies: dict[str, bench.Tally], done: int) -> None:
    told = {
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
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"round": done, "sums": told}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
