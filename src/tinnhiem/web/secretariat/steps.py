"""Every step of a poll with what holds and what blocks; taking one, with reasons where asked."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.polls import take_step
from tinnhiem.actions.proposals import propose
from tinnhiem.conduct.deciding import Verdict, judge
from tinnhiem.conduct.states import PollState
from tinnhiem.conduct.transitions import TRANSITIONS, Role, Transition
from tinnhiem.conduct.words import finding_sentence, state_name, step_name
from tinnhiem.records.models import Poll
from tinnhiem.web.access import page
from tinnhiem.web.entries import OfficeForm, ReasonField
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.role_words import ROLE_NAMES
from tinnhiem.web.secretariat.desk import Desk
from tinnhiem.web.secretariat.overview import condition_item
from tinnhiem.wording.language import _, noted

#: What a step does, for whoever is about to take it.
HAPPENS = {
    "prepare": noted("The list, the rolls and the papers can be prepared and approved."),
    "open-reading": noted("Voters see the dossiers in their reading room, and can ask questions."),
    "return-to-preparation": noted("Voters no longer see the dossiers; the list can be changed."),
    "freeze": noted("Nothing in the dossiers can be changed any more; their hash is kept."),
    "reopen-reading": noted("The dossiers are open again, and have to be frozen anew."),
    "confirm": noted("The result counts as confirmed, and can be opened to those who may see it."),
    "publish": noted("The result opens to everybody. It cannot be taken back, only corrected."),
    "archive": noted("The poll is closed; nothing is written to it any more."),
    "archive-unpublished": noted(
        "The poll is closed without publishing; nothing is written to it."
    ),
    "suspend": noted("No step can be taken until the standing body resumes the poll."),
    "resume": noted("The poll goes on where it stood."),
    "cancel": noted("The poll ends without a result. It stays in the records with the reason."),
}


@page(Role.CLERK, Role.CONVENER)
def conditions(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show every step, what holds and what blocks, with the citation."""
    desk = Desk(poll, request.at.date())
    verdicts = [judge(name, desk.facts) for name in TRANSITIONS]
    shown = [_step(verdict, desk, request) for verdict in verdicts]
    return show(
        request,
        "secretariat/conditions.html",
        {
            "poll": poll,
            "here": [step for step in shown if step["here"]],
            "later": [step for step in shown if not step["here"]],
        },
    )


def _step(verdict: Verdict, desk: Desk, request: Visit) -> dict[str, Any]:
    step = verdict.step
    target = getattr(step, "to", None)
    may = verdict.here and verdict.may_be_taken_by(request.roles)
    open_to_all = all(found.waivable for found in verdict.blocking)
    return {
        "id": step.id,
        "name": step_name(step.id),
        "here": verdict.here,
        "permitted": verdict.permitted,
        "to": state_name(target.value) if target is not None else "",
        "from": [state_name(s.value) for s in sorted_states(step)],
        "by": ", ".join(_(ROLE_NAMES[role]) for role in sorted(step.roles)),
        "second": ", ".join(_(ROLE_NAMES[role]) for role in sorted(step.second)),
        "items": [condition_item(found, desk) for found in verdict.findings],
        "url": reverse("secretariat:step", kwargs={"poll": desk.poll.key, "step": step.id})
        if may and open_to_all
        else "",
    }


def sorted_states(step: Any) -> list[Any]:  # noqa: ANN401 - a step of the poll
    """Return the states from which a step starts, in the order in which a poll passes them."""
    return [state for state in PollState if state in step.sources]


class StepForm(OfficeForm):
    """The reasons that a step needs: its own, and one for each condition that does not hold."""

    reason = ReasonField(required=False)

    def __init__(self, *args: Any, verdict: Verdict, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        if not verdict.step.reason:
            del self.fields["reason"]
        else:
            self.fields["reason"].label = _("Reason")
            self.fields["reason"].required = True
        for found in verdict.blocking:
            if found.waivable:
                self.fields[f"waive-{found.condition}"] = ReasonField(
                    label=_("Reason for going on"), help_text=finding_sentence(found)
                )
        for field in self.fields.values():
            field.error_messages["required"] = _("Write down the reason.")

    def waivers(self) -> dict[str, str]:
        """Return the reasons by condition."""
        given = self.cleaned_data.items()
        return {n.removeprefix("waive-"): str(text) for n, text in given if n[:6] == "waive-"}


@page(Role.CLERK, Role.CONVENER, methods=("GET", "POST"))
def take(request: Visit, *, poll: Poll, step: str) -> HttpResponse:
    """Take a step, or propose one that two people take."""
    transition = _transition(step, request)
    desk = Desk(poll, request.at.date())
    verdict = judge(step, desk.facts)
    form = StepForm(request.POST if request.method == "POST" else None, verdict=verdict)
    second = bool(transition.second)

    def do(data: dict[str, Any]) -> object:
        reason, waivers = str(data.get("reason", "")), form.waivers()
        if second:
            return propose(
                poll=poll,
                what=f"poll.{step}",
                by=request.by,
                at=request.at,
                details={"waivers": waivers},
                reason=reason,
            )
        return take_step(
            poll=poll, step=step, by=request.by, at=request.at, reason=reason, waivers=waivers
        )

    after = "secretariat:proposals" if second else "secretariat:overview"
    answer = submitted(request, form, do, then=reverse(after, kwargs={"poll": poll.key}))
    return answer or show(
        request, "secretariat/step.html", _about(desk, verdict, transition) | {"form": form}
    )


def _transition(step: str, request: Visit) -> Transition:
    """Return a step that the visitor may take or propose.

    :raises Http404: where there is none.
    """
    found = TRANSITIONS.get(step)
    if found is None or found.roles.isdisjoint(request.roles):
        raise Http404
    return found


def _about(desk: Desk, verdict: Verdict, step: Transition) -> dict[str, Any]:
    stuck = [found for found in verdict.blocking if not found.waivable]
    seconds = ", ".join(_(ROLE_NAMES[role]) for role in sorted(step.second))
    return {
        "poll": desk.poll,
        "step": step.id,
        "name": step_name(step.id),
        "happens": _(HAPPENS[step.id]),
        "here": verdict.here,
        "stuck": bool(stuck),
        "items": [condition_item(found, desk) for found in verdict.findings],
        "second": seconds,
        "dangerous": step.id in {"cancel", "publish"},
    }
