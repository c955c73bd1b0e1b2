"""The whole poll, chapter by chapter."""

from support.journey_opening import chapters as opening

PLAYS = {"council": opening}
