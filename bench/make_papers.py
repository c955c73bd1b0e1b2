"""How long the full set of papers for 30 officeholders takes, from a cold process.

Runs `tinnhiem documents` on the council of the demonstration as whole processes (median of five),
all kinds in both formats, and each format alone; then one kind for 1, 10, 100 and 1,000 papers in
one process, to show how the cost grows.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from tinnhiem.demonstration.scenes import poll_file
from tinnhiem.documents.issue import issue_documents
from tinnhiem.exchange.poll_file import read_poll
from tinnhiem.law.chain import chain_of
from tinnhiem.law.poll import Poll

RUNS = 5
COMMAND = str(Path(sys.executable).with_name("tinnhiem"))


def cold(poll: Path, *options: str) -> tuple[float, int]:
    """Seconds of one whole process that makes papers, and how many files it made."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        command = [COMMAND, "documents", str(poll), "--out", folder, *options]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - the project's own
        spent = time.perf_counter() - start
        return spent, len(list(Path(folder).rglob("*")))


def repeated(poll: Poll, persons: int) -> Poll:
    """The same poll with so many persons on its list, its own ones over and over."""
    counted = [person for person in poll.slate if person.count is not None]
    slate = tuple(
        replace(counted[index % len(counted)], id=f"r{index}", name=f"{index} Ví Dụ")
        for index in range(persons)
    )
    return replace(poll, slate=slate, papers={})


def warm(poll: Poll, persons: int) -> float:
    """Seconds to write the personal extracts of so many persons as PDF."""
    situation = repeated(poll, persons)
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        issue_documents(
            situation,
            chain_of(situation),
            Path(folder),
            kinds=("personal-extracts",),
            formats=("pdf",),
        )
        return time.perf_counter() - start


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "poll.json"
        path.write_bytes(poll_file("council"))
        print(f"{'full set, cold':<28} {'seconds':>8} {'files':>6}")
        for options in ((), ("--format", "pdf"), ("--format", "docx")):
            runs = [cold(path, *options) for _ in range(RUNS)]
            spent = statistics.median(run[0] for run in runs)
            print(f"{' '.join(options) or 'pdf and docx':<28} {spent:>8.2f} {runs[0][1]:>6}")
        poll = read_poll(path)
    print(f"\n{'personal extracts':>18} {'seconds':>8} {'ms each':>8} {'against 1':>10}")
    warm(poll, 1)
    first = 0.0
    for persons in (1, 10, 100, 1_000):
        spent = warm(poll, persons)
        each = spent / persons * 1000
        first = first or each
        print(f"{persons:>18} {spent:>8.2f} {each:>8.1f} {each / first:>9.2f}x")


if __name__ == "__main__":
    main()
