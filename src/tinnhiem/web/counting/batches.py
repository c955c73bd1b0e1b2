"""The batches: where each stands, splitting, comparing, accepting, counting again."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse

from tinnhiem.actions import batches as acts
from tinnhiem.actions.adjudication import SETTLE_ROW
from tinnhiem.conduct.deciding import judge_day
from tinnhiem.conduct.double_entry import ROUNDS
from tinnhiem.conduct.states import Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.conduct.words import STAGE_NAMES, finding_sentence
from tinnhiem.records.board import entries_now, is_head, lines_in, team_names, team_of
from tinnhiem.records.count_facts import TypeCount, type_counts
from tinnhiem.records.facts import conference_facts
from tinnhiem.records.gathered import gather
from tinnhiem.records.models import (
    BallotType,
    Batch,
    BatchEntry,
    BoardMember,
    Conference,
    PendingAct,
    Poll,
)
from tinnhiem.web.access import page
from tinnhiem.web.counting.forms import SplitForm
from tinnhiem.web.counting.rooms import (
    address,
    batch_or_404,
    column_labels,
    crumbs,
    head_or_404,
    is_counting,
    number_columns,
    seat_or_404,
    sitting_or_404,
)
from tinnhiem.web.entries import NothingForm, ReasonForm
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _, ngettext

_USUAL = 10


@page(Role.BOARD, Role.HEAD)
def overview(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show the batches: the head where each stands, a team its own entries only."""
    sitting = sitting_or_404(request, poll)
    gather(sitting.here)
    mine = seat_or_404(request, sitting.here)
    counts = type_counts(sitting.here)
    stage = Stage(sitting.here.stage)
    context: dict[str, Any] = {
        "poll": poll,
        "conference": sitting.here,
        "strip": sitting.strip(address("entry", poll)),
        "stage": stage,
        "stage_name": _(STAGE_NAMES[stage]),
        "crumbs": crumbs(poll, (_("Keying the count"), None)),
        "member": mine,
        "counting": is_counting(sitting.here),
    }
    if is_head(mine):
        context["types"] = [_for_head(count) for count in counts]
        context["teams"] = team_names(sitting.here)
        context["close"] = _closing(sitting.here, counts) if stage is Stage.COUNTING else None
        context["close_url"] = sitting.address(address("close", poll))
        context["again_url"] = sitting.address(address("count-again", poll))
        return show(request, "counting/overview.html", context)
    context["types"] = [_for_team(count, mine) for count in counts]
    context["pending"] = PendingAct.objects.filter(
        poll=poll,
        state=PendingAct.State.PROPOSED,
        act__in=(acts.SETTLE, "conference.count-again", SETTLE_ROW),
    )
    return show(request, "counting/team.html", context)


def _closing(conference: Conference, counts: list[TypeCount]) -> dict[str, Any]:
    verdict = judge_day("close-count", conference_facts(conference, counts))
    return {
        "permitted": verdict.permitted,
        "waivable": all(each.waivable for each in verdict.blocking),
        "findings": [
            {"holds": each.holds, "title": finding_sentence(each)} for each in verdict.findings
        ],
    }


def _for_head(count: TypeCount) -> dict[str, Any]:
    return {
        "count": count,
        "batches": [
            {"batch": batch, **head_tag(batch, count.entries[batch.pk])} for batch in count.batches
        ],
    }


def head_tag(batch: Batch, entries: dict[int, BatchEntry]) -> dict[str, str]:
    """Return shape and words for where a batch stands, as the head sees it."""
    state = Batch.State(batch.state)
    if state is Batch.State.DIFFERS:
        number = len(_differing(batch, entries))
        text = ngettext("Differ on {count} person", "Differ on {count} persons", number)
        return {"shape": "mismatch", "text": text.format(count=number)}
    named = {
        Batch.State.AGREED: ("done", _("Agree")),
        Batch.State.ACCEPTED: ("lock", _("Accepted")),
        Batch.State.WHOLE_BOARD: ("mismatch", _("Whole board")),
    }
    if state in named:
        shape, text = named[state]
        return {"shape": shape, "text": text}
    return _open_tag(batch, entries)


def _differing(batch: Batch, entries: dict[int, BatchEntry]) -> set[str]:
    one, two = entries[1], entries[2]
    lines = {*one.cells, *two.cells}
    sums = {line for line in lines if sum(one.cells.get(line, {}).values()) != batch.ballots}
    return sums | {line for line in lines if one.cells.get(line) != two.cells.get(line)}


def _open_tag(batch: Batch, entries: dict[int, BatchEntry]) -> dict[str, str]:
    done = [team for team in (1, 2) if team in entries and entries[team].complete]
    begun = [team for team in (1, 2) if team in entries and not entries[team].complete]
    if done:
        return {"shape": "waiting", "text": _("Waiting for team {team}").format(team=3 - done[0])}
    if begun:
        text = _("Team {team} entering") if len(begun) == 1 else _("Both teams entering")
        return {"shape": "half", "text": text.format(team=begun[0])}
    again = batch.round > batch.first_round
    return {"shape": "empty", "text": _("Recounting") if again else _("Not entered")}


def _for_team(count: TypeCount, mine: BoardMember) -> dict[str, Any]:
    """Only what the member's own team did: nothing of the other, not even whether they agree."""
    team = team_of(mine)
    rows = []
    for batch in count.batches if team else []:
        entry = count.entries[batch.pk].get(team or 0)
        rows.append({"batch": batch, "open": True, **team_tag(batch, entry)})
    return {"count": count, "batches": rows}


def team_tag(batch: Batch, entry: BatchEntry | None) -> dict[str, Any]:
    """Return shape and words for where a batch stands for one team."""
    if batch.state == Batch.State.ACCEPTED:
        return {"shape": "lock", "text": _("Closed"), "open": False}
    if entry is not None and entry.complete:
        return {"shape": "done", "text": _("Handed in"), "open": False}
    if entry is not None:
        return {"shape": "half", "text": _("Being entered"), "open": True}
    again = batch.round > batch.first_round
    return {
        "shape": "late" if again else "empty",
        "text": _("Recounting") if again else _("Not entered"),
        "open": True,
    }


@page(Role.HEAD, methods=("GET", "POST"))
def split(request: Visit, *, poll: Poll, kind: int) -> HttpResponse:
    """Split the returned ballots of a type into batches."""
    found = BallotType.objects.filter(pk=kind, conference__poll=poll)
    chosen = found.select_related("conference", "ledger").first()
    if chosen is None:
        raise Http404
    chosen.conference.poll = poll
    head_or_404(request, chosen.conference)
    ledger = getattr(chosen, "ledger", None)
    returned = ledger.returned if ledger else None
    scanned = acts.scanned_ballots(chosen)
    rest = (returned or 0) - scanned
    form = SplitForm(request.POST or None, initial={"sizes": _proposed(chosen, rest)})
    answer = submitted(
        request,
        form,
        lambda data: acts.split_batches(
            poll=poll, kind=chosen, sizes=data["sizes"], by=request.by, at=request.at
        ),
        then=address("entry", poll),
    )
    context = {
        "poll": poll,
        "kind": chosen,
        "form": form,
        "returned": returned,
        "scanned": scanned,
        "crumbs": crumbs(
            poll, (_("Keying the count"), address("entry", poll)), (chosen.title, None)
        ),
        "back": address("entry", poll),
    }
    return answer or show(request, "counting/split.html", context)


def _proposed(kind: BallotType, ballots: int) -> str:
    kept = list(kind.batches.order_by("number").values_list("ballots", flat=True))
    if not kept and ballots > 0:
        rest = ballots % _USUAL
        kept = [_USUAL] * (ballots // _USUAL) + ([rest] if rest else [])
    return " ".join(str(size) for size in kept)


@page(Role.HEAD)
def comparing(request: Visit, *, poll: Poll, batch: int) -> HttpResponse:
    """Show the head the persons on whom the teams differ, both numbers side by side."""
    return compare_page(request, poll, batch_or_404(poll, batch), NothingForm())


def compare_page(request: Visit, poll: Poll, batch: Batch, form: NothingForm) -> HttpResponse:
    """Show the comparison of a batch; before both teams handed in there is none."""
    conference = batch.ballot_type.conference
    head_or_404(request, conference)
    siblings = list(batch.ballot_type.batches.order_by("number"))
    entries = entries_now(siblings)
    lines = {rated.line: rated for rated in lines_in(batch)}
    shown = batch.state in {Batch.State.DIFFERS, Batch.State.AGREED}
    context = {
        "poll": poll,
        "batch": batch,
        "kind": batch.ballot_type,
        "form": form,
        "columns": column_labels(poll),
        "number_columns": number_columns(poll),
        "lines": lines,
        "found": acts.comparison_of(batch) if shown else None,
        "teams": team_names(conference),
        "siblings": [{"batch": each, **head_tag(each, entries[each.pk])} for each in siblings],
        "last_round": acts.rounds_done(batch) >= ROUNDS,
        "round": acts.rounds_done(batch),
        "counting": is_counting(conference),
        "untouched": batch.state == Batch.State.OPEN and not batch.entries.exists(),
        "following": _following(siblings, batch),
        "crumbs": crumbs(
            poll,
            (_("Keying the count"), address("entry", poll)),
            (batch.ballot_type.title, None),
        ),
    }
    return show(request, "counting/compare.html", context)


def _following(siblings: list[Batch], batch: Batch) -> Batch | None:
    """Return the next batch that waits for the head."""
    waiting = {Batch.State.AGREED, Batch.State.DIFFERS}
    later = [each for each in siblings if each.number > batch.number and each.state in waiting]
    return later[0] if later else None


def pressed(
    request: Visit, poll: Poll, number: int, do: Callable[..., object], then: str
) -> HttpResponse:
    """Take a button of the comparison; what is refused is said on the comparison itself."""
    batch = batch_or_404(poll, number)
    head_or_404(request, batch.ballot_type.conference)
    form = NothingForm(request.POST)
    answer = submitted(
        request,
        form,
        lambda _data: do(poll=poll, batch=batch, by=request.by, at=request.at),
        then=then,
    )
    if answer is not None:
        return answer
    batch.refresh_from_db()
    return compare_page(request, poll, batch, form)


@page(Role.HEAD, methods=("POST",))
def accepting(request: Visit, *, poll: Poll, batch: int) -> HttpResponse:
    """Accept a batch on which both teams agree."""
    return pressed(request, poll, batch, acts.accept_batch, address("entry", poll))


@page(Role.HEAD, methods=("POST",))
def recounting(request: Visit, *, poll: Poll, batch: int) -> HttpResponse:
    """Ask both teams to count again."""
    return pressed(request, poll, batch, acts.ask_recount, address("entry", poll))


@page(Role.HEAD, methods=("GET", "POST"))
def reopening(request: Visit, *, poll: Poll, batch: int) -> HttpResponse:
    """Open an accepted batch again, with a reason."""
    found = batch_or_404(poll, batch)
    head_or_404(request, found.ballot_type.conference)
    form = ReasonForm(request.POST or None)
    answer = submitted(
        request,
        form,
        lambda data: acts.reopen_batch(
            poll=poll, batch=found, reason=data["reason"], by=request.by, at=request.at
        ),
        then=address("entry", poll),
    )
    context = {
        "poll": poll,
        "form": form,
        "question": _("Open batch {number} again?").format(number=found.number),
        "happens": _("Both teams count this batch anew, everybody on it. What was keyed is kept."),
        "visible_to": _("The counting board; the log names you and the reason."),
        "remains": _("The batch is accepted again when both teams agree."),
        "second": None,
        "act": _("Open batch {number}").format(number=found.number),
        "action": address("reopen", poll, batch=found.pk),
        "back": address("entry", poll),
    }
    return answer or show(request, "counting/confirm.html", context)
