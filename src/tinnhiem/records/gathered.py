"""The lists of a conference: read anew whenever asked, or once for a page with many questions.

What an act judges must be as it stands, so acts never gather; a page does as it begins to show.
"""

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects

from tinnhiem.records.models import BallotType, BoardMember, Conference, Rated, ScanRun


def gather(conference: Conference) -> None:
    """Read board, ballot types and list of a conference once, for what is asked of it from here."""
    prefetch_related_objects(
        [conference],
        Prefetch("board", _board(BoardMember.objects.all()), to_attr="gathered_board"),
        Prefetch("ballot_types", _kinds(BallotType.objects.all()), to_attr="gathered_kinds"),
        Prefetch("slate", _slate(Rated.objects.all()), to_attr="gathered_slate"),
    )


def is_gathered(conference: Conference) -> bool:
    """Whether its lists were read for a page."""
    return hasattr(conference, "gathered_slate")


def board_of(conference: Conference) -> list[BoardMember]:
    """Return the members of the board with their persons, in their order."""
    kept: list[BoardMember] | None = getattr(conference, "gathered_board", None)
    return list(_board(conference.board.all())) if kept is None else kept


def kinds_of(conference: Conference) -> list[BallotType]:
    """Return the ballot types with their ledgers, in their order."""
    kept: list[BallotType] | None = getattr(conference, "gathered_kinds", None)
    return list(_kinds(conference.ballot_types.all())) if kept is None else kept


def slate_of(conference: Conference) -> list[Rated]:
    """Return everybody on the list with ballot type and result, in the order of the ballot."""
    kept: list[Rated] | None = getattr(conference, "gathered_slate", None)
    return list(_slate(conference.slate.all())) if kept is None else kept


def was_scanned(kinds: list[BallotType]) -> bool:
    """Whether a stack of ballots was ever scanned in the conference of these types."""
    return any(getattr(kind, "scanned", True) for kind in kinds)


def _board(rows: QuerySet[BoardMember]) -> QuerySet[BoardMember]:
    return rows.order_by("position").select_related("person")


def _kinds(rows: QuerySet[BallotType]) -> QuerySet[BallotType]:
    scanned = Exists(ScanRun.objects.filter(conference=OuterRef("conference")))
    return rows.order_by("position").select_related("ledger").annotate(scanned=scanned)


def _slate(rows: QuerySet[Rated]) -> QuerySet[Rated]:
    return rows.order_by("position", "order_key").select_related("ballot_type", "result")
