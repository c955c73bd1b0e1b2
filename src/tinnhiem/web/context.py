"""What every page can say without its view: who is signed in, where they are, the ways on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Account, Poll
from tinnhiem.web.navigation import navigation
from tinnhiem.web.role_words import role_label
from tinnhiem.wording.language import current


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What the top bar and the foot of every page say."""

    body_name: str
    person_name: str
    role_label: str
    language: str
    rehearsal: bool
    demonstration: bool
    server_time: datetime
    version: str
    signed_in: bool


def office(request: HttpRequest) -> dict[str, Any]:
    """Return what every template has under ``office`` and ``navigation``."""
    user = getattr(request, "user", None)
    account = user if isinstance(user, Account) else None
    poll: Poll | None = getattr(request, "poll", None)
    roles: frozenset[Role] = getattr(request, "roles", frozenset())
    return {
        "office": Office(
            body_name=poll.body_name if poll else "",
            person_name=account.display_name if account else "",
            role_label=role_label(roles),
            language=current(),
            rehearsal=bool(poll and poll.rehearsal),
            demonstration=settings.DEMONSTRATION,
            server_time=timezone.localtime(),
            version=settings.VERSION,
            signed_in=account is not None,
        ),
        "navigation": navigation(request.path, poll, roles),
    }
