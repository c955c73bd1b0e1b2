"""Who may do what at a count: by the seat on the board of this conference, not of another one."""

from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.conduct.states import Stage
from tinnhiem.records.board import is_head, seat, team_of
from tinnhiem.records.models import Account, BoardMember, Conference, Poll
from tinnhiem.wording.language import _


def require_seat(conference: Conference, by: Account) -> BoardMember:
    """Return the seat of somebody on the board of a conference.

    :raises NotAllowedError: where they have none.
    """
    found = seat(conference, by)
    if found is None:
        raise NotAllowedError("board")
    return found


def require_head(conference: Conference, by: Account) -> BoardMember:
    """Return the seat of the head of the board.

    :raises NotAllowedError: where ``by`` does not head this board.
    """
    found = require_seat(conference, by)
    if not is_head(found):
        raise NotAllowedError("head")
    return found


def require_team(conference: Conference, by: Account) -> int:
    """Return the team with which somebody keys.

    :raises NotAllowedError: where they are in no team; the head keys nothing.
    """
    team = team_of(require_seat(conference, by))
    if team is None:
        raise NotAllowedError("team")
    return team


def require_counting(poll: Poll, conference: Conference) -> None:
    """Refuse what is done only while the ballots are counted.

    :raises NotAllowedError: where the conference is of another poll than the act was checked for.
    :raises RefusedError: at any other stage, and while the poll is suspended.
    """
    if conference.poll_id != poll.pk:
        raise NotAllowedError("count")
    if poll.suspended:
        raise RefusedError(_("The poll is suspended."))
    if conference.stage != Stage.COUNTING:
        raise RefusedError(_("The ballots of this conference are not being counted now."))
