"""How long the command takes to start: whole processes, median of eleven, in turn.

Prints `tinnhiem --help` beside a bare interpreter, so that the figure can be read as a ratio on a
noisy machine.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

RUNS = 11
COMMAND = str(Path(sys.executable).with_name("tinnhiem"))
TRIED = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "tinnhiem --help": [COMMAND, "--help"],
    "tinnhiem --version": [COMMAND, "--version"],
    "tinnhiem rulebook list": [COMMAND, "rulebook", "list"],
}


def seconds(command: list[str]) -> float:
    """Seconds that one whole process takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - the project's own
    return time.perf_counter() - start


def main() -> None:
    """Print the figures."""
    spent: dict[str, list[float]] = {name: [] for name in TRIED}
    for _ in range(RUNS):
        for name, command in TRIED.items():
            spent[name].append(seconds(command))
    bare = statistics.median(spent["python -c pass"])
    print(f"{'command':<24} {'seconds':>8} {'against python':>15}")
    for name, taken in spent.items():
        middle = statistics.median(taken)
        print(f"{name:<24} {middle:>8.3f} {middle / bare:>14.1f}x")


if __name__ == "__main__":
    main()
