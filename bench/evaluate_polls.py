"""How long evaluating polls of 30 officeholders takes, and whether memory stays flat.

Prints the median of five runs for 10, 100, 1,000 and 10,000 polls, the cost of one poll against the
smallest run, and the growth of the process's peak memory while they are evaluated one by one.
"""

import random
import resource
import statistics
import time
from datetime import date

from tinnhiem.law.chain import load_chain
from tinnhiem.law.evaluation import evaluate
from tinnhiem.law.poll import (
    BallotType,
    Body,
    BodyKind,
    Choice,
    Count,
    Level,
    Officeholder,
    Poll,
    Position,
    Post,
    Procedure,
    Roll,
    Sitting,
)

OFFICEHOLDERS = 30
RUNS = 5


def one_poll(chance: random.Random) -> Poll:
    """A poll of 30 officeholders with random counts that add up."""
    returned = chance.randint(30, 500)
    slate = []
    for index in range(OFFICEHOLDERS):
        low = chance.randint(0, returned)
        high = chance.randint(0, returned - low)
        marks = {Choice.HIGH: high, Choice.MEDIUM: returned - low - high, Choice.LOW: low}
        post = Post(title="Chủ tịch", position=Position.COUNCIL_CHAIR, elected_on=date(2021, 6, 30))
        slate.append(
            Officeholder(
                id=f"p{index}",
                name=f"Người {index}",
                ballot_type="a",
                posts=(post,),
                count=Count(marks=marks, invalid=0),
            )
        )
    return Poll(
        procedure=Procedure.RATING,
        rulebook="nq-96-2023-qh15",
        overlays=(),
        body=Body(name="HĐND tỉnh", kind=BodyKind.COUNCIL, level=Level.PROVINCE, term=(2021, 2026)),
        sitting=Sitting(name="Kỳ họp", opening_date=date(2023, 12, 5), poll_date=date(2023, 12, 7)),
        roll=Roll(membership=returned, convened=returned, present=returned),
        ballot_types=(
            BallotType(id="a", title="Tất cả", issued=returned, returned=returned, invalid=0),
        ),
        slate=tuple(slate),
    )


def seconds(polls: int) -> float:
    """Seconds to evaluate so many polls, each made, evaluated and forgotten."""
    chain = load_chain("nq-96-2023-qh15")
    chance = random.Random(96)  # noqa: S311 - any numbers will do
    spent = 0.0
    for _ in range(polls):
        poll = one_poll(chance)
        start = time.perf_counter()
        evaluate(poll, chain)
        spent += time.perf_counter() - start
    return spent


def main() -> None:
    """Print the figures."""
    seconds(100)
    first = 0.0
    print(f"{'polls':>8} {'seconds':>9} {'ms a poll':>10} {'against 10':>11} {'peak MiB':>9}")
    for polls in (10, 100, 1_000, 10_000):
        spent = statistics.median(seconds(polls) for _ in range(RUNS))
        each = spent / polls * 1000
        first = first or each
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{polls:>8} {spent:>9.3f} {each:>10.3f} {each / first:>10.2f}x {peak:>9.1f}")


if __name__ == "__main__":
    main()
