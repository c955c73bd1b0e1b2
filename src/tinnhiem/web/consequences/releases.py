"""Opening the results scope by scope, as far as the legal bases go."""

from typing import Any

from django import forms
from django.http import HttpResponse

from tinnhiem.actions.releases import release
from tinnhiem.conduct.states import ENDED, PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.chain import Chain
from tinnhiem.records.citations import cited_text
from tinnhiem.records.disclosure import Scope, scopes_of
from tinnhiem.records.follow_up_words import SCOPES
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Poll
from tinnhiem.web.access import page
from tinnhiem.web.consequences.labels import later
from tinnhiem.web.consequences.pages import around, require_results
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _, current, noted


class ReleaseForm(forms.Form):
    """Which scope, and why where the bases do not open it by default."""

    scope = forms.ChoiceField(label=later(noted("Scope")), widget=forms.RadioSelect)
    reason = forms.CharField(label=later(noted("Plan or decision that opens it")), required=False)

    def __init__(self, scopes: list[Scope], *args: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args)
        field = self.fields["scope"]
        field.choices = [(each.id, _choice(each)) for each in scopes]  # type: ignore[attr-defined]
        self.fields["reason"].help_text = _("Needed where the scope is not open by default")


def _choice(scope: Scope) -> str:
    name = _(SCOPES[scope.id])
    return name if scope.default else _("{scope} (not by default)").format(scope=name)


@page(Role.CLERK, Role.CONVENER, methods=("GET", "POST"))
def releases(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show to whom results are open and may be opened; the standing body opens them."""
    require_results(poll)
    chain = chain_for(poll)
    found = scopes_of(poll, chain)
    left = [s for s in found if s.allowed and s.release is None and s.id != "public"]
    may = Role.CONVENER in request.roles and PollState(poll.state) not in ENDED
    form = ReleaseForm(left, *([request.POST] if request.method == "POST" else []))
    answer = submitted(
        request,
        form,
        lambda data: release(
            poll=poll,
            scope=data["scope"],
            reason=data["reason"],
            by=request.by,
            at=request.at,
        ),
        then=request.path,
    )
    context = {
        **around(request, poll, "releases"),
        "form": form if may and left else None,
        "scopes": [_row(scope, chain) for scope in found],
        "rule": _rule(found, chain),
    }
    return answer or show(request, "consequences/releases.html", context)


def _row(scope: Scope, chain: Chain) -> dict[str, Any]:
    state = ("none", _("Not open under the legal bases"))
    if scope.release:
        state = ("done", _("Open"))
    elif scope.default:
        state = ("empty", _("Not open yet"))
    elif scope.allowed:
        state = ("empty", _("May be opened by the plan"))
    return {
        "name": _(SCOPES[scope.id]),
        "shape": state[0],
        "state": state[1],
        "by": scope.release.by.display_name if scope.release else "",
        "on": scope.release.released_on if scope.release else None,
        "public": scope.id == "public",
    }


def _rule(found: tuple[Scope, ...], chain: Chain) -> dict[str, str] | None:
    rule = next((scope.rule for scope in found if scope.rule), None)
    if rule is None:
        return None
    english = current() == "en"
    return {
        "text": rule.en if english else rule.vi,
        "cited": cited_text(rule.citation, chain, "en" if english else "vi"),
        "status": rule.status.value,
    }
