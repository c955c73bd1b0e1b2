"""What roles are called."""

from collections.abc import Collection
from typing import Final

from tinnhiem.conduct.transitions import Role
from tinnhiem.wording.language import _, noted

ROLE_NAMES: Final = {
    Role.HEAD: noted("Head of the counting board"),
    Role.BOARD: noted("Member of the counting board"),
    Role.CONVENER: noted("Standing body"),
    Role.CLERK: noted("Clerk of the poll"),
    Role.DESK: noted("Check-in desk"),
    Role.FRONT: noted("Fatherland Front"),
    Role.PERSONNEL: noted("Personnel body"),
    Role.AUDITOR: noted("Auditor"),
    Role.OBSERVER: noted("Observer"),
    Role.OFFICEHOLDER: noted("Officeholder on the list"),
    Role.ASSISTANT: noted("Assists with a report"),
    Role.VOTER: noted("Voter"),
    Role.OPERATOR: noted("Operator"),
    Role.PUBLIC: noted("Public"),
}


def role_label(roles: Collection[Role]) -> str:
    """Return what the top bar calls somebody: the role by which they act, the weightiest first."""
    return next((_(name) for role, name in ROLE_NAMES.items() if role in roles), "")
