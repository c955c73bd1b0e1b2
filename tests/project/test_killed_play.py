"""kill -9 in the middle of acts: nothing acknowledged is lost, nothing is half done."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from support.repository import ROOT


def killed(kills: int, database: str) -> dict[str, Any]:
    """Play the small council's poll in an installation of its own, killed so many times."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TINNHIEM_")}
    if database:
        kept["TINNHIEM_DATABASE_URL"] = database
    script = str(ROOT / "bench" / "office" / "kills.py")
    bounds = ["--seed", "7", "--longest", "0.8", "--seconds", "400"]
    command = [sys.executable, script, "--small", "--json", "--kills", str(kills), *bounds]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env=kept, timeout=500
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.timeout(900)
def test_a_play_killed_a_dozen_times_loses_nothing_and_ends_like_one_left_alone(
    other_database: str,
) -> None:
    found = killed(12, other_database)
    assert found["faults"] == []
    assert found["kills"] == 12
    assert found["done"]
    alone = killed(0, "")
    assert (alone["faults"], alone["done"]) == ([], True)
    assert found["deeds"] == alone["deeds"]
    for what in ("states", "counts", "cases"):
        assert found["result"][what] == alone["result"][what]
    # A killed worker's paper is asked for again; every other act is in the log exactly as often.
    asked = {"papers.asked", "ballots.proofed"}
    acts = found["result"]["acts"], alone["result"]["acts"]
    assert {n: c for n, c in acts[0].items() if n not in asked} == {
        n: c for n, c in acts[1].items() if n not in asked
    }
