"""Plays of the demonstration's council for tests: small ones, so far as a test needs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from support.killing import NOW, playing, small_cast
from tinnhiem.demonstration.office.cast import Cast
from tinnhiem.demonstration.office.playing import Playing
from tinnhiem.demonstration.office.stage import Stage


def small_play(
    until: str = "", *, now: datetime = NOW, told: Callable[[str], None] = lambda _name: None
) -> Playing:
    """The small council's poll, up to a deed."""
    made: Playing = replace(playing(small_cast(), told), until=until, now=now)
    return made


def large_play(cast: Cast, until: str) -> Playing:
    """The poll of a large cast, up to a deed."""
    made: Playing = replace(playing(cast, lambda _name: None), until=until)
    return made


def stage_of(play: Playing) -> Stage:
    """Where a play is played."""
    return play.stage
