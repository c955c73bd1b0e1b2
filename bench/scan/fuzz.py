"""A bounded fuzzer on the reader: damaged files and bent pages, for so many minutes.

    .venv/bin/python bench/scan/fuzz.py --minutes 5 --seed 1

Every file must be answered, within the bounds of a child, with readings or a refusal; no row may be
decided otherwise than it is marked; nothing may reach the caller as an exception. A good file is
read after every few bad ones. What breaks this is kept in the folder that is printed.
"""

import argparse
import io
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from support.ballots import definition, poll  # noqa: E402 - the path to it was set above
from support.mutations import KINDS, Grey, bent, mutated  # noqa: E402
from support.scans import Sheet, printed_to  # noqa: E402
from tinnhiem.scan import STANDARD, Desk, Wanted, judged  # noqa: E402

CHOICE = "medium"


def main() -> None:
    """Fuzz until the time is over; the exit code is 1 where something broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="tinnhiem-fuzz-"))
    printed = printed_to(folder / "ballots", definition(poll(7)))
    fuzzer = _Fuzzer(folder, Sheet(printed.blank()).mark_all(1).scanned(), options.seed)
    until = time.monotonic() + 60 * options.minutes
    with Desk(printed.layout, folder=printed.folder, jobs=options.jobs) as desk:
        while time.monotonic() < until:
            fuzzer.one(desk)
    fuzzer.tell()
    sys.exit(bool(fuzzer.broken))


class _Fuzzer:
    """Makes files, has them read, and keeps those that break something."""

    def __init__(self, folder: Path, grey: Grey, seed: int) -> None:
        self.folder, self.grey = folder, grey
        self.random = np.random.default_rng(seed)
        self.files = {kind: _saved(grey, kind) for kind in KINDS}
        self.found: Counter[str] = Counter()
        self.slowest, self.broken, self.count = 0.0, 0, 0

    def one(self, desk: Desk) -> None:
        """Make a file, read it, and look at the answer; every twentieth file is a good one."""
        kind = KINDS[int(self.random.integers(len(KINDS)))]
        good = self.count % 20 == 0
        content = self.files[kind] if good else self._damaged(kind)
        started = time.monotonic()
        fault = _fault(desk, content, self.found, good=good)
        self.slowest = max(self.slowest, time.monotonic() - started)
        if fault:
            self.broken += 1
            path = self.folder / f"broken-{self.count}.{kind.lower()}"
            path.write_bytes(content)
            print(f"{fault}: {path}", flush=True)
        self.count += 1

    def tell(self) -> None:
        """Print what came of it."""
        print(f"{self.count} files, {self.broken} broken, slowest {self.slowest:.1f} s")
        for what, times in self.found.most_common():
            print(f"{times:7d}  {what}")

    def _damaged(self, kind: str) -> bytes:
        if self.random.random() < 0.3:
            return _saved(bent(self.grey, self.random), kind)
        return mutated(self.files[kind], self.random)


def _fault(desk: Desk, content: bytes, found: Counter[str], *, good: bool) -> str:
    """What is wrong with the answer to a file, or nothing."""
    wanted = Wanted(rows="all", sheet=True)
    try:
        sheets = desk.content(content, name="file", wanted=wanted)
        for sheet in sheets:
            sheet.rows()
            sheet.picture()
        pages = list(judged(sheets, STANDARD))
    except Exception as error:  # noqa: BLE001 - any of them is what is sought
        return type(error).__name__
    found.update(str(page.refusal or "read") for page in pages)
    if not pages:
        return "no answer"
    decided = {row.decision for page in pages for row in page.rows}
    if decided - {CHOICE, None}:
        return "wrong row"
    return "a good file is refused" if good and decided != {CHOICE} else ""


def _saved(grey: Grey, kind: str) -> bytes:
    out = io.BytesIO()
    Image.fromarray(grey).save(out, format=kind)
    return out.getvalue()


if __name__ == "__main__":
    main()
