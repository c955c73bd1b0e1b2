"""Signing in through the organisation (OpenID Connect): allauth speaks, the office knows who it is.

Only the subject that the organisation signs is used. Nobody is found by an address or a name, and
nobody gets an account by coming: an invitation or the operator joined them before.
"""

from typing import Any, Final

from allauth.socialaccount.internal import statekit
from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from requests import RequestException

from tinnhiem.actions.accounts import open_account
from tinnhiem.actions.joining import LONGEST_SUBJECT, PROVIDER, account_called, join_own
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.records.invitations import holding
from tinnhiem.records.models import Account
from tinnhiem.web.access import page
from tinnhiem.web.accounts.entering import enter, safe_next
from tinnhiem.web.forms import SeeOther
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _

#: Key in the session: the invitation whose holder went to the organisation.
JOINING: Final = "joining"
#: Key in the session: the account whose holder went there to join it.
JOINING_OWN: Final = "joining-own"
#: What an organisation's server may do wrong.
_TROUBLE: Final = (
    RequestException, OAuth2Error, ProviderException, PermissionDenied, ValueError, LookupError,
    TypeError,
)  # fmt: skip
_BAD_GATEWAY: Final = 502
_FORBIDDEN: Final = 403


class OrganisationAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # no types published
    """The organisation's server, coming back to the office's own address."""

    def get_callback_url(self, request: HttpRequest, app: object) -> str:  # noqa: ARG002 - asked for by allauth
        """Return where the organisation sends people back to."""
        return request.build_absolute_uri(reverse("accounts:provider-back"))


def provider_name() -> str | None:
    """Return what the organisation's sign-in is called; None where there is none."""
    if settings.OIDC is None:
        return None
    return settings.OIDC.app["name"] or _("your organisation")


def _adapter(request: Visit) -> Any:  # noqa: ANN401 - allauth publishes no types
    if settings.OIDC is None:
        raise Http404
    return OrganisationAdapter(request, PROVIDER)


@page(scope="public", methods=("POST",))
def go(request: Visit) -> HttpResponse:
    """Lead to the organisation."""
    adapter = _adapter(request)
    if request.account is not None:
        return SeeOther(safe_next(request))
    return lead_there(request, adapter)


def lead_there(request: Visit, adapter: Any = None) -> HttpResponse:  # noqa: ANN401 - allauth publishes no types
    """Answer with the way to the organisation, or say that it cannot be reached."""
    adapter = adapter or _adapter(request)
    provider = adapter.get_provider()
    provider.oauth2_adapter_class = OrganisationAdapter
    try:
        found: HttpResponse = provider.redirect(request, "login", next_url=safe_next(request))
    except _TROUBLE:
        return _failed(request)
    return found


@page(scope="public")
def back(request: Visit) -> HttpResponse:
    """Take whom the organisation sends back, where it is known who they are."""
    adapter = _adapter(request)
    state = statekit.unstash_state(
        request, provider_id=PROVIDER, state_id=request.GET.get("state", "")
    )
    if state is None or "code" not in request.GET:
        return _failed(request, status=_FORBIDDEN)
    try:
        subject = _subject(request, adapter, state)
    except _TROUBLE:
        return _failed(request)
    return _take(request, subject, safe_next(request, state.get("next", "")))


def _subject(request: Visit, adapter: Any, state: dict[str, Any]) -> str:  # noqa: ANN401 - allauth publishes no types
    """Return how the organisation calls who came, from the token that it signed for this office."""
    app = adapter.get_provider().app
    client = adapter.get_client(request, app)
    answer = adapter.get_access_token_data(
        request, app, client, pkce_code_verifier=state["pkce_code_verifier"]
    )
    if not answer.get("id_token"):
        raise OAuth2Error("no id_token")
    login = adapter.complete_login(request, app, adapter.parse_token(answer), response=answer)
    subject = str(login.account.uid)
    if not 0 < len(subject) <= LONGEST_SUBJECT:
        raise OAuth2Error("sub")
    return subject


def _take(request: Visit, subject: str, after: str) -> HttpResponse:
    own = request.session.pop(JOINING_OWN, None)
    if request.account is not None and own == request.account.pk:
        return _joined_own(request, subject)
    account = account_called(subject)
    joining = request.session.pop(JOINING, None)
    if account is None and isinstance(joining, int):
        account = _joined(request, joining, subject)
    if account is None:
        context = {"subject": subject, "provider": provider_name()}
        return show(request, "accounts/not_joined.html", context, status=_FORBIDDEN)
    enter(request, account)
    return SeeOther(after)


def _joined_own(request: Visit, subject: str) -> HttpResponse:
    """Join the account of whoever went to the organisation from their own settings."""
    settings_page = reverse("accounts:settings")
    try:
        join_own(subject=subject, by=request.by, at=request.at)
    except RefusedError as refused:
        context = {"provider": provider_name(), "why": refused.message, "back": settings_page}
        return show(request, "accounts/not_taken.html", context, status=_FORBIDDEN)
    return SeeOther(f"{settings_page}?xong=noi")


def _joined(request: Visit, joining: int, subject: str) -> Account | None:
    invitation = holding(request.at.date()).filter(pk=joining).first()
    if invitation is None:
        return None
    try:
        return open_account(invitation=invitation, by=None, at=request.at, subject=subject)
    except RefusedError:
        return None


def _failed(request: Visit, *, status: int = _BAD_GATEWAY) -> HttpResponse:
    context = {"provider": provider_name()}
    return show(request, "accounts/provider_failed.html", context, status=status)
