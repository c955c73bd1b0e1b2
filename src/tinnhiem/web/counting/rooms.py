"""What every page of the board shares: which conference, which seat, what columns are called."""

from typing import Any, Final

from django.http import Http404
from django.urls import reverse

from tinnhiem.actions.adjudication import COUNTS
from tinnhiem.conduct.double_entry import INVALID
from tinnhiem.conduct.states import Stage
from tinnhiem.law.poll import Procedure
from tinnhiem.records.board import is_head, seat
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Batch, BoardMember, Conference, Poll
from tinnhiem.web.requests import Visit
from tinnhiem.web.sittings import Sitting, sitting_of
from tinnhiem.wording.language import _, current

#: The tag of a batch as the head sees it: shape and words.
BATCH_TAGS: Final = {
    Batch.State.OPEN: "empty",
    Batch.State.DIFFERS: "mismatch",
    Batch.State.AGREED: "done",
    Batch.State.ACCEPTED: "done",
    Batch.State.WHOLE_BOARD: "mismatch",
}


def sitting_or_404(request: Visit, poll: Poll) -> Sitting:
    """Return the conference that the page is about.

    :raises Http404: where the poll has none.
    """
    found = sitting_of(request, poll)
    if found is None:
        raise Http404
    return found


def seat_or_404(request: Visit, conference: Conference) -> BoardMember:
    """Return the visitor's seat on the board of this conference.

    :raises Http404: where they have none: the board of another conference sees nothing here.
    """
    found = seat(conference, request.by)
    if found is None:
        raise Http404
    return found


def head_or_404(request: Visit, conference: Conference) -> BoardMember:
    """Return the seat of the head.

    :raises Http404: where the visitor does not head this board.
    """
    found = seat_or_404(request, conference)
    if not is_head(found):
        raise Http404
    return found


def batch_or_404(poll: Poll, number: int) -> Batch:
    """Return a batch of the poll.

    :raises Http404: where there is none of this number.
    """
    found = (
        Batch.objects.filter(pk=number, ballot_type__conference__poll=poll)
        .select_related("ballot_type__conference", "ballot_type__ledger")
        .first()
    )
    if found is None:
        raise Http404
    found.ballot_type.conference.poll = poll
    return found


def column_labels(poll: Poll) -> dict[str, str]:
    """Return what the columns of the tally are called, as the law labels the choices."""
    rule = chain_for(poll).choices(Procedure(poll.procedure))
    english = current() == "en"
    labels = {each.id.value: each.en if english else each.vi for each in rule.choices}
    return {**labels, INVALID: _("Not valid")}


def sheet_labels() -> dict[str, str]:
    """Return what may be said of a whole sheet, beside the labels of its rows."""
    return {COUNTS: _("The sheet counts")}


def number_columns(poll: Poll) -> list[dict[str, str]]:
    """Return the columns of the tally as a table's head takes them."""
    return [{"label": label, "kind": "num"} for label in column_labels(poll).values()]


def address(name: str, poll: Poll, **more: object) -> str:
    """Return the address of a page of the board."""
    return reverse(f"counting:{name}", kwargs={"poll": poll.key, **more})


def is_counting(conference: Conference) -> bool:
    """Whether ballots of the conference are being counted."""
    return conference.stage == Stage.COUNTING


def crumbs(poll: Poll, *texts: tuple[str, str | None]) -> list[dict[str, Any]]:
    """Return where a page is: the sitting, then what was given."""
    first: dict[str, Any] = {"text": poll.sitting, "url": address("entry", poll)}
    return [first, *({"text": text, "url": url} for text, url in texts)]
