"""The request as pages get it: who asks, when, in which poll, with which roles."""

from datetime import datetime

from django.http import HttpRequest

from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Account, Poll


class Visit(HttpRequest):
    """A request after :func:`tinnhiem.web.access.page` looked at it.

    ``account`` is None on public pages for somebody who is not signed in, and ``by`` is not there
    then; behind the sign-in both are who asks. ``poll`` is None on pages that are not about one
    poll.
    """

    account: Account | None
    at: datetime
    poll: Poll | None
    roles: frozenset[Role]
    by: Account
