"""The whole poll, chapter by chapter."""

from support.journey_after import chapters as after
from support.journey_after import kept_narrow
from support.journey_cast import COUNCIL, PARTY
from support.journey_counting import chapters as counting
from support.journey_opening import chapters as opening
from support.journey_preparing import chapters as preparing
from support.journey_reading import chapters as reading
from support.journey_reading import without_front
from support.journey_sitting import chapters as sitting

PLAYS = {
    "council": (COUNCIL, (*opening, *preparing, *reading, *sitting, *counting, *after)),
    "party": (PARTY, (*opening, *preparing, *without_front, *sitting, *counting, *kept_narrow)),
}
