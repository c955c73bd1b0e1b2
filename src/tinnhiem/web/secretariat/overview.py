"""The overview of a poll: what blocks, what is due, what waits for whoever looks."""

from typing import Any

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse

from tinnhiem.conduct.deciding import Finding, Verdict
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.conduct.words import (
    STAGE_NAMES,
    STATE_NAMES,
    STATE_SHAPES,
    finding_sentence,
    step_name,
)
from tinnhiem.records.dossier_facts import WRITABLE
from tinnhiem.records.models import Poll, Rated
from tinnhiem.web.access import page
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.secretariat.calendar_rows import rows_of, strip_days, table_rows
from tinnhiem.web.secretariat.citing import base_name, citation_of
from tinnhiem.web.secretariat.desk import Desk
from tinnhiem.web.secretariat.step_words import blocked_title
from tinnhiem.web.secretariat.tasks import tasks_of
from tinnhiem.wording.language import _, ngettext
from tinnhiem.wording.names import clean

#: Pages on which a condition that blocks can be met.
_REMEDIES = {
    "dated": "secretariat:dates",
    "has-conference": "secretariat:conferences",
    "base-chosen": "secretariat:plan",
    "bases-known": "secretariat:plan",
    "somebody-rated": "secretariat:slate",
    "all-decided": "secretariat:slate",
    "slate-approved": "secretariat:slate",
    "slate-unchanged": "secretariat:slate",
    "voters-known": "secretariat:conferences",
    "reports-received": "secretariat:dossiers",
    "opinions-received": "secretariat:questions",
    "questions-answered": "secretariat:questions",
    "results-complete": "consequences:results",
    "concluded": "consequences:results",
    "cases-settled": "consequences:follow-up",
}


@page(Role.CLERK, Role.CONVENER)
def overview(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show where a poll stands and what is to be done next."""
    desk = Desk(poll, request.at.date())
    rows = rows_of(desk)
    days = strip_days(desk, rows)
    return show(
        request,
        "secretariat/overview.html",
        {
            "poll": poll,
            "desk": desk,
            "state": state_tag(poll),
            "note_of": _note(desk, request),
            "days": days,
            "steps": table_rows(desk, rows),
            "tasks": tasks_of(desk, request),
            "figures_of": _figures(desk),
            "base": base_name(desk.chain) if desk.chain else poll.rulebook,
            "affected": [paper for paper in desk.papers if paper.affected],
            "conferences": _conferences(desk),
            "today": desk.today,
        },
    )


def state_tag(poll: Poll) -> tuple[str, str]:
    """Return shape and words of the tag of a poll's state."""
    if poll.suspended:
        return "waiting", _("Suspended")
    state = PollState(poll.state)
    return STATE_SHAPES[state], _(STATE_NAMES[state])


def _note(desk: Desk, request: Visit) -> dict[str, Any]:
    """Return what the note at the top says: the earliest step onwards, held back or open."""
    verdict = desk.forward()
    if verdict is None:
        return {"kind": "", "step": "", "title": "", "items": [], "more": 0, "acts": []}
    blocked = bool(verdict.blocking)
    title = blocked_title(verdict.step.id) if blocked else _("Next step: {step}").format(
        step=lowered(step_name(verdict.step.id))
    )  # fmt: skip
    findings = _worth_telling(verdict)
    return {
        "kind": "block" if blocked else "info",
        "step": verdict.step.id,
        "title": title,
        "items": [condition_item(found, desk) for found in findings],
        "more": len(verdict.findings) - len(findings),
        "acts": _acts(verdict, desk, request),
    }


def lowered(text: str) -> str:
    """Return a text that begins small, for the inside of a sentence."""
    return text[:1].lower() + text[1:]


def _worth_telling(verdict: Verdict) -> list[Finding]:
    """Return what blocks, and what holds and may be waived: the facts that people wait for."""
    return [f for f in verdict.findings if not f.holds or f.waivable or not verdict.blocking]


def condition_item(found: Finding, desk: Desk) -> dict[str, Any]:
    """Return one condition as a note shows it, with detail and citation."""
    cite = citation_of(found.condition, found.about, desk.chain, desk.poll) if desk.chain else None
    return {
        "holds": found.holds,
        "title": finding_sentence(found),
        "detail": _detail(found, desk),
        "cite": cite,
        "waivable": found.waivable,
        "condition": found.condition,
        "remedy": "" if found.holds else remedy(found.condition, desk.poll),
    }


def _detail(found: Finding, desk: Desk) -> str:
    names: list[str] = []
    if found.condition == "reports-received" and not found.holds:
        names = [row.name for row in desk.missing]
    if found.condition == "all-decided" and not found.holds:
        undecided = Rated.Conclusion.UNDECIDED
        names = [row.name for row in desk.people if row.conclusion == undecided]
    shown = " · ".join(names[:4])
    more = len(names) - 4
    if more <= 0:
        return shown
    words = ngettext("and {count} more person", "and {count} more people", more)
    return f"{shown} {words.format(count=more)}"


def remedy(condition: str, poll: Poll) -> str:
    """Return the address of the page on which a condition can be met, empty where none is known."""
    try:
        return reverse(_REMEDIES[condition], kwargs={"poll": poll.key})
    except (KeyError, NoReverseMatch):
        return ""


def _acts(verdict: Verdict, desk: Desk, request: Visit) -> list[dict[str, str]]:
    """Return the buttons of the note: what removes the block, then the step itself."""
    poll = request.poll
    if poll is None:
        return []
    acts = []
    blocking = verdict.blocking
    target = remedy(blocking[0].condition, poll) if blocking else ""
    if target:
        acts.append({"text": _act_words(blocking[0]), "url": target, "kind": "primary"})
    acts += [act for found in blocking for act in _reminders(found, desk, request)]
    may = verdict.may_be_taken_by(request.roles)
    if may and all(found.waivable for found in blocking):
        text = _("Go on and write the reason") if blocking else step_name(verdict.step.id)
        url = reverse("secretariat:step", kwargs={"poll": poll.key, "step": verdict.step.id})
        acts.append({"text": text, "url": url, "kind": "secondary" if blocking else "primary"})
    return acts


def _reminders(found: Finding, desk: Desk, request: Visit) -> list[dict[str, str]]:
    """Return the button to remind those who have not handed in, where there are any."""
    if found.condition != "reports-received" or Role.CLERK not in request.roles:
        return []
    states = [getattr(getattr(row, "dossier", None), "state", "") for row in desk.missing]
    count = sum(state in WRITABLE for state in states)
    if not count:
        return []
    told = ngettext("Remind {count} person", "Remind {count} persons", count)
    url = reverse("secretariat:remind", kwargs={"poll": desk.poll.key})
    return [{"text": told.format(count=count), "url": url, "kind": "secondary"}]


def _act_words(found: Finding) -> str:
    words = {
        "reports-received": _("See the dossiers"),
        "dated": _("Set the dates"),
        "has-conference": _("Add a conference"),
        "base-chosen": _("Choose the base"),
        "bases-known": _("Look at the legal bases"),
        "voters-known": _("Fill in the roll"),
        "opinions-received": _("See the opinions"),
        "questions-answered": _("See the questions"),
        "results-complete": _("See the results"),
        "concluded": _("Record the resolution"),
        "cases-settled": _("See the follow-up"),
    }
    return words.get(found.condition, _("Open the list"))


def _figures(desk: Desk) -> list[dict[str, Any]]:
    facts, poll = desk.facts, desk.poll
    excluded = sum(row.conclusion == Rated.Conclusion.EXCLUDED for row in desk.people)
    types = len({row.ballot_type_id for row in desk.rated if row.ballot_type_id})
    unverified = _unverified(desk)
    return [
        {"label": _("Rated"), "value": facts.rated},
        {"label": _("Not rated, with a reason"), "value": excluded},
        {"label": _("Voters on the roll"), "value": facts.voters or None},
        {"label": _("Ballot types"), "value": types or None},
        {
            "label": _("Points of law not verified"),
            "value": unverified,
            "url": reverse("secretariat:plan", kwargs={"poll": poll.key}) if unverified else None,
        },
    ]


def _unverified(desk: Desk) -> int | None:
    if desk.chain is None:
        return None
    return sum(rule.status.value == "unverified" for rule in desk.chain.rules)


def _conferences(desk: Desk) -> list[dict[str, Any]]:
    """Return the strip of conferences, where there are several or the day has come."""
    begun = PollState(desk.poll.state) not in {
        PollState.DRAFT,
        PollState.PREPARING,
        PollState.READING,
    }
    if len(desk.conferences) < 2 and not begun:
        return []
    shapes = {"waiting": "empty", "voting": "half", "counting": "half", "counted": "waiting"}
    return [
        {
            "name": clean(each.name),
            "held_on": each.held_on,
            "place": each.place,
            "shape": shapes.get(each.stage, "done"),
            "stage": _(STAGE_NAMES[Stage(each.stage)]),
            "url": reverse(
                "secretariat:conference", kwargs={"poll": desk.poll.key, "key": each.key}
            ),
        }
        for each in desk.conferences
    ]
