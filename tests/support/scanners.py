"""Scanners whose check with the test deck went well, or not, without scanning a deck."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from support.office import Office
from tinnhiem.actions.prints import definition_for
from tinnhiem.actions.stacks import layout_for
from tinnhiem.records.models import ScannerCheck
from tinnhiem.scan import Calibration
from tinnhiem.scan.calibration import Measured, report_of

#: The fixture of pytest-django that runs what waits for a commit.
Capture = Callable[..., AbstractContextManager[list[Callable[[], Any]]]]

GOOD = Measured(
    blank_sheets=20, marked_sheets=20, blank_peak=0.05, blank_trace=0.001, blank_fill=0.0,
    marked_peak=0.8, marked_fill=0.12, noise=0.01, black=0.9, scale=1.0, error_mm=0.1,
)  # fmt: skip
#: Empty boxes as dark as marks.
DIRTY = GOOD.model_copy(update={"blank_peak": 0.5, "blank_fill": 0.1})


def report(office: Office, measured: Measured = GOOD) -> Calibration:
    """The report of a check of the ballots of the office."""
    layout = layout_for(definition_for(office.conference))
    return report_of(
        layout=layout, measured=measured, findings=(), scanner="Máy quét 1", paper="A4 80 g"
    )


def checked(office: Office, measured: Measured = GOOD) -> ScannerCheck:
    """A scanner that was checked before the count."""
    return ScannerCheck.objects.create(
        conference=office.conference, scanner="Máy quét 1", paper="A4 80 g",
        opening=report(office, measured).model_dump_json(),
    )  # fmt: skip
