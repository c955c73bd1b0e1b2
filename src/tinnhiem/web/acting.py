"""The role by which somebody with several acts: it narrows what pages offer, never opens any."""

from collections.abc import Collection
from typing import Final

from django.http import HttpRequest

from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Account

#: Key in the session.
ACTING: Final = "acting"


def acting(request: HttpRequest, roles: Collection[Role]) -> frozenset[Role]:
    """Return the roles whose ways are offered: the one that was chosen, where it is held here."""
    held = frozenset(roles)
    if len(held) < 2 or not isinstance(getattr(request, "user", None), Account):
        return held
    chosen = request.session.get(ACTING, "")
    return frozenset({Role(chosen)}) if chosen in {role.value for role in held} else held
