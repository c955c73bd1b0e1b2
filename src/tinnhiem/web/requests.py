"""The request as pages get it: who asks, when, in which poll, with which roles."""

from datetime import datetime

from django.http import HttpRequest

from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Account, Poll


class Visit(HttpRequest):
    """A request after :func:`tinnhiem.web.access.page` looked at it.

    ``account`` is None on public pages for somebody who is not signed in; ``poll`` is None on
    pages that are not about one poll.
    """

    account: Account | None
    at: datetime
    poll: Poll | None
    roles: frozenset[Role]

    @property
    def by(self) -> Account:
        """The account of somebody who is signed in, as pages behind the sign-in know it.

        :raises LookupError: on a public page with nobody signed in.
        """
        if self.account is None:
            raise LookupError("nobody is signed in")
        return self.account
