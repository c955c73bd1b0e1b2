"""A full second scan: the same stacks read anew, compared with the count side by side."""

from collections import Counter
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpResponse

from tinnhiem.conduct.transitions import Role
from tinnhiem.records.board import is_head
from tinnhiem.records.models import Conference, Poll, SecondLook
from tinnhiem.records.scans import ScanNumbers, scan_numbers
from tinnhiem.records.second_look import BY_HAND
from tinnhiem.records.second_reading import ReadTwice, readings_compared
from tinnhiem.web.access import page
from tinnhiem.web.counting.feeding import feeding
from tinnhiem.web.counting.rooms import (
    address,
    column_labels,
    crumbs,
    is_counting,
    number_columns,
    seat_or_404,
    sitting_or_404,
)
from tinnhiem.web.counting.scanning import runs_told
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _


@page(Role.BOARD, Role.HEAD, methods=("GET", "POST"))
def second_scan(request: Visit, *, poll: Poll) -> HttpResponse:
    """Take stacks that are scanned a second time; the head sees where both readings differ."""
    sitting = sitting_or_404(request, poll)
    mine = seat_or_404(request, sitting.here)
    here = sitting.address(address("second-scan", poll))
    numbers = scan_numbers(sitting.here)
    label = _("Ballots scanned a second time")
    form, answer = feeding(request, poll, sitting, then=here, second=True, label=label)
    scans = sitting.address(address("scans", poll))
    context = {
        "poll": poll,
        "form": form,
        "head": is_head(mine),
        "counting": is_counting(sitting.here),
        "scanned": bool(numbers.sheets),
        "action": here,
        "back": scans,
        "live": sitting.address(address("scan-progress", poll)) + ("&" if "?" in here else "?")
        + "lan=2",
        "crumbs": crumbs(poll, (_("Scanning ballots"), scans), (_("Second scan"), None)),
        **runs_told(sitting.here, second=True),
        **_compared(poll, sitting.here, numbers, head=is_head(mine)),
    }  # fmt: skip
    return answer or show(request, "counting/second_scan.html", context)


def _compared(
    poll: Poll, conference: Conference, numbers: ScanNumbers, *, head: bool
) -> dict[str, Any]:
    """Return the sheets of both readings; to the head alone also on whom the readings differ."""
    compared = readings_compared(conference) if numbers.again else []
    whole = bool(compared) and all(each.found.whole for each in compared)
    told: dict[str, Any] = {"pages": compared, "whole": whole, "differing": None}
    if head and whole:
        labels = column_labels(poll)
        told["columns"] = labels
        told["heads"] = number_columns(poll)
        told["people"] = sum(len(each.found.lines) for each in compared)
        told["unlike"] = sum(each.found.unlike for each in compared)
        told["differing"] = _side_by_side(conference, compared, list(labels))
    return told


def _side_by_side(
    conference: Conference, compared: list[ReadTwice], columns: list[str]
) -> list[dict[str, Any]]:
    by_hand = SecondLook.objects.filter(conference=conference, kind=BY_HAND, line=OuterRef("line"))
    slate = conference.slate.annotate(looked_at=Exists(by_hand))
    names = {rated.line: rated for rated in slate}
    found = [(line, each.found.lines[line]) for each in compared for line in each.suspect]
    return [
        {
            "rated": names[line],
            "looked": names[line].looked_at,
            "readings": [
                {"name": _("The count"), **_cells(told.first, columns)},
                {"name": _("Second scan"), **_cells(told.second, columns)},
            ],
            "levels": told.keys(),
        }
        for line, told in found
        if line in names
    ]


def _cells(counted: Counter[str | None], columns: list[str]) -> dict[str, Any]:
    return {"cells": {key: counted[key] for key in columns}, "open": counted[None]}
