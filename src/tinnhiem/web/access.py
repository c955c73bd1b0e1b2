"""Who may open which page: declared at the page, checked here, shown as a table in the docs.

Absent, unpublished and forbidden get the same answer. Somebody who is not signed in is led to the
sign-in, whatever the address, so that the answer tells nothing either; what they sent to a page of
the office is given back to them to be sent again (:mod:`tinnhiem.web.late_forms`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Final, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.utils import timezone

from tinnhiem.actions.refusals import NotAllowedError
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Account, Poll
from tinnhiem.records.roles import roles_in
from tinnhiem.web.late_forms import given_back
from tinnhiem.web.requests import Visit

View = Callable[..., HttpResponseBase]

#: Whoever is signed in, whatever they are.
SIGNED_IN: Final = frozenset[Role]()
PUBLIC: Final = frozenset({Role.PUBLIC})
_WRONG: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it was declared: its function's full name, who may open it, how."""

    name: str
    roles: frozenset[Role]
    methods: tuple[str, ...]
    scope: str


PAGES: dict[str, Page] = {}


def page(
    *roles: Role, methods: tuple[str, ...] = ("GET",), scope: str = "poll"
) -> Callable[[View], View]:
    """Declare a page: which roles may open it and with which methods (HEAD goes with GET).

    ``scope`` is ``poll`` where the address names one by ``poll`` (its key; the view gets the
    Poll), ``account`` where being signed in is enough or the view itself looks closer, ``public``
    for everybody, ``live`` where the address itself carries the leave to see one part of a page
    (:mod:`tinnhiem.web.live`): nobody's sign-in is looked up then, so that hundreds may follow it.
    The view's first argument is a :class:`Visit`.
    """

    def declare(view: View) -> View:
        name = f"{view.__module__}.{view.__name__}"
        PAGES[name] = Page(name=name, roles=frozenset(roles), methods=methods, scope=scope)

        @wraps(view)
        def visit(request: HttpRequest, **kwargs: object) -> HttpResponseBase:
            if request.method not in {*methods, "HEAD"}:
                return HttpResponseNotAllowed(methods)
            if "\x00" in request.path_info:
                raise Http404  # PostgreSQL would refuse to look for it
            prepared = _prepared(request, known=scope != "live")
            if prepared.account is None and scope not in {"public", "live"}:
                return given_back(request) or redirect_to_login(request.get_full_path())
            if scope == "poll":
                kwargs["poll"] = _poll_for(prepared, str(kwargs["poll"]), frozenset(roles))
            try:
                response = view(prepared, **kwargs)
            except NotAllowedError as error:
                raise Http404 from error
            return _private(response, prepared)

        visit.page = PAGES[name]  # type: ignore[attr-defined]
        return visit

    return declare


def _prepared(request: HttpRequest, *, known: bool = True) -> Visit:
    visit = cast("Visit", request)
    visit.account = request.user if known and isinstance(request.user, Account) else None
    if visit.account is not None:
        visit.by = visit.account
    visit.at = timezone.localtime()
    visit.poll = None
    visit.roles = frozenset()
    return visit


def _poll_for(request: Visit, key: str, roles: frozenset[Role]) -> Poll:
    """Return the poll, where the visitor has one of the roles in it.

    :raises Http404: else.
    """
    poll = Poll.objects.filter(key=key).first()
    if poll is None or request.account is None:
        raise Http404
    mine = roles_in(poll, request.account, request.at.date())
    if roles.isdisjoint(mine):
        raise Http404  # before the page learns of the poll: its answer must not name it
    request.poll, request.roles = poll, mine
    return poll


def _private(response: HttpResponseBase, request: Visit) -> HttpResponseBase:
    """Keep out of shared caches and histories what is of people signed in, or absent for now.

    Of the pages for everybody, those that may be kept say so themselves: signed in, nobody's may.
    """
    said = response.headers.get("Cache-Control", "")
    signed_in = request.account is not None
    if signed_in and (not said or said.startswith("public")):
        response.headers["Cache-Control"] = "no-store, private"
    elif not said and response.status_code >= _WRONG:
        response.headers["Cache-Control"] = "no-store"
    return response
