"""The wall of boxes: all of one level by how dark they are, in three bands, the edges first.

A box is known by a random key alone; boxes of the same darkness come in the order of these keys.
"""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Max, Min, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase

from tinnhiem.actions.wall import move_lines, send_boxes
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.board import keys_of
from tinnhiem.records.models import BallotType, BandLines, Conference, Poll, ReadBox
from tinnhiem.web.access import page
from tinnhiem.web.counting.crops import box_picture, require_open
from tinnhiem.web.counting.rooms import (
    address,
    column_labels,
    crumbs,
    is_counting,
    seat_or_404,
    sitting_or_404,
)
from tinnhiem.web.counting.stack_forms import LinesForm, ink_words
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.sittings import Sitting
from tinnhiem.wording.language import _

#: Boxes of one band on a page.
_SHOWN: Final = {
    ReadBox.Band.EMPTY: 64,
    ReadBox.Band.PEOPLE: 64,
    ReadBox.Band.MARKED: 96,
}
_KEY: Final = 20
_MOST_PICKED: Final = 300


class PickForm(forms.Form):
    """Boxes that were picked; their keys stand outside of the form's own fields."""

    def __init__(self, *given: Any, picked: list[str], **more: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*given, **more)
        self.picked = picked


@page(Role.BOARD, Role.HEAD, methods=("GET", "POST"))
def wall(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show the boxes of one level of a ballot type, and take those that look odd."""
    sitting = sitting_or_404(request, poll)
    seat_or_404(request, sitting.here)
    require_open(sitting.here)
    kinds = _kinds(sitting.here)
    kind = _chosen(request, kinds)
    labels = column_labels(poll)
    levels = list(keys_of(poll))[:-1]
    level = request.GET.get("muc", "")
    level = level if level in levels else levels[0]
    home = _home(sitting, poll, kind, level)
    picked = [key[:_KEY] for key in request.POST.getlist("box")[:_MOST_PICKED]]
    form = PickForm(request.POST if request.method == "POST" else None, picked=picked)
    answer = submitted(
        request,
        form,
        lambda _data: send_boxes(
            poll=poll,
            conference=sitting.here,
            boxes=[key.replace("\x00", "") for key in picked],
            by=request.by,
            at=request.at,
        ),
        then=home,
    )
    boxes = _boxes(sitting.here, kind, level)
    bands = [_band(request, boxes, band, home) for band in ReadBox.Band] if kind else []
    context = {
        "poll": poll,
        "form": form,
        "picked": set(picked),
        "counting": is_counting(sitting.here),
        "level": labels[level],
        "bands": bands,
        "total": sum(band["count"] for band in bands),
        "lines": _lines(boxes, kind),
        "tabs": [
            {
                "text": _("“{level}” boxes").format(level=labels[each]),
                "url": _home(sitting, poll, kind, each),
                "current": each == level,
            }
            for each in levels
        ],
        "kinds": [
            {
                "text": each.title,
                "url": _home(sitting, poll, each, level),
                "current": kind is not None and each.pk == kind.pk,
            }
            for each in kinds
        ],
        "kind": kind,
        "action": home,
        "move": _move_address(sitting, poll, kind),
        "strip": sitting.strip(address("wall", poll)),
        "crumbs": crumbs(
            poll, (_("Scanning ballots"), address("scans", poll)), (_("Wall of boxes"), None)
        ),
    }
    return answer or show(request, "counting/wall.html", context)


def _kinds(conference: Conference) -> list[BallotType]:
    read = conference.ballot_types.filter(sheets__run__dropped="", sheets__isnull=False)
    return list(read.distinct().order_by("position"))


def _chosen(request: Visit, kinds: list[BallotType]) -> BallotType | None:
    wanted = request.GET.get("loai") or request.POST.get("loai")
    found = next((kind for kind in kinds if not wanted or str(kind.pk) == wanted), None)
    if wanted and found is None:
        raise Http404
    return found


def _home(sitting: Sitting, poll: Poll, kind: BallotType | None, level: str) -> str:
    path = sitting.address(address("wall", poll))
    chosen = {"muc": level, **({"loai": str(kind.pk)} if kind else {})}
    return f"{path}{'&' if '?' in path else '?'}{urlencode(chosen)}"


def _move_address(sitting: Sitting, poll: Poll, kind: BallotType | None) -> str:
    return sitting.address(address("move-lines", poll, kind=kind.pk)) if kind else ""


def _boxes(conference: Conference, kind: BallotType | None, level: str) -> QuerySet[ReadBox]:
    sheets = {"row__sheet__run__conference": conference, "row__sheet__run__dropped": ""}
    return ReadBox.objects.filter(choice=level, row__sheet__ballot_type=kind, **sheets)


def _band(
    request: Visit, boxes: QuerySet[ReadBox], band: ReadBox.Band, home: str
) -> dict[str, Any]:
    """Return one band: the darkest empty and the faintest marked boxes stand nearest the lines."""
    mine = boxes.filter(band=band)
    ordered = mine.order_by("-ink" if band is ReadBox.Band.EMPTY else "ink", "key")
    parameter = f"trang-{band.value}"
    found = Paginator(ordered.values("key", "ink"), _SHOWN[band]).get_page(
        request.GET.get(parameter)
    )
    nearest = list(found)
    if band is ReadBox.Band.EMPTY:
        nearest.reverse()  # the line is below this band
    others = {
        f"trang-{each.value}": request.GET[f"trang-{each.value}"]
        for each in ReadBox.Band
        if each is not band and request.GET.get(f"trang-{each.value}", "").isdigit()
    }
    return {
        "name": band.value,
        "count": found.paginator.count,
        "boxes": [{"key": each["key"], "ink": ink_words(each["ink"])} for each in nearest],
        "page": found,
        **_turns(found, home, parameter, others),
    }


def _turns(
    found: Page[Any], home: str, parameter: str, others: Mapping[str, str]
) -> dict[str, str]:
    def at(number: int) -> str:
        return f"{home}&{urlencode({**others, parameter: number})}"

    return {
        "before": at(found.previous_page_number()) if found.has_previous() else "",
        "after": at(found.next_page_number()) if found.has_next() else "",
    }


def _lines(boxes: QuerySet[ReadBox], kind: BallotType | None) -> dict[str, Any]:
    """Return where the lines stand: as they were moved, else at the boxes nearest to them."""
    moved = BandLines.objects.filter(ballot_type=kind).first() if kind else None
    empty = boxes.filter(band=ReadBox.Band.EMPTY).aggregate(found=Max("ink"))["found"]
    marked = boxes.filter(band=ReadBox.Band.MARKED).aggregate(found=Min("ink"))["found"]
    below = moved.empty_below if moved and moved.empty_below is not None else empty
    above = moved.marked_from if moved and moved.marked_from is not None else marked
    return {
        "empty": None if below is None else ink_words(below),
        "marked": None if above is None else ink_words(above),
        "moved": moved,
    }


@page(Role.BOARD, Role.HEAD)
def box(request: Visit, *, poll: Poll, key: str) -> HttpResponseBase:
    """Send the picture of one box, known by a random key."""
    found = (
        ReadBox.objects.filter(key=key, row__sheet__run__conference__poll=poll)
        .filter(row__sheet__run__dropped="")
        .select_related("row__sheet__run__conference")
        .first()
    )
    if found is None:
        raise Http404
    conference = found.row.sheet.run.conference
    seat_or_404(request, conference)
    require_open(conference)
    return box_picture(found)


@page(Role.BOARD, Role.HEAD, methods=("GET", "POST"))
def moving(request: Visit, *, poll: Poll, kind: int) -> HttpResponse:
    """Move the lines of a ballot type, so that people decide more boxes."""
    sitting = sitting_or_404(request, poll)
    found = BallotType.objects.filter(pk=kind, conference=sitting.here).first()
    if found is None:
        raise Http404
    seat_or_404(request, sitting.here)
    require_open(sitting.here)
    now = BandLines.objects.filter(ballot_type=found).first()
    initial = {
        "empty_below": now.empty_below if now else None,
        "marked_from": now.marked_from if now else None,
        "version": now.version if now else 0,
    }
    form = LinesForm(request.POST if request.method == "POST" else None, initial=initial)
    home = f"{sitting.address(address('wall', poll))}"
    answer = submitted(
        request,
        form,
        lambda data: move_lines(
            poll=poll,
            kind=found,
            empty_below=data["empty_below"],
            marked_from=data["marked_from"],
            version=data["version"],
            by=request.by,
            at=request.at,
        ),
        then=home,
    )
    context = {
        "poll": poll,
        "form": form,
        "question": _("Let people decide more boxes of “{type}”?").format(type=found.title),
        "happens": [
            _("Empty boxes with so much ink or more, and marked boxes with less, go to people."),
            _("It holds for every level, and for stacks that are read later."),
        ],
        "visible_to": _("The log names you and both lines."),
        "remains": _("A line can only let people decide more boxes, never fewer."),
        "second": None,
        "act": _("Move the lines"),
        "action": _move_address(sitting, poll, found),
        "back": home,
    }
    return answer or show(request, "counting/confirm.html", context)
