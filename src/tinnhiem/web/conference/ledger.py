"""The ledger page: every ballot accounted for before the box is read."""

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions import ledgers as acts
from tinnhiem.actions.refusals import OutdatedError
from tinnhiem.conduct.states import Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.conduct.words import finding_sentence
from tinnhiem.records.facts import is_announced, ledgers
from tinnhiem.records.ledgers import count_verdict, shape_of
from tinnhiem.records.models import BallotLedger, PendingAct, Poll
from tinnhiem.web.access import page
from tinnhiem.web.conference.forms import LedgerForm, LedgerReasonForm, RecountForm
from tinnhiem.web.entries import NothingForm
from tinnhiem.web.forms import submitted
from tinnhiem.web.look.charts import Sheets
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.sittings import Sitting, sitting_of
from tinnhiem.wording.language import _, noted

READERS: Final = (Role.CLERK, Role.CONVENER, Role.BOARD, Role.HEAD, Role.OBSERVER)
KEEPERS: Final = (Role.CLERK, Role.BOARD, Role.HEAD)
_INSIDE: Final = frozenset({Role.CLERK, Role.CONVENER, Role.BOARD, Role.HEAD})
#: Shape of the tag and its words, by where a ledger stands.
TAGS: Final = {
    "empty": ("empty", noted("Not printed")),
    "printed": ("half", noted("Printed and stamped")),
    "issued": ("half", noted("Issued")),
    "collecting": ("half", noted("Collecting")),
    "balances": ("done", noted("Balances")),
    "reasoned": ("late", noted("Off, reason recorded")),
    "announced": ("done", noted("Announced")),
    "excess": ("mismatch", noted("More returned than issued")),
    "sum": ("mismatch", noted("Does not add up to what was printed")),
    "off": ("mismatch", noted("Off by {count}")),
}


@page(*READERS)
def overview(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show a column per ballot type; an observer sees what was announced and nothing else."""
    sitting = sitting_of(request, poll)
    if sitting is None:
        title = _("Ballot ledger")
        return show(request, "conference/none.html", {"title": title, "layout": "look/office.html"})
    kept = ledgers(sitting.here)
    inside = not _INSIDE.isdisjoint(request.roles)
    verdict = count_verdict(sitting.here, kept)
    context = {
        "poll": poll,
        "sitting": sitting,
        "columns": [column(ledger, sitting) for ledger in kept],
        "inside": inside,
        "verdict": verdict,
        "why": " ".join(finding_sentence(found) for found in verdict.blocking),
        "head": Role.HEAD in request.roles,
        "board": not acts.BOARD.isdisjoint(request.roles),
        "keeper": not acts.KEEPERS.isdisjoint(request.roles),
        "pending": _pending(poll) if inside else [],
        "stage": sitting.here.stage,
    }
    return show(request, "conference/ledger.html", context)


def _pending(poll: Poll) -> list[PendingAct]:
    """Return the corrections that wait for a second person."""
    waiting = poll.pending_acts.filter(act=acts.CORRECTION, state=PendingAct.State.PROPOSED)
    return list(waiting.select_related("proposed_by__person"))


def column(ledger: BallotLedger, sitting: Sitting) -> dict[str, Any]:
    """Return what the column of a type says."""
    where = shape_of(ledger, Stage(sitting.here.stage))
    shape, words = TAGS[where]
    issued, returned = ledger.issued, ledger.returned
    off = abs((issued or 0) - (returned or 0))
    parts = (ledger.issued, ledger.exchanged, ledger.unused)
    total = sum(part or 0 for part in parts)
    return {
        "kind": ledger.ballot_type,
        "ledger": ledger,
        "where": where,
        "shape": shape,
        "words": _(words).format(count=off),
        "off": off,
        "total": total,
        "adds_up": None not in parts and total == ledger.printed,
        "compared": issued is not None and returned is not None,
        "equal": issued == returned,
        "sheets": _sheets(ledger),
        "announced": ledger.announced if is_announced(ledger) else {},
        "told": bool(ledger.announced),
        "former": _former(ledger),
        "recounted": ledger.counted_again is not None and ledger.counted_again == returned,
    }


def _former(ledger: BallotLedger) -> list[dict[str, int]]:
    """Return what was announced before, where the numbers were corrected since."""
    told = ledger.announced
    if not told:
        return []
    return [*told.get("earlier", []), *([] if is_announced(ledger) else [told])]


def _sheets(ledger: BallotLedger) -> Sheets | None:
    """Return what became of the printed ballots, for the picture; None before they are printed."""
    if ledger.printed is None:
        return None
    exchanged, unused = ledger.exchanged or 0, ledger.unused or 0
    if ledger.returned is None:
        return Sheets(in_box=0, exchanged=exchanged, unused=max(ledger.printed - exchanged, 0))
    missing = max((ledger.issued or 0) - ledger.returned, 0)
    return Sheets(in_box=ledger.returned, exchanged=exchanged, unused=unused, missing=missing)


def one(request: Visit, poll: Poll, kind: int) -> tuple[Sitting, BallotLedger]:
    """Return the ledger of a ballot type with its conference.

    :raises Http404: where the poll has no such type in use.
    """
    for conference in poll.conferences.order_by("position", "pk"):
        conference.poll = poll
        for ledger in ledgers(conference):
            if ledger.ballot_type_id == kind:
                every = tuple(poll.conferences.order_by("position", "pk"))
                return Sitting(here=conference, every=every), ledger
    raise Http404


def home_of(sitting: Sitting, poll: Poll) -> str:
    """Return the address of the ledger page of a conference."""
    return sitting.address(reverse("conference:ledger", kwargs={"poll": poll.key}))


def version_of(ledger: BallotLedger) -> int:
    """Return the version that a form about a ledger carries: 0 where it was not begun."""
    return ledger.version if ledger.pk else 0


@page(*KEEPERS, methods=("GET", "POST"))
def writing(request: Visit, *, poll: Poll, kind: int) -> HttpResponse:
    """Write the numbers of a type; the second of two editors is shown both."""
    sitting, ledger = one(request, poll, kind)
    outside = acts.BOARD.isdisjoint(request.roles)
    begun = acts.numbers_of(ledger)
    form = LedgerForm(
        request.POST or None,
        only_printed=outside,
        initial={
            **begun, "exchange_reason": ledger.exchange_reason, "version": version_of(ledger),
        },
    )  # fmt: skip
    theirs: dict[str, str] = {}

    def write(data: dict[str, Any]) -> object:
        try:
            return acts.write_ledger(
                poll=poll,
                ballot_type=ledger.ballot_type,
                numbers={name: data.get(name, begun[name]) for name in acts.KEPT},
                exchange_reason=data.get("exchange_reason", ledger.exchange_reason),
                version=data["version"],
                by=request.by,
                at=request.at,
            )
        except OutdatedError as outdated:
            theirs.update(outdated.theirs)
            raise

    answered = submitted(request, form, write, then=home_of(sitting, poll))
    if answered is not None:
        return answered
    context = _about(request, poll, sitting, ledger, form)
    return show(request, "conference/write_ledger.html", {**context, "theirs": theirs})


def _about(
    request: Visit, poll: Poll, sitting: Sitting, ledger: BallotLedger, form: forms.Form
) -> dict[str, Any]:
    return {
        "form": form,
        "poll": poll,
        "sitting": sitting,
        "column": column(ledger, sitting),
        "version": version_of(ledger),
        "back": home_of(sitting, poll),
        "action": request.path,
    }


@page(Role.BOARD, Role.HEAD, methods=("GET", "POST"))
def recount(request: Visit, *, poll: Poll, kind: int) -> HttpResponse:
    """Write what the second count of the box found."""
    _sitting, ledger = one(request, poll, kind)
    form = RecountForm(request.POST or None, initial={"version": version_of(ledger)})
    return _once(
        request,
        poll,
        kind,
        form,
        lambda data: acts.count_again(
            poll=poll,
            ballot_type=ledger.ballot_type,
            returned=data["returned"],
            version=data["version"],
            by=request.by,
            at=request.at,
        ),
        "conference/recount.html",
    )


@page(Role.BOARD, Role.HEAD, methods=("GET", "POST"))
def reason(request: Visit, *, poll: Poll, kind: int) -> HttpResponse:
    """Keep numbers that do not balance, with the reason."""
    _sitting, ledger = one(request, poll, kind)
    form = LedgerReasonForm(request.POST or None, initial={"version": version_of(ledger)})
    return _once(
        request,
        poll,
        kind,
        form,
        lambda data: acts.keep_reason(
            poll=poll,
            ballot_type=ledger.ballot_type,
            reason=data["reason"],
            version=data["version"],
            by=request.by,
            at=request.at,
        ),
        "conference/ledger_reason.html",
    )


@page(Role.HEAD, methods=("GET", "POST"))
def announcing(request: Visit, *, poll: Poll, kind: int) -> HttpResponse:
    """Ask the head to read issued and returned aloud, and note that it was done."""
    _sitting, ledger = one(request, poll, kind)
    form = NothingForm(request.POST or None)
    given = request.POST.get("version", "")
    version = int(given) if given.isdecimal() and len(given) < 10 else -1
    return _once(
        request,
        poll,
        kind,
        form,
        lambda _data: acts.announce(
            poll=poll,
            ballot_type=ledger.ballot_type,
            version=version,
            by=request.by,
            at=request.at,
        ),
        "conference/announce.html",
    )


def _once(
    request: Visit,
    poll: Poll,
    kind: int,
    form: forms.Form,
    do: Callable[[dict[str, Any]], object],
    template: str,
) -> HttpResponse:
    sitting, ledger = one(request, poll, kind)
    answered = submitted(request, form, do, then=home_of(sitting, poll))
    return answered or show(request, template, _about(request, poll, sitting, ledger, form))
