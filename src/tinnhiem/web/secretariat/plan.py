"""Law and plan of a poll: its bases, what the plan must choose, what is not verified; approval."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from tinnhiem.actions.approvals import approve_plan, plan_digest
from tinnhiem.actions.plans import choose_base
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.chain import Chain
from tinnhiem.law.poll import Procedure
from tinnhiem.law.problems import InputError
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Poll
from tinnhiem.web.access import page
from tinnhiem.web.citing import cited
from tinnhiem.web.entries import OfficeForm, ReasonField
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.secretariat.placed import lines_told
from tinnhiem.wording.language import _, current
from tinnhiem.wording.terms import BASES, INSTRUMENTS, label


class BaseForm(OfficeForm):
    """The base of the shares, where the plan chooses it."""

    what = forms.CharField(widget=forms.HiddenInput, initial="base")
    base = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: Any, options_: list[str], **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        field = self.fields["base"]
        field.label = _("Base of the shares")
        if isinstance(field, forms.ChoiceField):
            field.choices = [(key, label(BASES, key)) for key in options_]


class ApproveForm(OfficeForm):
    """The digest of the plan as it was shown, and a note."""

    what = forms.CharField(widget=forms.HiddenInput, initial="approve")
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    note = ReasonField(required=False)

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        self.fields["note"].label = _("Note")


@page(Role.CLERK, Role.CONVENER, methods=("GET", "POST"))
def plan(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show the legal bases; the clerk chooses the base, the convener approves the plan."""
    digest = plan_digest(poll)
    sent = request.POST.get("what", "") if request.method == "POST" else ""
    chain, problems = _chain(poll)
    offered = _offered(chain, poll)
    chosen = BaseForm(
        request.POST if sent == "base" else None,
        options_=offered,
        initial={"base": poll.denominator, "what": "base"},
        auto_id="base_%s",
    )
    approve = ApproveForm(
        request.POST if sent == "approve" else None,
        initial={"digest": digest, "what": "approve"},
        auto_id="approve_%s",
    )
    form = approve if sent == "approve" else chosen

    def do(data: dict[str, Any]) -> object:
        who: dict[str, Any] = {"poll": poll, "by": request.by, "at": request.at}
        if sent == "approve":
            return approve_plan(digest=data["digest"], note=data["note"], **who)
        return choose_base(base=data["base"], **who)

    answer = submitted(request, form, do, then=request.path)
    approval = poll.approvals.filter(subject="plan", withdrawn=False).order_by("-pk").first()
    return answer or show(
        request,
        "secretariat/plan.html",
        {
            "poll": poll,
            "chain": _told(chain) if chain else [],
            "problems": problems,
            "base": label(BASES, poll.denominator) if poll.denominator else _base(chain, poll),
            "offered": bool(offered),
            "chosen": chosen,
            "approve": approve,
            "form": form,
            "sent": sent,
            "digest": digest,
            "approval": approval,
            "stale": approval is not None and approval.digest != digest,
            "unverified": _unverified(chain, poll) if chain else [],
            "clerk": Role.CLERK in request.roles,
            "convener": Role.CONVENER in request.roles,
            "back": reverse("secretariat:overview", kwargs={"poll": poll.key}),
        },
    )


def _chain(poll: Poll) -> tuple[Chain | None, list[str]]:
    try:
        return chain_for(poll), []
    except InputError as error:
        return None, lines_told(error)


def _offered(chain: Chain | None, poll: Poll) -> list[str]:
    if chain is None:
        return []
    rule = chain.denominator(Procedure(poll.procedure))
    return [] if rule.base is not None else [option.value for option in rule.options]


def _base(chain: Chain | None, poll: Poll) -> str:
    if chain is None:
        return ""
    rule = chain.denominator(Procedure(poll.procedure))
    return label(BASES, rule.base.value) if rule.base is not None else ""


def _told(chain: Chain) -> list[dict[str, str]]:
    english = current() == "en"
    return [
        {
            "kind": label(INSTRUMENTS, each.kind),
            "name": each.short_en if english else each.short_vi,
            "title": each.title_en if english else each.title_vi,
            "status": each.authority_status.value,
        }
        for each in chain.instruments
    ]


def _unverified(chain: Chain, poll: Poll) -> list[dict[str, Any]]:
    english = current() == "en"
    return [
        {"text": rule.en if english else rule.vi, "cite": cited(rule, chain, poll)}
        for rule in chain.rules
        if rule.status.value == "unverified"
    ]
