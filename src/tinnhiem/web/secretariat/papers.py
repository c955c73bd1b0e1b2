"""The papers: drawn up in the background, looked at, approved, issued, superseded, withdrawn."""

from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase

from tinnhiem.actions.approvals import approve_papers
from tinnhiem.actions.papers import give_back, issue, submit, withdraw
from tinnhiem.conduct.transitions import Role
from tinnhiem.exchange.papers_fields import PAPER_KINDS
from tinnhiem.records.models import IssuedPaper, Poll
from tinnhiem.web.access import page
from tinnhiem.web.both_texts import BothTexts
from tinnhiem.web.dossier_words import PAPER_TAGS
from tinnhiem.web.entries import DayField, LineField, OfficeForm, ReasonField
from tinnhiem.web.files import send
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _
from tinnhiem.wording.terms import label

_S = IssuedPaper.State
_DEAD: Final = (_S.SUPERSEDED, _S.WITHDRAWN)
_NEXT: Final = {"submit": _S.DRAFT, "approve": _S.AWAITING, "issue": _S.APPROVED}


class BatchForm(OfficeForm):
    """Papers that are taken one step further together."""

    act = forms.ChoiceField(choices=[(each, each) for each in _NEXT])
    papers = forms.MultipleChoiceField()
    number = LineField(required=False, max_length=90)
    issued_on = DayField(required=False)

    def __init__(self, *args: Any, keys: list[str], **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        field = self.fields["papers"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(key, key) for key in keys]
        field.label = _("Papers")
        field.error_messages["required"] = _("Choose at least one paper.")
        self.fields["number"].label = _("Number of the first")
        self.fields["number"].help_text = _(
            "Such as 114/HĐND-VP; it counts on over several papers."
        )
        self.fields["issued_on"].label = _("Day of issue")

    def clean(self) -> dict[str, Any]:
        """Ask for what issuing needs."""
        given = self.cleaned_data
        if given.get("act") == "issue" and not given.get("issued_on"):
            self.add_error("issued_on", _("Fill this in."))
        return given


@page(Role.CLERK, Role.CONVENER, methods=("GET", "POST"))
def papers(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show every paper in force by its state, and take several a step further."""
    every = request.GET.get("tat-ca") == "1"
    rows = poll.issued_papers.select_related("rated", "conference").exclude(kind="ballots")
    kept = list((rows if every else rows.exclude(state__in=_DEAD)).order_by("kind", "stem", "pk"))
    given = request.POST if request.method == "POST" else None
    form = BatchForm(given, keys=[each.key for each in kept], auto_id="batch_%s")
    answer = submitted(request, form, lambda data: _take_on(request, poll, data), then=request.path)
    works = poll.works.filter(kind="papers").order_by("-pk")[:3]
    return answer or show(
        request,
        "secretariat/papers.html",
        {
            "poll": poll,
            "kinds": _by_kind(kept),
            "count": len(kept),
            "form": form,
            "chosen": request.POST.getlist("papers") if given is not None else [],
            "acts": _acts(kept, request),
            "works": list(works),
            "clerk": Role.CLERK in request.roles,
            "every": every,
        },
    )


def _by_kind(kept: list[IssuedPaper]) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for each in kept:
        groups.setdefault(each.kind, []).append(paper_line(each))
    return [{"title": label(PAPER_KINDS, kind), "rows": rows} for kind, rows in groups.items()]


def paper_line(each: IssuedPaper) -> dict[str, Any]:
    """Return one paper as lists show it."""
    shape, words = PAPER_TAGS[_S(each.state)]
    return {
        "key": each.key,
        "title": each.title,
        "name": each.rated.name if each.rated else "",
        "state": each.state,
        "tag": (shape, _(words)),
        "number": each.number,
        "issued_on": each.issued_on,
        "affected": each.affected,
        "unverified": each.unverified,
    }


def _acts(kept: list[IssuedPaper], request: Visit) -> list[dict[str, str]]:
    """Return the steps that a visitor can take with some of the papers."""
    states = {each.state for each in kept}
    words = {
        "submit": (Role.CLERK, _("Submit for approval")),
        "approve": (Role.CONVENER, _("Approve the chosen")),
        "issue": (Role.CLERK, _("Note as issued")),
    }
    return [
        {"act": act, "text": text}
        for act, (role, text) in words.items()
        if role in request.roles and _NEXT[act] in states
    ]


def _take_on(request: Visit, poll: Poll, data: dict[str, Any]) -> object:
    who: dict[str, Any] = {"poll": poll, "keys": data["papers"]}
    who |= {"by": request.by, "at": request.at}
    if data["act"] == "approve":
        return approve_papers(**who)
    if data["act"] == "issue":
        return issue(number=data["number"], issued_on=data["issued_on"], **who)
    return submit(**who)


class PaperForm(OfficeForm):
    """What is done with one paper."""

    act = forms.ChoiceField(choices=[(each, each) for each in ("withdraw", "return")])
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = ReasonField()

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        self.fields["reason"].label = _("Reason")
        self.fields["reason"].error_messages["required"] = _("Write down the reason.")


@page(Role.CLERK, Role.CONVENER, methods=("GET", "POST"))
def paper(request: Visit, *, poll: Poll, key: str) -> HttpResponse:
    """Show one paper: files, hash, approvals, what it replaces; withdraw or return it."""
    kept = _paper(poll, key)
    given = request.POST if request.method == "POST" else None
    form = PaperForm(given, initial={"version": kept.version})

    def do(data: dict[str, Any]) -> object:
        who: dict[str, Any] = {"poll": poll, "paper": kept, "reason": data["reason"]}
        who |= {"by": request.by, "at": request.at}
        if data["act"] == "return":
            return give_back(**who)
        return withdraw(version=data["version"], **who)

    both = BothTexts()
    watched = both.watching(form, do, lambda: _paper(poll, key).version)
    answer = submitted(request, form, watched, then=request.path)
    return answer or show(
        request,
        "secretariat/paper.html",
        {
            "poll": poll,
            "paper": kept,
            "row": paper_line(kept),
            "kind": label(PAPER_KINDS, kept.kind),
            "approvals": list(kept.approvals.order_by("pk")),
            "newer": kept.superseded_by.order_by("-pk").first(),
            "form": form,
            "both": both.rows,
            "steps": _acts([kept], request),
            "batch": BatchForm(keys=[key], initial={"issued_on": request.at.date()}),
            "alive": kept.state not in _DEAD,
        },
    )


def _paper(poll: Poll, key: str) -> IssuedPaper:
    rows = poll.issued_papers.select_related("rated", "conference", "supersedes")
    kept = rows.filter(key=key).first()
    if kept is None:
        raise Http404
    return kept


@page(Role.CLERK, Role.CONVENER)
def file(request: Visit, *, poll: Poll, key: str, ending: str) -> HttpResponseBase:
    """Send a file of a paper: the PDF to be looked at, the Word file to be saved."""
    kept = _paper(poll, key)
    stored = {"pdf": kept.pdf, "docx": kept.word}.get(ending)
    if not stored:
        raise Http404
    kind = "pdf" if ending == "pdf" else "docx"
    return send(stored, f"{kept.stem}.{ending}", kind, inline=ending == "pdf")
