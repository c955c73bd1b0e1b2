"""The full set of papers for 30 officeholders as a background job: how long, and does it advance?

    .venv/bin/python bench/office/document_set.py

The council of the demonstration plays its poll to the reading; then its clerk asks for every kind
of paper that can be made, a worker of the office does the work in a process of its own, and this
process reads the progress as the page of the work does, once a second. The database is SQLite, or
that of TINNHIEM_DATABASE_URL.
"""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from tinnhiem.project.serving import make_ready, open_office

LONGEST = 300.0
WORKER = (
    "from tinnhiem.project.serving import open_office; open_office();"
    "from tinnhiem.project.background import run_worker; run_worker()"
)


def main() -> int:
    """Ask for the set, watch it, print what was seen."""
    with tempfile.TemporaryDirectory(prefix="tinnhiem-bench-") as folder:
        data = Path(folder) / "data"
        open_office(data)
        make_ready()
        return _measure(data)


def _measure(data: Path) -> int:
    from django.utils import timezone

    from support.killing import playing
    from tinnhiem.actions import papers
    from tinnhiem.demonstration.office.cast import council
    from tinnhiem.exchange.papers_fields import PAPER_KINDS
    from tinnhiem.records.models import IssuedPaper, Work

    play = replace(playing(council(), lambda _name: None), until="ballots proofed")
    play.play()
    stage = play.stage
    kinds = papers.makeable(stage.conference)
    kinds = tuple(kind for kind in kinds if kind in PAPER_KINDS)
    before = IssuedPaper.objects.count()
    asked = papers.draw_up(
        poll=stage.poll, conference=stage.conference, kinds=kinds, by=stage.staff("clerk"),
        at=timezone.now(),
    )  # fmt: skip
    environment = os.environ | {"TINNHIEM_DATA": str(data)}
    worker = subprocess.Popen([sys.executable, "-c", WORKER], env=environment)  # noqa: S603 - ours
    begun, running, seen = time.monotonic(), 0.0, list[tuple[float, int, int]]()
    try:
        while asked.state in {Work.State.WAITING, Work.State.RUNNING}:
            time.sleep(0.25)
            asked.refresh_from_db()
            now = time.monotonic()
            if asked.state != Work.State.WAITING and not running:
                running = now
            if not seen or seen[-1][1:] != (asked.done, asked.total):
                seen.append((now - (running or now), asked.done, asked.total))
            if now - begun > LONGEST:
                print("not done in time")
                return 1
        took = time.monotonic() - running
        spent = _cpu(worker.pid)
    finally:
        worker.kill()
        worker.wait()
    print(f"{asked.state}: {IssuedPaper.objects.count() - before} papers of {len(kinds)} kinds")
    print(f"{took:.1f} s of work, {spent:.1f} s CPU of the worker with its start")
    print(f"progress read {len(seen)} times different: " + ", ".join(
        f"{done}/{total} at {at:.1f} s" for at, done, total in seen[:: max(1, len(seen) // 8)]
    ))  # fmt: skip
    return 0


def _cpu(pid: int) -> float:
    stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(int(ticks) for ticks in stat[11:15]) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
