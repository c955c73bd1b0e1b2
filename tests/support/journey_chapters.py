"""The whole poll, chapter by chapter."""

from support.journey_opening import chapters as opening
from support.journey_preparing import chapters as preparing

PLAYS = {"council": (*opening, *preparing)}
