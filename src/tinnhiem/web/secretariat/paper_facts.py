"""What only the papers need: who signs, places, recipients."""

from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from tinnhiem.actions.plans import keep_paper_facts
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Poll
from tinnhiem.web.access import page
from tinnhiem.web.both_texts import BothTexts
from tinnhiem.web.entries import LineField, OfficeForm
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _


class FactsForm(OfficeForm):
    """What only the papers need."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    place_name = LineField(required=False, max_length=200)
    province_name = LineField(required=False, max_length=200)
    council_term = LineField(required=False, max_length=100)
    symbol = LineField(required=False, max_length=40)
    signer_authority = LineField(required=False, max_length=200)
    signer_post = LineField(required=False, max_length=200)
    signer_name = LineField(required=False, max_length=200)
    contact = LineField(required=False, max_length=300)
    recipients = forms.CharField(
        required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        words = {
            "place_name": _("Place named on papers"),
            "province_name": _("Name of the province"),
            "council_term": _("Ordinal of the term, such as XIX"),
            "symbol": _("Code of the issuer in numbers, such as HĐND"),
            "signer_authority": _("Signed on behalf of"),
            "signer_post": _("Post of the signer"),
            "signer_name": _("Name of the signer"),
            "contact": _("Contact"),
            "recipients": _("Recipients, one a line"),
        }
        for name, text in words.items():
            self.fields[name].label = text


_PLAIN: Final = ("place_name", "province_name", "council_term", "symbol", "contact")


@page(Role.CLERK, methods=("GET", "POST"))
def facts(request: Visit, *, poll: Poll) -> HttpResponse:
    """Keep what only the papers need: signer, places, recipients."""
    signer = poll.papers.get("signers", {}).get("default", {})
    begun = {name: poll.papers.get(name, "") for name in _PLAIN} | {
        "version": poll.version,
        "signer_authority": signer.get("authority", ""),
        "signer_post": signer.get("post", ""),
        "signer_name": signer.get("name", ""),
        "recipients": "\n".join(poll.papers.get("recipients", {}).get("default", [])),
    }
    form = FactsForm(request.POST if request.method == "POST" else None, initial=begun)

    def do(data: dict[str, Any]) -> object:
        signed = {part: data[f"signer_{part}"] for part in ("authority", "post", "name")}
        lines = [line.strip() for line in data["recipients"].splitlines() if line.strip()]
        signers = {**poll.papers.get("signers", {}), "default": _filled(signed)}
        received = {**poll.papers.get("recipients", {}), "default": lines}
        told = {name: data[name] for name in _PLAIN}
        told |= {"signers": _filled(signers), "recipients": _filled(received)}
        who: dict[str, Any] = {"by": request.by, "at": request.at}
        return keep_paper_facts(poll=poll, version=data["version"], papers=told, **who)

    both = BothTexts()
    fresh = Poll.objects.values_list("version", flat=True)
    watched = both.watching(form, do, lambda: fresh.get(pk=poll.pk))
    then = reverse("secretariat:papers", kwargs={"poll": poll.key})
    answer = submitted(request, form, watched, then=then)
    values = {"poll": poll, "form": form, "both": both.rows}
    return answer or show(request, "secretariat/paper_facts.html", values)


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
