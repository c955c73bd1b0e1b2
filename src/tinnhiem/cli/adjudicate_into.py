"""``tinnhiem adjudicate --tally --into``: the totals, written into a poll file for the papers."""

import argparse
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import UsageError
from tinnhiem.cli.poll_output import JSON, WORKBOOK, require_ending, require_new, write_poll
from tinnhiem.law.poll import BallotType, Choice, Count, Poll
from tinnhiem.wording.language import _

if TYPE_CHECKING:
    from tinnhiem.scan.tallying import Tally


def check_into(options: argparse.Namespace) -> None:
    """Refuse a file that cannot be written, before anything is counted.

    :raises UsageError: also where the totals or the poll file that they go into are not asked for.
    """
    if not options.tally or options.poll is None:
        raise UsageError(_("--into goes with --tally and --poll"))
    require_ending(options.into, JSON, WORKBOOK)
    require_new(options.into, force=options.force)


def write_into(
    options: argparse.Namespace,
    console: Console,
    poll: Poll,
    total: "Tally",
    returned: Mapping[str, int],
) -> None:
    """Write the poll with the counts of everybody on a ballot, and the ballots returned by type.

    :raises UsageError: where the ballots name somebody whom the poll file does not.
    :raises FileError: where the system does not let us write.
    """
    known = {(person.ballot_type, person.id) for person in poll.slate}
    strangers = sorted(f"{kind}:{line}" for kind, line in total.counts if (kind, line) not in known)
    if strangers:
        text = _("the ballots were printed from another list: {places}")
        raise UsageError(text.format(places=", ".join(strangers)))
    write_poll(counted(poll, total, returned), options.into)
    console.note(_("{path} is written").format(path=options.into))


def counted(poll: Poll, total: "Tally", returned: Mapping[str, int]) -> Poll:
    """Return the poll with the totals in it; whoever is on no ballot keeps what is there."""
    slate = tuple(
        replace(person, count=_count(total, person.ballot_type, person.id) or person.count)
        for person in poll.slate
    )
    types = tuple(
        replace(kind, returned=returned.get(kind.id), invalid=_void(kind, total))
        for kind in poll.ballot_types
    )
    return replace(poll, slate=slate, ballot_types=types)


def _count(total: "Tally", kind: str, line: str) -> Count | None:
    counts = total.counts.get((kind, line))
    if counts is None:
        return None
    marks = {Choice(name): number for name, number in counts.items() if name != "invalid"}
    return Count(marks=marks, invalid=counts["invalid"])


def _void(kind: BallotType, total: "Tally") -> int | None:
    """Sheets invalid as a whole; where a ballot has several pages they do not say whose they are.

    What the file says of such ballots stands, for people have seen them together.
    """
    pages = {page for name, page in total.read | total.by_hand if name == kind.id}
    void = {total.void[kind.id, page] for page in pages}
    return void.pop() if len(pages) == 1 or void == {0} else kind.invalid
