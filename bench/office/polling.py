"""500 signed-in readers follow a live page: what of a core does the server need?

A real server on this machine (loopback only) with a thrown-away data folder; readers ask with their
session and the ETag of what they show, spread evenly. Prints requests, answers and CPU time.
`DATABASE_URL`-like settings of the environment are the server's own: run it with PostgreSQL too.
"""

import argparse
import asyncio
import time

from serving import Answer, ask, office_with, percentile, server

READERS = 500


async def reader(number: int, visit: dict[str, str], every: float, until: float) -> list[Answer]:
    """Ask again and again until the end; readers begin one after the other."""
    found: list[Answer] = []
    tag = visit.get("tag", "")
    due = time.monotonic() + every * number / READERS
    while due < until:
        await asyncio.sleep(max(due - time.monotonic(), 0))
        answer = await ask(visit["address"], visit["cookie"], tag)
        visit["tag"] = tag = answer.tag or tag
        found.append(answer)
        due += every
    return found


async def follow(visits: list[dict[str, str]], every: float, seconds: float) -> list[Answer]:
    """Let all readers follow for some seconds."""
    until = time.monotonic() + seconds
    readers = (reader(n, visit, every, until) for n, visit in enumerate(visits))
    return [answer for mine in await asyncio.gather(*readers) for answer in mine]


def main() -> None:
    """Measure, after a round in which every reader fetches the page once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=float, default=5, help="seconds between two askings")
    parser.add_argument("--seconds", type=float, default=40)
    given = parser.parse_args()
    if not 0 < given.seconds <= 300 or given.every < 1:
        parser.error("at most 300 seconds, at least 1 between two askings")
    with office_with(voters=READERS) as made, server() as running:
        visits = made["readers"]
        asyncio.run(follow(visits, given.every, given.every))
        before = running.cpu()
        begun = time.monotonic()
        answers = asyncio.run(follow(visits, given.every, given.seconds))
        took, used = time.monotonic() - begun, running.cpu() - before
    times = [answer.seconds for answer in answers]
    told = {
        status: sum(a.status == status for a in answers) for status in {a.status for a in answers}
    }
    print(f"{len(visits)} readers, every {given.every:g} s, for {took:.1f} s")
    print(f"{len(answers)} requests: {told}")
    each = used / len(answers) * 1000
    print(f"server CPU {used:.2f} s = {used / took:.3f} of a core, {each:.2f} ms each")
    middle, high = (percentile(times, share) * 1000 for share in (50, 95))
    print(f"answer p50 {middle:.0f} ms, p95 {high:.0f} ms")


if __name__ == "__main__":
    main()
