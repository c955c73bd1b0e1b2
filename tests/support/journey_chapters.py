"""The whole poll, chapter by chapter."""

from support.journey_after import chapters as after
from support.journey_counting import chapters as counting
from support.journey_opening import chapters as opening
from support.journey_preparing import chapters as preparing
from support.journey_reading import chapters as reading
from support.journey_sitting import chapters as sitting

PLAYS = {
    "council": (*opening, *preparing, *reading, *sitting[:3]),
    "council, to the end": (*opening, *preparing, *reading, *sitting, *counting, *after),
}
