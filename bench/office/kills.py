"""Kills a play of a whole poll at random moments and tells whether anything was lost or half done.

    .venv/bin/python bench/office/kills.py [--kills 200] [--seed 1] [--seconds 1500] [--small]

The database is the one of TINNHIEM_DATABASE_URL, or SQLite in a folder that is thrown away.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from support.killing import kill_often, small_cast
from tinnhiem.demonstration.office.cast import council
from tinnhiem.project.serving import make_ready, open_office


def main() -> int:
    """Kill, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=float, default=0.25)
    parser.add_argument("--seconds", type=float, default=1500.0)
    parser.add_argument("--small", action="store_true", help="six officeholders only")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        open_office(Path(folder) / "data")
        _prepare()
        cast = small_cast() if options.small else council()
        began = time.monotonic()
        tally = kill_often(
            cast, kills=options.kills, seed=options.seed, longest=options.longest,
            seconds=options.seconds,
        )  # fmt: skip
    if options.json:
        told = {"kills": tally.kills, "faults": tally.faults, "deeds": tally.acknowledged}
        print(json.dumps({**told, "done": tally.done, "result": tally.result}))
        return 0
    print(f"kills {tally.kills}, deeds acknowledged {len(tally.acknowledged)}")
    print(f"came to its end: {tally.done}; faults: {tally.faults or 'none'}")
    print(f"{time.monotonic() - began:.0f} s")
    return int(bool(tally.faults) or not tally.done)


def _prepare() -> None:
    """Make the database ready in a process of its own: this one never opens it."""
    child = os.fork()
    if child == 0:
        make_ready()
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    if status:
        raise SystemExit("the database could not be made ready")


if __name__ == "__main__":
    sys.exit(main())
