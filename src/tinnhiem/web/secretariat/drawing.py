"""Drawing papers up in the background: which, how far it has come."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.papers import draw_up, makeable
from tinnhiem.conduct.transitions import Role
from tinnhiem.exchange.papers_fields import PAPER_KINDS
from tinnhiem.law.problems import InputError, ReconciliationError
from tinnhiem.records.models import Conference, Poll, Rated, Work
from tinnhiem.web.access import page
from tinnhiem.web.entries import OfficeForm
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _
from tinnhiem.wording.problems import sentence
from tinnhiem.wording.terms import label


class DrawForm(OfficeForm):
    """Which papers of which conference are drawn up."""

    conference = forms.ChoiceField()
    kinds = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - as Django has it
        offered: list[Conference],
        kinds: list[str],
        **options: Any,  # noqa: ANN401 - as Django has it
    ) -> None:
        super().__init__(*args, **options)
        conference, chosen = self.fields["conference"], self.fields["kinds"]
        if isinstance(conference, forms.ChoiceField):
            conference.choices = [(each.key, each.name) for each in offered]
        if isinstance(chosen, forms.MultipleChoiceField):
            chosen.choices = [(kind, label(PAPER_KINDS, kind)) for kind in kinds]
        conference.label = _("Conference")
        if len(offered) == 1:
            conference.widget = forms.HiddenInput()
        chosen.label = _("Kinds of papers")
        chosen.error_messages["required"] = _("Choose at least one kind of paper.")


@page(Role.CLERK, methods=("GET", "POST"))
def draw(request: Visit, *, poll: Poll) -> HttpResponse:
    """Choose papers to draw up in the background."""
    offered = list(poll.conferences.order_by("position"))
    for each in offered:
        each.poll = poll
    asked = request.GET.get("hoi-nghi") or request.POST.get("conference", "")
    here = next((each for each in offered if each.key == asked), next(iter(offered), None))
    kinds, problem = _makeable(here)
    chosen = request.GET.get("nguoi", "")
    line = poll.slate.filter(line=chosen).first() if chosen else None
    begun = {"conference": here.key if here else "", "kinds": _usual(kinds, line)}
    given = request.POST if request.method == "POST" else None
    form = DrawForm(given, offered=offered, kinds=kinds, initial=begun)

    def do(data: dict[str, Any]) -> Work:
        conference = next(each for each in offered if each.key == data["conference"])
        lines = [line.line] if line is not None else []
        who: dict[str, Any] = {"by": request.by, "at": request.at}
        return draw_up(poll=poll, conference=conference, kinds=data["kinds"], lines=lines, **who)

    def then(work: Work) -> str:
        return reverse("secretariat:working", kwargs={"poll": poll.key, "key": work.key})

    answer = submitted(request, form, do, then=then)
    values = {"poll": poll, "form": form, "problem": problem, "line": line}
    return answer or show(request, "secretariat/draw_papers.html", values)


def _makeable(conference: Conference | None) -> tuple[list[str], str]:
    if conference is None:
        return [], _("There is no conference yet.")
    try:
        return [kind for kind in makeable(conference) if kind in PAPER_KINDS], ""
    except (InputError, ReconciliationError) as error:
        return [], " ".join(sentence(problem) for problem in error.problems)


def _usual(kinds: list[str], line: Rated | None) -> list[str]:
    return ["request-letters"] if line is not None and "request-letters" in kinds else []


@page(Role.CLERK, Role.CONVENER)
def working(request: Visit, *, poll: Poll, key: str) -> HttpResponse:
    """Show how far papers that are being drawn up have come."""
    work = poll.works.filter(key=key).first()
    if work is None:
        raise Http404
    names = [label(PAPER_KINDS, kind) for kind in work.details.get("kinds", [])]
    values = {"poll": poll, "work": work, "kinds": names}
    part = request.GET.get("phan") == "1"
    page_name = "secretariat/_working.html" if part else "secretariat/working.html"
    return show(request, page_name, values)
