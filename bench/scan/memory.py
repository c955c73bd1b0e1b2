"""Memory over many pages: does it grow with the stack?

    .venv/bin/python bench/scan/memory.py --pages 5000

Sheets are made once and get noise of their own for each page, so that no two pictures are equal.
They are read from one PDF after another, with a record, as an evening's count is.
"""

import argparse
import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from processes import below  # noqa: E402 - beside this file

from support import handmarked  # noqa: E402 - the path to it was set above
from support.ballots import definition, poll  # noqa: E402
from support.handmarked import Damage  # noqa: E402
from support.scans import Ballots, Grey, printed_to  # noqa: E402
from tinnhiem.scan import STANDARD, Desk, Wanted, judged  # noqa: E402
from tinnhiem.scan.records import head_of, journal_of, make_record, read_record  # noqa: E402

SHEETS, FILE_PAGES = 12, 100
#: Told first; then every five hundred pages.
FIRST = 200


def main() -> None:
    """Print the memory of the reader and of its children as pages pass."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        printed = printed_to(folder / "ballots", definition(poll(21)))
        # Made in another process, whose memory is no part of the figures.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as maker:
            files = maker.submit(_files, printed, folder, options.pages).result()
        print(f"{options.pages} pages in {len(files)} files are made", flush=True)
        content = (printed.folder / "layout.json").read_bytes()
        head = head_of(printed.layout, content, STANDARD, None)
        started, refused = time.perf_counter(), 0
        wanted = Wanted(rows="doubtful", odd=True)
        with (
            journal_of(folder / "record", head) as journal,
            Desk(printed.layout, folder=printed.folder, jobs=options.jobs) as desk,
        ):
            sheets = journal.keep(desk.files(files, wanted=wanted))
            for number, page in enumerate(judged(sheets, STANDARD), 1):
                refused += page.refusal is not None
                if number == FIRST or number % 500 == 0:
                    spent = time.perf_counter() - started
                    print(
                        f"{number} pages, {spent:.0f} s, refused {refused}: {_told()}", flush=True
                    )
            make_record(journal, head)
        print(f"record made, {time.perf_counter() - started:.0f} s: {_told()}")
        read_record(folder / "record").require_unchanged()
        print(f"decided again: {_told()}")


def _files(printed: Ballots, folder: Path, pages: int) -> list[Path]:
    """Make a stack."""
    paths = []
    random = np.random.default_rng(handmarked.SETS["test"] + 800_000)
    blank = printed.blank()
    damage = Damage(quarter_turns=(0, 2), jpeg=None)
    sheets = [
        handmarked.scanned(handmarked.mark_page(blank, random, blank_rows=0.02), damage, random)
        for _sheet in range(SHEETS)
    ]
    for first in range(0, pages, FILE_PAGES):
        count = min(FILE_PAGES, pages - first)
        images = [_noisy(sheets[n % SHEETS], random) for n in range(count)]
        path = folder / f"{first:06}.pdf"
        images[0].save(path, save_all=True, append_images=images[1:], resolution=200, quality=75)
        paths.append(path)
    return paths


def _noisy(grey: Grey, random: np.random.Generator) -> Image.Image:
    """The sheet with other noise in a band, which is quick and makes another picture."""
    other = grey.copy()
    start = int(random.integers(grey.shape[0] - 64))
    band = other[start : start + 64].astype(np.int16) + random.integers(-3, 4, (64, grey.shape[1]))
    other[start : start + 64] = np.clip(band, 0, 255)
    return Image.fromarray(other)


def _told() -> str:
    """Most memory so far of this process, and of each child, in MB."""
    own = _peak(Path("/proc/self/status"))
    children = [_peak(Path(f"/proc/{child}/status")) for child in below(os.getpid())]
    return f"reader {own} MB, children {sorted(children)} MB at most"


def _peak(status: Path) -> int:
    told = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(told["VmHWM"].split()[0]) // 1024


if __name__ == "__main__":
    main()
