"""Sending a form: shape is checked by the form, sense by the action, and twice is once."""

import secrets
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect

from tinnhiem.actions.once import check_unspent, spend
from tinnhiem.actions.refusals import AlreadyDoneError, RefusedError, SeveralRefusedError
from tinnhiem.web.requests import Visit

SEE_OTHER = 303


class SeeOther(HttpResponseRedirect):
    """Leads on after a form was taken: reloading the next page sends nothing again."""

    status_code = SEE_OTHER


def new_token() -> str:
    """Return a token for a form that was just opened."""
    return secrets.token_urlsafe(24)


def token_of(request: Visit) -> str:
    """Return the token that came with a form, or a new one for a form that is being opened."""
    return request.POST.get("token", "")[:64].replace("\x00", "") or new_token()


def submitted(
    request: Visit,
    form: BaseForm | None,
    do: Callable[[dict[str, Any]], object],
    *,
    then: str | Callable[[Any], str],
) -> HttpResponse | None:
    """Take a form that was sent; None where the page is to be shown (again).

    ``do`` gets the cleaned data and calls the action; ``then`` is the address of the next page, or
    makes it from the action's result. What the action refuses becomes an error of the form, in the
    action's words. A token that was spent before leads where it led then, and nothing is done.
    """
    if request.method != "POST":
        return None
    if form is not None and not form.is_valid():
        return None
    token = token_of(request)
    try:
        return SeeOther(_done_once(request, token, form, do, then))
    except AlreadyDoneError as earlier:
        return SeeOther(earlier.outcome)
    except SeveralRefusedError as refused:
        _add(form, refused.errors)
    except RefusedError as refused:
        _add(form, {refused.field or "": refused.message})
    return None


def _done_once(
    request: Visit,
    token: str,
    form: BaseForm | None,
    do: Callable[[dict[str, Any]], object],
    then: str | Callable[[Any], str],
) -> str:
    check_unspent(token)
    try:
        with transaction.atomic():
            result = do(form.cleaned_data if form is not None else {})
            outcome = then if isinstance(then, str) else then(result)
            spend(token, outcome=outcome, on=request.at.date())
    except IntegrityError:
        check_unspent(token)
        raise
    return outcome


def _add(form: BaseForm | None, errors: dict[str, str]) -> None:
    """Put refusals at their fields; those of unknown fields at the head of the form.

    :raises RefusedError: where there is no form to show them on.
    """
    if form is None:
        raise SeveralRefusedError(errors)
    for name, message in errors.items():
        form.add_error(name if name in form.fields else None, message)
