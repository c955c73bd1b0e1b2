"""Feeding scanned ballots: stacks with their progress, refusals with reasons, the ledger's gate."""

from hashlib import sha256
from typing import Any, Final

from django.http import Http404, HttpResponse

from tinnhiem.actions import scanning as acts
from tinnhiem.actions.proposals import propose
from tinnhiem.actions.row_samples import draw_sample
from tinnhiem.actions.scanner_checks import may_check
from tinnhiem.actions.second_looks import record_second_look
from tinnhiem.conduct.samples import at_most_wrong
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.board import is_head
from tinnhiem.records.count_facts import TypeCount, type_counts
from tinnhiem.records.models import Conference, PendingAct, Poll, ReadRow, ScanRun, Work
from tinnhiem.records.scans import live_rows, pictures_open, sample_numbers, scan_numbers
from tinnhiem.records.second_look import sample_bound, second_looks_due
from tinnhiem.web.access import page
from tinnhiem.web.counting.feeding import feeding
from tinnhiem.web.counting.rooms import (
    address,
    crumbs,
    head_or_404,
    is_counting,
    seat_or_404,
    sitting_or_404,
)
from tinnhiem.web.counting.scanners import told_of
from tinnhiem.web.counting.stack_forms import SampleForm, SecondLookForm
from tinnhiem.web.entries import ReasonForm
from tinnhiem.web.forms import submitted
from tinnhiem.web.live import answer as live_answer
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _, current
from tinnhiem.wording.scan_problems import REFUSALS

#: How many rows a sample has that shows less than one percent wrong, where it finds none.
USUAL_SAMPLE: Final = 300


@page(Role.BOARD, Role.HEAD, methods=("GET", "POST"))
def stacks(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show the stacks of a conference and take a new one."""
    sitting = sitting_or_404(request, poll)
    mine = seat_or_404(request, sitting.here)
    counts = type_counts(sitting.here)
    runs = list(sitting.here.scans.select_related("check_used").order_by("pk"))
    numbers = scan_numbers(sitting.here)
    # While rows wait it would change with each of them, and the count cannot be closed anyway.
    due = second_looks_due(sitting.here, counts) if is_head(mine) and not numbers.waiting else []
    checks = list(sitting.here.scanner_checks.order_by("pk"))
    works = _works([*(check.work for check in checks), *(run.work for run in runs)])
    here = sitting.address(address("scans", poll))
    form, answer = feeding(request, poll, sitting, then=here, checks=checks)
    context = {
        "poll": poll,
        "form": form,
        "head": is_head(mine),
        "strip": sitting.strip(address("scans", poll)),
        "counting": is_counting(sitting.here),
        "checks": [told_of(check, works.get(check.work)) for check in checks],
        "gates": [gate for count in counts for gate in _gates(count)],
        "doubts": numbers.waiting,
        "wall": bool(numbers.sheets) and pictures_open(sitting.here),
        "pending": _pending(poll, runs) if numbers.proposed else [],
        "sample": _sample(sitting.here) if numbers.sampled else None,
        "twice": (numbers.again, numbers.sheets),
        "due": sitting.here.slate.filter(line__in=due).order_by("position"),
        "action": here,
        "may_check": may_check(sitting.here),
        "check_address": sitting.address(address("check-scanner", poll)),
        "second_address": sitting.address(address("second-scan", poll)),
        "sample_address": sitting.address(address("sample", poll)),
        "live": sitting.address(address("scan-progress", poll)),
        "live_tag": f'"{_tag(runs, works)}-{current()}"',
        "crumbs": crumbs(poll, (_("Scanning ballots"), None)),
        **_told([run for run in runs if not run.second], works),
    }
    return answer or show(request, "counting/scans.html", context)


@page(Role.BOARD, Role.HEAD)
def progress(request: Visit, *, poll: Poll) -> HttpResponse:
    """Answer how far the stacks are, for the page that shows them."""
    sitting = sitting_or_404(request, poll)
    mine = seat_or_404(request, sitting.here)
    runs = list(sitting.here.scans.select_related("check_used").order_by("pk"))
    works = _works([run.work for run in runs])
    second = request.GET.get("lan") == "2"
    context = {
        "poll": poll,
        "head": is_head(mine),
        "counting": is_counting(sitting.here),
        **_told([run for run in runs if run.second == second], works),
    }
    return live_answer(
        request,
        _tag(runs, works),
        current(),
        lambda: show(request, "counting/_runs.html", context),
    )


def _works(keys: list[str]) -> dict[str, Work]:
    return {work.key: work for work in Work.objects.filter(key__in=keys)} if keys else {}


def runs_told(conference: Conference, *, second: bool = False) -> dict[str, Any]:
    """Return the stacks of one reading with how far each is, and why pages were refused."""
    mine = conference.scans.filter(second=second)
    runs = list(mine.select_related("check_used").order_by("pk"))
    return _told(runs, _works([run.work for run in runs]))


def _told(runs: list[ScanRun], works: dict[str, Work]) -> dict[str, Any]:
    """Return these stacks with how far each is, and why pages were refused."""
    told = []
    for number, run in enumerate(runs, 1):
        refused = sum(run.refused.values())
        read = run.pages - refused
        told.append(
            {"run": run, "number": number, "work": works.get(run.work), "read": read,
             "refused": refused}
        )  # fmt: skip
    return {"runs": told, "refused": _refused([run.refused for run in runs if not run.dropped])}


def _tag(runs: list[ScanRun], works: dict[str, Work]) -> str:
    """Return what changes when something of the stacks does."""
    mine = [works[run.work] for run in runs if run.work in works]
    told = [f"{work.key}{work.state}{work.done}{work.total}" for work in mine]
    dropped = sum(bool(run.dropped) for run in runs)
    return sha256(f"{sorted(told)}{dropped}".encode()).hexdigest()[:16]


def _pending(poll: Poll, runs: list[ScanRun]) -> list[PendingAct]:
    """Return the proposals to drop one of these stacks that wait."""
    return list(
        PendingAct.objects.filter(
            poll=poll,
            act=acts.DROP,
            subject__in=[run.key for run in runs],
            state=PendingAct.State.PROPOSED,
        ).select_related("proposed_by")
    )


def _sample(conference: Conference) -> dict[str, Any] | None:
    """Return what the sample says so far."""
    found = sample_numbers(conference)
    if found is None:
        return None
    drawn, waiting, wrong = found
    return {
        "drawn": drawn,
        "waiting": waiting,
        "wrong": wrong,
        "bound": sample_bound(conference),
        "record": conference.row_sample,
    }


@page(Role.HEAD, methods=("GET", "POST"))
def sample(request: Visit, *, poll: Poll) -> HttpResponse:
    """Let the head draw rows that the machine decided, for people to decide anew."""
    sitting = sitting_or_404(request, poll)
    head_or_404(request, sitting.here)
    rows = live_rows(sitting.here).filter(state=ReadRow.State.MACHINE, sheet__invalid_rule="")
    count = rows.count()
    usual = min(USUAL_SAMPLE, count)
    form = SampleForm(request.POST if request.method == "POST" else None, initial={"size": usual})
    home = sitting.address(address("scans", poll))
    answer = submitted(
        request,
        form,
        lambda data: draw_sample(
            poll=poll,
            conference=sitting.here,
            seed=data["seed"],
            size=data["size"],
            by=request.by,
            at=request.at,
        ),
        then=home,
    )
    happens = [_("Two members decide each row anew, without the machine's reading.")]
    if usual:
        told = _(
            "Of {count} rows, {size} without an error show with 95 % certainty that at most {most}"
            " are wrong."
        )
        most = at_most_wrong(count, usual, 0)
        happens.append(told.format(count=count, size=usual, most=most))
    happens.append(_("All rows: every ballot is read by hand."))
    context = {
        "poll": poll,
        "form": form,
        "question": _("Draw rows for a second look?"),
        "happens": happens,
        "visible_to": _("The log names you, the digits and the numbers, so that the draw can be"
                        " repeated."),
        "remains": _("Which rows were drawn is shown to nobody."),
        "second": None,
        "act": _("Draw the rows"),
        "action": sitting.address(address("sample", poll)),
        "back": home,
    }  # fmt: skip
    return answer or show(request, "counting/confirm.html", context)


@page(Role.HEAD, methods=("GET", "POST"))
def dropping(request: Visit, *, poll: Poll, run: str) -> HttpResponse:
    """Let the head propose to take a whole stack out of the count; a second member confirms."""
    found = ScanRun.objects.filter(key=run, conference__poll=poll).select_related("conference")
    mine = found.first()
    if mine is None:
        raise Http404
    head_or_404(request, mine.conference)
    form = ReasonForm(
        request.POST if request.method == "POST" else None, label=_("Why the stack is dropped")
    )

    def do(data: dict[str, Any]) -> PendingAct:
        acts.refuse_dropping(mine)
        return propose(
            poll=poll,
            what=acts.DROP,
            subject=mine.key,
            reason=data["reason"],
            by=request.by,
            at=request.at,
        )

    answer = submitted(request, form, do, then=lambda made: address("proposal", poll, key=made.key))
    context = {
        "poll": poll,
        "form": form,
        "question": _("Drop this stack whole?"),
        "happens": [
            _("None of its {count} sheets counts any more.").format(count=acts.sheets_of(mine)),
            _("The same ballots can be scanned anew or keyed by hand."),
        ],
        "visible_to": _("The counting board; the log names you and the reason."),
        "remains": _("What was read and decided of it stays for the record."),
        "second": _("Another member of the board confirms it from their own session."),
        "act": _("Propose to drop it"),
        "action": address("drop-stack", poll, run=mine.key),
        "back": address("second-scan" if mine.second else "scans", poll),
        "dangerous": True,
    }
    return answer or show(request, "counting/confirm.html", context)


@page(Role.HEAD, methods=("GET", "POST"))
def second_look(request: Visit, *, poll: Poll, line: str) -> HttpResponse:
    """Let the head record the second look at the ballots about one person."""
    sitting = sitting_or_404(request, poll)
    head_or_404(request, sitting.here)
    rated = sitting.here.slate.filter(line=line).first()
    if rated is None:
        raise Http404
    form = SecondLookForm(request.POST if request.method == "POST" else None)
    home = sitting.address(address("scans", poll))
    answer = submitted(
        request,
        form,
        lambda data: record_second_look(
            poll=poll,
            conference=sitting.here,
            line=line,
            kind=data["kind"],
            note=data["reason"],
            by=request.by,
            at=request.at,
        ),
        then=home,
    )
    context = {
        "poll": poll,
        "form": form,
        "question": _("Was the second look at the ballots about {name} made?").format(
            name=rated.name
        ),
        "happens": _("The count can be closed when every second look is recorded."),
        "visible_to": _("The counting board; the log names you, not whom it is about."),
        "remains": _("Rows and batches can still be opened again until the count is closed."),
        "second": None,
        "act": _("Record the second look"),
        "action": sitting.address(address("second-look", poll, line=line)),
        "back": home,
    }
    return answer or show(request, "counting/confirm.html", context)


def _refused(found: list[dict[str, int]]) -> list[dict[str, Any]]:
    """Return the reasons of refusals over all stacks with their numbers."""
    total: dict[str, int] = {}
    for each in found:
        for reason, number in each.items():
            total[reason] = total.get(reason, 0) + number
    return [
        {"reason": _(REFUSALS.get(reason, reason)), "number": number}
        for reason, number in sorted(total.items())
    ]


def _gates(count: TypeCount) -> list[dict[str, Any]]:
    """Return for each page of a type: read and keyed by hand against the ballots returned."""
    pages = count.pages or [1]
    return [
        {
            "type": count.kind.title,
            "page": number,
            "read": count.sheets[number],
            "by_hand": count.keyed_of(number),
            "returned": count.returned,
            "holds": count.sheets[number] + count.keyed_of(number) == count.returned,
            "kind": count.kind.pk,
            "missing": bool(count.sheets)
            and count.sheets[number] + count.keyed_of(number) < (count.returned or 0),
        }
        for number in pages
    ]
