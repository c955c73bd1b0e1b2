"""The whole poll, chapter by chapter."""

from support.journey_opening import chapters as opening
from support.journey_preparing import chapters as preparing
from support.journey_reading import chapters as reading

PLAYS = {"council": (*opening, *preparing, *reading)}
