"""What every page can say without its view: who is signed in, where they are, the ways on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Account, Poll
from tinnhiem.web.acting import acting
from tinnhiem.web.navigation import navigation
from tinnhiem.web.role_words import ROLE_NAMES, role_label
from tinnhiem.wording.language import _, current


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What the top bar and the foot of every page say."""

    body_name: str
    person_name: str
    role_label: str
    roles: tuple[tuple[str, str], ...]
    acting: str
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
    held: frozenset[Role] = getattr(request, "roles", frozenset())
    roles = acting(request, held)
    return {
        "office": Office(
            body_name=poll.body_name if poll else "",
            person_name=account.display_name if account else "",
            role_label=role_label(roles),
            roles=tuple((role.value, _(name)) for role, name in ROLE_NAMES.items() if role in held),
            acting=next(iter(roles)).value if len(roles) == 1 < len(held) else "",
            language=current(),
            rehearsal=bool(poll and poll.rehearsal),
            demonstration=settings.DEMONSTRATION,
            server_time=timezone.localtime(),
            version=settings.VERSION,
            signed_in=account is not None,
        ),
        "navigation": navigation(request.path, poll, roles),
    }
