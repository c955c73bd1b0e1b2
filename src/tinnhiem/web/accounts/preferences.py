"""Settings of one's own account: language, password, passkeys, one-time codes, other sessions."""

from collections.abc import Callable
from typing import Any, Final

import segno
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from markupsafe import Markup

from tinnhiem.actions.accounts import change_password, check_present, sign_out_elsewhere, speak
from tinnhiem.actions.factors import (
    add_codes,
    add_passkey,
    codes_of,
    passkeys_of,
    remove_codes,
    remove_passkey,
)
from tinnhiem.actions.joining import subject_of
from tinnhiem.actions.limits import TooManyError, attempt, forget
from tinnhiem.actions.recovery import recovery_codes_left
from tinnhiem.web.access import page
from tinnhiem.web.accounts.entering import safe_next, stay
from tinnhiem.web.accounts.forms import (
    ChangePasswordForm,
    Form,
    HolderForm,
    LanguageForm,
    NewCodesForm,
    PasskeyForm,
)
from tinnhiem.web.accounts.passkeys import verified
from tinnhiem.web.accounts.provider import provider_name
from tinnhiem.web.accounts.signing_in import resting
from tinnhiem.web.forms import SeeOther, submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.speaking import COOKIE, language_of
from tinnhiem.wording.language import LANGUAGES, _

_YEAR: Final = 365 * 24 * 3600
#: Key in the session: the secret of one-time codes that is being set up.
_SECRET: Final = "codes"  # noqa: S105 - the name of a key, no secret


@page(scope="account")
def settings_page(request: Visit) -> HttpResponse:
    """Show what one can set, and how one signs in."""
    form = LanguageForm(initial={"language": language_of(request)})
    context = {
        "form": form,
        "sign_in_name": request.by.get_username(),
        "has_password": request.by.has_usable_password(),
        "passkeys": [(each.pk, str(each), each.created_at) for each in passkeys_of(request.by)],
        "codes": codes_of(request.by),
        "recovery_left": recovery_codes_left(request.by),
        "organisation": provider_name(),
        "identity": subject_of(request.by),
        "done": _DONE.get(request.GET.get("xong", ""), ""),
    }
    return show(request, "accounts/settings.html", context)


_DONE: Final = {
    "mat-khau": "password",
    "khoa": "passkey",
    "bo-khoa": "passkey-removed",
    "ma": "codes",
    "bo-ma": "codes-removed",
    "thoat": "sessions",
    "noi": "joined",
    "bo-noi": "parted",
}


def _done(what: str) -> str:
    return f"{reverse('accounts:settings')}?xong={what}"


def by_holder(
    request: Visit, form: Form, do: Callable[[dict[str, Any]], object], then: str
) -> HttpResponse | None:
    """Take a form that asks for the present password, which nobody may guess at length."""
    if request.method != "POST" or not form.is_valid():
        return None
    name = f"holder of {request.by.pk}"
    try:
        attempt(name, at=request.at)
    except TooManyError as rest:
        return resting(request, rest)
    answer = submitted(request, form, do, then=then)
    if answer is not None:
        forget(name)
    return answer


@page(scope="public", methods=("POST",))
def language(request: Visit) -> HttpResponse:
    """Speak another language from now on, here and wherever the account signs in."""
    mine, wanted = reverse("accounts:mine"), safe_next(request)
    strange = request.account is None and wanted == mine
    response = SeeOther(reverse("accounts:home") if strange else wanted)
    chosen = request.POST.get("language", "")
    if chosen in LANGUAGES:
        if request.account is not None:
            speak(by=request.account, language=chosen)
        response.set_cookie(
            COOKIE,
            chosen,
            max_age=_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


@page(scope="account", methods=("GET", "POST"))
def password(request: Visit) -> HttpResponse:
    """Change one's password; whoever else is signed in with this account is signed out."""
    form = ChangePasswordForm(request.POST or None, account=request.by)

    def change(data: dict[str, Any]) -> None:
        old = data.get("old", "")
        stay(request, change_password(old=old, new=data["new"], by=request.by, at=request.at))

    answer = by_holder(request, form, change, _done("mat-khau"))
    return answer or show(request, "accounts/password.html", {"form": form})


@page(scope="account", methods=("GET", "POST"))
def new_passkey(request: Visit) -> HttpResponse:
    """Make a passkey: the browser makes it, the server checks and keeps it."""
    form = PasskeyForm(request.POST or None, account=request.by)

    def add(data: dict[str, Any]) -> None:
        check_present(data.get("present", ""), by=request.by)
        credential = verified(data["credential"])
        add_passkey(name=data["name"], credential=credential, by=request.by, at=request.at)

    answer = by_holder(request, form, add, _done("khoa"))
    return answer or show(request, "accounts/passkey.html", {"form": form})


@page(scope="account", methods=("GET", "POST"))
def without_passkey(request: Visit, *, passkey: int) -> HttpResponse:
    """Remove a passkey, after asking."""
    name = next((str(each) for each in passkeys_of(request.by) if each.pk == passkey), None)
    form = HolderForm(request.POST or None, account=request.by)
    form.is_bound = request.method == "POST"

    def remove(data: dict[str, Any]) -> None:
        check_present(data.get("present", ""), by=request.by)
        remove_passkey(passkey=passkey, by=request.by, at=request.at)

    answer = by_holder(request, form, remove, _done("bo-khoa"))
    if answer is None and name is None:
        return SeeOther(reverse("accounts:settings"))
    context = {
        "question": _("Remove the passkey “{name}”?").format(name=name),
        "happens": _("Nobody can sign in with this passkey any more."),
        "remains": _("You can make a new passkey at any time."),
        "act": _("Remove the passkey"),
        "action": request.path,
    }
    return answer or _ask(request, form, context)


@page(scope="account", methods=("GET", "POST"))
def codes(request: Visit) -> HttpResponse:
    """Set up one-time codes: the app reads a picture, the first code shows that it did."""
    if codes_of(request.by) is not None and request.method == "GET":
        return SeeOther(reverse("accounts:settings"))
    secret = str(request.session.setdefault(_SECRET, generate_totp_secret()))
    form = NewCodesForm(request.POST or None, account=request.by)

    def add(data: dict[str, Any]) -> None:
        check_present(data.get("present", ""), by=request.by)
        add_codes(secret=secret, code=data["code"], by=request.by, at=request.at)
        del request.session[_SECRET]

    answer = by_holder(request, form, add, _done("ma"))
    context = {"form": form, "picture": _picture(request, secret), "secret": _grouped(secret)}
    return answer or show(request, "accounts/codes.html", context)


def _picture(request: Visit, secret: str) -> Markup:
    address = get_adapter().build_totp_url(request.by, secret)
    drawn = segno.make(address, error="m").svg_inline(
        scale=4, border=4, dark="#000", light="#fff", omitsize=False
    )
    return Markup(drawn)  # noqa: S704 - segno draws a path, no text


def _grouped(secret: str) -> str:
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


@page(scope="account", methods=("GET", "POST"))
def without_codes(request: Visit) -> HttpResponse:
    """Do without one-time codes, after asking."""
    form = HolderForm(request.POST or None, account=request.by)
    form.is_bound = request.method == "POST"

    def remove(data: dict[str, Any]) -> None:
        check_present(data.get("present", ""), by=request.by)
        remove_codes(by=request.by, at=request.at)

    answer = by_holder(request, form, remove, _done("bo-ma"))
    context = {
        "question": _("Do without one-time codes?"),
        "happens": _("From the next sign-in on your password alone is enough."),
        "remains": _("You can set up one-time codes again at any time."),
        "act": _("Do without codes"),
        "action": request.path,
    }
    return answer or _ask(request, form, context)


def _ask(request: Visit, form: HolderForm, context: dict[str, Any]) -> HttpResponse:
    given = {"form": form, "back": reverse("accounts:settings"), "dangerous": True, **context}
    return show(request, "accounts/confirm.html", given)


@page(scope="account", methods=("POST",))
def elsewhere(request: Visit) -> HttpResponse:
    """Sign out on every other machine."""

    def end(_data: dict[str, Any]) -> None:
        stay(request, sign_out_elsewhere(by=request.by, at=request.at))

    return submitted(request, None, end, then=_done("thoat")) or SeeOther(_done("thoat"))
