"""Building the demonstration: an earlier poll that is public, and today's half-way through."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from tinnhiem.conduct.transitions import Role
from tinnhiem.demonstration.office.cast import Cast, council
from tinnhiem.demonstration.office.playing import Playing
from tinnhiem.demonstration.office.shows import former, present, tried
from tinnhiem.demonstration.office.stage import Stage
from tinnhiem.web.role_words import role_label
from tinnhiem.wording.language import _

Advance = Callable[[int, int], None]
#: How many deeds a whole demonstration has; a test holds this true.
DEEDS: Final = 748
#: Where today's poll stands: the count is open, on one batch the teams differ.
HALF_WAY: Final = "people-committee 3 keyed by team 1"
#: Where the rehearsal stands: in preparation, its list approved.
REHEARSED: Final = "list approved"

#: The people whom the terminal names: the part in the play, the role, the team of the board.
PARTS: Final = (
    ("clerk", Role.CLERK, 0),
    ("convener", Role.CONVENER, 0),
    ("front", Role.FRONT, 0),
    ("head", Role.HEAD, 0),
    ("team-1", Role.BOARD, 1),
    ("team-2", Role.BOARD, 2),
    ("officeholder", Role.OFFICEHOLDER, 0),
    ("voter", Role.VOTER, 0),
    ("personnel", Role.PERSONNEL, 0),
    ("auditor", Role.AUDITOR, 0),
)


def build(now: datetime, advance: Advance) -> None:
    """Play the demonstration, or go on where it was left.

    ``advance`` is told after every deed how many are done, and of how many.
    """
    done = 0

    def told(_name: str) -> None:
        nonlocal done
        done += 1
        advance(done, DEEDS)

    for playing in playings(council(), now, told):
        playing.play()


def playings(cast: Cast, now: datetime, told: Callable[[str], None]) -> Iterator[Playing]:
    """Yield the polls of the demonstration in the order in which they are played."""
    today = now.date()
    yield Playing(
        stage=Stage(cast=cast, show=former(cast, today)), now=now, told=told, settled=True
    )
    for show, until in ((tried(cast, today), REHEARSED), (present(cast, today), HALF_WAY)):
        stage = Stage(cast=cast, show=show)
        yield Playing(stage=stage, now=now, told=told, until=until, founding=False)


def people() -> Iterator[tuple[str, str]]:
    """Yield the name of everybody whom the terminal names, and what they are."""
    cast = council()
    found = {
        "head": cast.head().name,
        "team-1": cast.team(1).name,
        "team-2": cast.team(2).name,
        "officeholder": cast.holders[2].name,
        "voter": cast.deputies[-1].name,
    }
    for part, role, team in PARTS:
        words = role_label({role})
        if team:
            words += " · " + _("Team {number}").format(number=team)
        yield found.get(part) or cast.staff[part], words
