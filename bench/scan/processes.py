"""The processes of a benchmark: whom it started, and whom those started."""

from pathlib import Path


def below(number: int) -> list[int]:
    """The processes that a process started, and those that they started."""
    told = Path(f"/proc/{number}/task").glob("*/children")
    children = [int(child) for path in told for child in path.read_text().split()]
    return [*children, *(each for child in children for each in below(child))]
