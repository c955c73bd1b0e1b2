"""Opening an account by an invitation: with a password, a passkey or the organisation's sign-in."""

from typing import Any

from allauth.mfa.webauthn.internal import auth
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse

from tinnhiem.actions.accounts import open_account, reserve_account
from tinnhiem.actions.factors import add_passkey
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.invitations import invitation_of, plain_code, sign_in_name
from tinnhiem.records.models import Account, Invitation
from tinnhiem.web.access import page
from tinnhiem.web.accounts.entering import enter
from tinnhiem.web.accounts.forms import InvitationCodeForm, NewPasswordForm
from tinnhiem.web.accounts.passkeys import plain, verified
from tinnhiem.web.accounts.provider import JOINING, lead_there, provider_name
from tinnhiem.web.forms import SeeOther, submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.role_words import ROLE_NAMES
from tinnhiem.wording.language import _

_GONE = 404


@page(scope="public", methods=("GET", "POST"))
def by_code(request: Visit) -> HttpResponse:
    """Ask for the code of a card, for whoever cannot read its picture."""
    form = InvitationCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = plain_code(form.cleaned_data["code"])
        if invitation_of(code, request.at.date()) is not None:
            return SeeOther(reverse("accounts:invitation", kwargs={"code": code}))
        form.add_error(
            "code",
            _(
                "This code opens nothing. Check it against the card; it may have been used already,"
                " withdrawn, or its time may be over."
            ),
        )
    return show(request, "accounts/invitation_code.html", {"form": form})


@page(scope="public", methods=("GET", "POST"))
def invitation(request: Visit, *, code: str) -> HttpResponse:
    """Open an account with a password; the other ways stand on the same page."""
    found = _found(request, code)
    if found is None:
        return show(request, "accounts/invitation_gone.html", status=_GONE)
    form = NewPasswordForm(request.POST or None)
    taken: list[Account] = []

    def open_it(data: dict[str, Any]) -> None:
        taken.append(
            open_account(invitation=found, by=None, at=request.at, password=data["password"])
        )

    answer = submitted(request, form, open_it, then=reverse("accounts:mine"))
    for account in taken:
        enter(request, account)
    return answer or show(request, "accounts/invitation.html", _context(request, found, code, form))


def _found(request: Visit, code: str) -> Invitation | None:
    return invitation_of(code, request.at.date())


def _context(request: Visit, found: Invitation, code: str, form: Any) -> dict[str, Any]:  # noqa: ANN401 - any form of the page
    account = found.account or Account.objects.filter(person=found.person).first()
    person = found.person
    name = person.name if person else account.get_username() if account else ""
    return {
        "form": form,
        "code": code,
        "invited": name,
        "sign_in_name": account.get_username() if account else sign_in_name(name),
        "renewing": bool(account and account.has_usable_password()),
        "body": found.poll.body_name if found.poll else str(found.body) if found.body else "",
        "part": _(ROLE_NAMES[Role(found.role)]) if found.role else "",
        "until": found.expires_on,
        "provider": provider_name(),
        "somebody_else": request.account,
    }


@page(scope="public", methods=("POST",))
def offer_passkey(request: Visit, *, code: str) -> HttpResponse:
    """Give the browser what it needs to make a passkey for the account that will be opened.

    :raises Http404: where the code opens nothing.
    """
    found = _found(request, code)
    if found is None:
        raise Http404
    account = reserve_account(invitation=found, by=None, at=request.at)
    return JsonResponse(plain(auth.begin_registration(account, passwordless=True)))


@page(scope="public", methods=("POST",))
def with_passkey(request: Visit, *, code: str) -> HttpResponse:
    """Open an account with a passkey that the browser made.

    :raises Http404: where the code opens nothing.
    """
    found = _found(request, code)
    if found is None:
        raise Http404
    form = NewPasswordForm({})
    form.fields.clear()
    taken: list[Account] = []

    def open_it(_data: dict[str, Any]) -> None:
        credential = verified(request.POST.get("credential", ""))
        account = open_account(invitation=found, by=None, at=request.at)
        add_passkey(name=_("First passkey"), credential=credential, by=account, at=request.at)
        taken.append(account)

    answer = submitted(request, form, open_it, then=reverse("accounts:mine"))
    for account in taken:
        enter(request, account)
    if answer is not None:
        return answer
    context = _context(request, found, code, NewPasswordForm())
    context |= {"failed": True, "problems": form.non_field_errors()}
    return show(request, "accounts/invitation.html", context, status=422)


@page(scope="public", methods=("POST",))
def with_provider(request: Visit, *, code: str) -> HttpResponse:
    """Open an account with the organisation's sign-in: whoever comes back from there is joined.

    :raises Http404: where the code opens nothing.
    """
    found = _found(request, code)
    if found is None:
        raise Http404
    if request.account is not None:
        return SeeOther(reverse("accounts:invitation", kwargs={"code": code}))
    request.session[JOINING] = found.pk
    return lead_there(request)
