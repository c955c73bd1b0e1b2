"""What a random sample of rows says about all rows: an exact bound, and who is drawn.

Source: T. Wright, Exact Confidence Bounds when Sampling from Small Finite Universes (Springer,
1991): the largest number of wrong rows for which a sample without replacement would show as few
wrong ones as were found, or fewer, with a probability above 1 - confidence.
"""

from collections.abc import Iterable
from fractions import Fraction
from hashlib import sha256
from math import comb
from typing import Final

CONFIDENCE: Final = Fraction(95, 100)


def at_most_wrong(
    population: int, sample: int, wrong: int, confidence: Fraction = CONFIDENCE
) -> int:
    """Return the upper bound on wrong rows among all, at one-sided ``confidence``.

    :raises ValueError: where the sample is no part of the population.

    >>> at_most_wrong(1000, 300, 0)
    8
    >>> at_most_wrong(12, 12, 2)
    2
    """
    if not 0 <= wrong <= sample <= population or sample == 0:
        raise ValueError((population, sample, wrong))
    low, high = wrong, population - sample + wrong
    while low < high:
        middle = (low + high + 1) // 2
        if _as_few(population, middle, sample, wrong) > 1 - confidence:
            low = middle
        else:
            high = middle - 1
    return low


def _as_few(population: int, bad: int, sample: int, wrong: int) -> Fraction:
    """The probability of at most ``wrong`` bad rows in a sample of a population with ``bad``."""
    ways = sum(
        comb(bad, found) * comb(population - bad, sample - found) for found in range(wrong + 1)
    )
    return Fraction(ways, comb(population, sample))


def drawn(names: Iterable[str], seed: str, size: int) -> list[str]:
    """Return the ``size`` names whose digests with a public seed come first.

    Whoever knows the names and the seed draws the same again.
    """
    return sorted(names, key=lambda name: sha256(f"{seed}:{name}".encode()).hexdigest())[:size]


def digest_of_names(names: Iterable[str]) -> str:
    """Return the SHA-256 of names in their order, so that it shows later what was drawn from."""
    return sha256("\n".join(sorted(names)).encode()).hexdigest()
