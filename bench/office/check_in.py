"""500 people checked in at several desks in five minutes: how long does each take?

Every desk searches by name and checks the person in, as a browser would; desks work at once. By
default the same 500 come within --seconds (shorter than the five minutes, so harder).
"""

import argparse
import asyncio
import time
from urllib.parse import urlencode

from serving import Answer, office_with, percentile, send, server

VOTERS = 500


async def desk(
    turn: list[dict[str, str]], visit: dict[str, str], every: float
) -> list[list[Answer]]:
    """Check in one person after the other, one every ``every`` seconds."""
    found: list[list[Answer]] = []
    due = time.monotonic()
    for number, person in enumerate(turn):
        await asyncio.sleep(max(due - time.monotonic(), 0))
        search = urlencode({"q": person["name"], "csrfmiddlewaretoken": visit["check"]})
        mark = urlencode(
            {
                "entry": person["entry"],
                "attendance": "present",
                "token": f"{visit['desk']}-{number}",
                "csrfmiddlewaretoken": visit["check"],
            }
        )
        first = await send(visit["address"], visit["cookie"], search)
        second = await send(visit["mark"], visit["cookie"], mark)
        found.append([first, second])
        due += every
    return found


async def work(made: dict[str, list[dict[str, str]]], seconds: float) -> list[list[Answer]]:
    """Let all desks work at once."""
    desks, people = made["desks"], made["people"]
    every = seconds * len(desks) / len(people)
    turns = (desk(people[n :: len(desks)], visit, every) for n, visit in enumerate(desks))
    return [each for mine in await asyncio.gather(*turns) for each in mine]


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--desks", type=int, default=5)
    given = parser.parse_args()
    if not 10 <= given.seconds <= 300 or not 1 <= given.desks <= 20:
        parser.error("10 to 300 seconds, 1 to 20 desks")
    with office_with(voters=VOTERS, desks=given.desks) as made, server() as running:
        before = running.cpu()
        begun = time.monotonic()
        done = asyncio.run(work(made, given.seconds))
        took, used = time.monotonic() - begun, running.cpu() - before
        present = made["present"]()
    marks = [second.seconds for _first, second in done]
    both = [first.seconds + second.seconds for first, second in done]
    wrong = sum(first.status != 200 or second.status != 303 for first, second in done)
    print(f"{len(done)} check-ins at {given.desks} desks in {took:.1f} s")
    print(f"{wrong} wrong, {present} present")
    middle, high = (percentile(marks, share) * 1000 for share in (50, 95))
    print(f"check-in p50 {middle:.0f} ms, p95 {high:.0f} ms")
    print(f"with search p95 {percentile(both, 95) * 1000:.0f} ms; server CPU {used:.2f} s")


if __name__ == "__main__":
    main()
