"""Joining accounts to the organisation's sign-in: the operator's list, the second person, oneself.

Without an organisation's sign-in set up none of these pages is there.
"""

from typing import Any, Final

from allauth.socialaccount.models import SocialAccount
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.accounts import check_present
from tinnhiem.actions.joining import (
    PROVIDER,
    confirm_joining,
    part,
    part_own,
    propose_joining,
    refuse_joining,
    subject_of,
)
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Account, Joining
from tinnhiem.records.roles import is_operator
from tinnhiem.web.access import page
from tinnhiem.web.accounts.forms import Form, HolderForm, JoiningForm
from tinnhiem.web.accounts.preferences import by_holder
from tinnhiem.web.accounts.provider import JOINING_OWN, lead_there, provider_name
from tinnhiem.web.forms import SeeOther, submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _
from tinnhiem.wording.names import fold

_MOST: Final = 60


def _here(request: Visit, *, operator: bool = True) -> str:
    """Return what the organisation is called.

    :raises Http404: where there is none, or the page is the operator's and this is nobody such.
    """
    name = provider_name()
    if name is None or (operator and not is_operator(request.by)):
        raise Http404
    return name


@page(Role.OPERATOR, scope="account")
def joinings(request: Visit) -> HttpResponse:
    """Show which accounts are joined, and what waits for a second person.

    :raises Http404: for anybody but the operator, and without an organisation's sign-in.
    """
    organisation = _here(request)
    asked = request.GET.get("q", "")[:100].replace("\x00", "")
    found = Account.objects.filter(is_active=True).select_related("person")
    if asked:
        found = found.filter(Q(person__folded__contains=fold(asked)) | Q(username__contains=asked))
    rows = list(found.order_by("person__order_key", "username")[: _MOST + 1])
    held = SocialAccount.objects.filter(provider=PROVIDER, user__in=rows[:_MOST])
    joined = dict(held.values_list("user", "uid"))
    waiting = Joining.objects.filter(state=Joining.State.PROPOSED)
    context = {
        "organisation": organisation,
        "asked": asked,
        "rows": [(each, joined.get(each.pk, "")) for each in rows[:_MOST]],
        "more": len(rows) > _MOST,
        "waiting": waiting.select_related("account__person", "proposed_by__person").order_by("pk"),
    }
    return show(request, "accounts/joinings.html", context)


@page(Role.OPERATOR, scope="account", methods=("GET", "POST"))
def propose(request: Visit, *, account: int) -> HttpResponse:
    """Propose how the organisation calls the holder of an account.

    :raises Http404: for anybody but the operator, and where there is no such account.
    """
    organisation = _here(request)
    found = _account(account)
    if subject_of(found):
        return SeeOther(reverse("accounts:part", kwargs={"account": found.pk}))
    form = JoiningForm(request.POST or None)

    def do(data: dict[str, Any]) -> Joining:
        return propose_joining(account=found, subject=data["subject"], by=request.by, at=request.at)

    answer = submitted(request, form, do, then=reverse("accounts:joinings"))
    context = {"form": form, "name": found.display_name, "organisation": organisation}
    return answer or show(request, "accounts/joining_new.html", {**context, "account": found})


@page(Role.OPERATOR, scope="account", methods=("GET", "POST"))
def end(request: Visit, *, account: int) -> HttpResponse:
    """End somebody's way in through the organisation, after asking.

    :raises Http404: for anybody but the operator, and where there is no such account.
    """
    organisation = _here(request)
    found = _account(account)
    form = _empty(request)
    back = reverse("accounts:joinings")
    answer = submitted(
        request, form, lambda _data: part(account=found, by=request.by, at=request.at), then=back
    )
    if answer is None and not subject_of(found) and request.method == "GET":
        return SeeOther(reverse("accounts:propose-joining", kwargs={"account": found.pk}))
    context = {
        "question": _("End the sign-in of {name} through {organisation}?").format(
            name=found.display_name, organisation=organisation
        ),
        "happens": _("They are signed out everywhere and no longer get in that way."),
        "remains": _("Password and passkeys stay; the account can be joined again."),
        "act": _("End the joining"),
    }
    return answer or _asked(request, form, {**context, "back": back})


@page(scope="account", methods=("GET", "POST"))
def decide(request: Visit, *, joining: int) -> HttpResponse:
    """Confirm or refuse what another proposed: by the holder or a second operator.

    :raises Http404: for anybody else, and where nothing is proposed.
    """
    organisation = _here(request, operator=False)
    rows = Joining.objects.select_related("account__person", "proposed_by__person")
    found = rows.filter(pk=joining).first()
    operator = is_operator(request.by)
    if found is None or not (operator or found.account_id == request.by.pk):
        raise Http404
    form = _empty(request)
    act = refuse_joining if "refuse" in request.POST else confirm_joining
    back = reverse("accounts:joinings" if operator else "accounts:settings")
    answer = submitted(
        request, form, lambda _data: act(joining=found, by=request.by, at=request.at), then=back
    )
    if answer is None and request.method == "GET" and found.state != Joining.State.PROPOSED:
        raise Http404
    context = {
        "form": form,
        "joining": found,
        "organisation": organisation,
        "proposed_by_me": found.proposed_by_id == request.by.pk,
        "own": found.account_id == request.by.pk,
        "back": back,
    }
    return answer or show(request, "accounts/joining.html", context)


@page(scope="account", methods=("GET", "POST"))
def own(request: Visit) -> HttpResponse:
    """Join one's own account by going to the organisation and coming back, or end that.

    :raises Http404: without an organisation's sign-in.
    """
    organisation = _here(request, operator=False)
    held = subject_of(request.by)
    form = HolderForm(request.POST or None, account=request.by)
    form.is_bound = request.method == "POST"
    mine = reverse("accounts:settings")

    def do(data: dict[str, Any]) -> None:
        check_present(data.get("present", ""), by=request.by)
        if held:
            part_own(by=request.by, at=request.at)
        else:
            request.session[JOINING_OWN] = request.by.pk

    answer = by_holder(request, form, do, f"{mine}?xong=bo-noi" if held else mine)
    if isinstance(answer, SeeOther) and not held:
        return lead_there(request)
    context = {"form": form, "held": held, "organisation": organisation, "back": mine}
    return answer or show(request, "accounts/joining_own.html", context)


def _account(key: int) -> Account:
    found = Account.objects.select_related("person").filter(pk=key, is_active=True).first()
    if found is None:
        raise Http404
    return found


def _empty(request: Visit) -> Form:
    form = Form(request.POST or None)
    form.is_bound = request.method == "POST"
    return form


def _asked(request: Visit, form: Form, context: dict[str, Any]) -> HttpResponse:
    given = {"form": form, "problems": form, "action": request.path, "dangerous": True, **context}
    return show(request, "look/confirm.html", given)
