"""Signing in: name and password, a one-time code after it, or a passkey; and signing out."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from tinnhiem.actions.factors import codes_of, use_code
from tinnhiem.actions.limits import TooManyError, attempt, forget
from tinnhiem.actions.recovery import use_recovery_code
from tinnhiem.records.bodies import names_of_bodies
from tinnhiem.records.models import Account
from tinnhiem.web.access import page
from tinnhiem.web.accounts.entering import SECOND, enter, leave, safe_next
from tinnhiem.web.accounts.forms import CodeForm, Form, RecoveryForm, SignInForm
from tinnhiem.web.accounts.passkeys import holder_of
from tinnhiem.web.accounts.provider import provider_name
from tinnhiem.web.answers import too_many
from tinnhiem.web.forms import SeeOther
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _

#: How long the one-time code may take after the password.
_PATIENCE: Final = timedelta(minutes=5)
_SHOWN: Final = 3


@page(scope="public", methods=("GET", "POST"))
def sign_in(request: Visit) -> HttpResponse:
    """Sign in with a name and a password; passkey and organisation stand beside it."""
    after = safe_next(request)
    if request.account is not None:
        return SeeOther(after)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = _checked(request, form.cleaned_data)
        except TooManyError as rest:
            return resting(request, rest)
        if account is not None:
            return _onward(request, account, after)
        form.add_error(None, _("Name or password is wrong. Check both, then try again."))
    return _ask(request, form, after)


def _checked(request: Visit, data: dict[str, Any]) -> Account | None:
    """Return whose name and password these are; unknown names take as long and count alike."""
    attempt(data["name"], at=request.at)
    found = authenticate(request, username=data["name"], password=data["password"])
    if not isinstance(found, Account):
        return None
    forget(data["name"])
    return found


def _onward(request: Visit, account: Account, after: str) -> HttpResponse:
    if codes_of(account) is None:
        enter(request, account)
        return SeeOther(after)
    until = (request.at + _PATIENCE).isoformat()
    request.session.cycle_key()
    request.session[SECOND] = {"account": account.pk, "until": until, "next": after}
    return SeeOther(reverse("accounts:code"))


def _ask(
    request: Visit, form: Form, after: str, more: dict[str, Any] | None = None
) -> HttpResponse:
    names = names_of_bodies(request.at.date())
    context = {
        "form": form,
        "after": after,
        "bodies": names[:_SHOWN],
        "more_bodies": max(0, len(names) - _SHOWN),
        "provider": provider_name(),
        "came_back": "next" in request.GET,
        "passkey_failed": False,
        **(more or {}),
    }
    return show(request, "accounts/sign_in.html", context, status=422 if more else 200)


@page(scope="public", methods=("GET", "POST"))
def code(request: Visit) -> HttpResponse:
    """Ask for the one-time code of somebody whose password was right."""
    waiting = _waiting(request)
    if waiting is None:
        return SeeOther(reverse("accounts:sign-in"))
    return _second_proof(request, waiting, CodeForm(request.POST or None), "accounts/code.html")


@page(scope="public", methods=("GET", "POST"))
def recovery(request: Visit) -> HttpResponse:
    """Take a recovery code in place of a one-time code."""
    waiting = _waiting(request)
    if waiting is None:
        return SeeOther(reverse("accounts:sign-in"))
    form = RecoveryForm(request.POST or None)
    return _second_proof(request, waiting, form, "accounts/recovery.html")


def _waiting(request: Visit) -> dict[str, Any] | None:
    """Return whose password was right a short while ago; None where there is nobody."""
    waiting = request.session.get(SECOND)
    if isinstance(waiting, dict) and datetime.fromisoformat(waiting["until"]) >= request.at:
        return waiting
    request.session.pop(SECOND, None)
    return None


def _second_proof(
    request: Visit, waiting: dict[str, Any], form: CodeForm, template: str
) -> HttpResponse:
    """Take either kind of code; both are counted together, by the account."""
    if request.method == "POST" and form.is_valid():
        account = Account.objects.filter(pk=waiting["account"], is_active=True).first()
        try:
            attempt(f"code of {waiting['account']}", at=request.at)
        except TooManyError as rest:
            return resting(request, rest)
        if account is not None and _is_right(account, form):
            forget(f"code of {account.pk}")
            request.session.pop(SECOND, None)
            enter(request, account)
            return SeeOther(waiting["next"])
        form.add_error("code", form.wrong())
    return show(request, template, {"form": form})


def _is_right(account: Account, form: CodeForm) -> bool:
    use = use_recovery_code if isinstance(form, RecoveryForm) else use_code
    with transaction.atomic():
        return use(account, form.cleaned_data["code"])


@page(scope="public", methods=("POST",))
def passkey(request: Visit) -> HttpResponse:
    """Sign in with what a passkey signed; it asked its holder for finger, face or PIN itself."""
    after = safe_next(request)
    account = holder_of(request.POST.get("credential", ""))
    if account is None:
        context = {"failed": True, "passkey_failed": True}
        return _ask(request, SignInForm(), after, context)
    enter(request, account)
    return SeeOther(after)


def resting(request: Visit, rest: TooManyError) -> HttpResponse:
    """Answer that this name was tried too often, alike for names that exist and that do not."""
    response = too_many(request)
    seconds = max(1, int((rest.until - request.at).total_seconds()))
    response.headers["Retry-After"] = str(seconds)
    return response


@page(scope="public", methods=("POST",))
def sign_out(request: Visit) -> HttpResponse:
    """Sign out, whoever asks."""
    leave(request)
    return SeeOther(reverse("accounts:signed-out"))


@page(scope="public")
def signed_out(request: Visit) -> HttpResponse:
    """Say that the session has ended."""
    return show(request, "accounts/signed_out.html")
