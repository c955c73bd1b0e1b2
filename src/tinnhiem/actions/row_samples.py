"""A second look by chance: rows drawn by a public seed, decided anew by people who are blind."""

from datetime import datetime
from typing import Final

from django.db.models import Q

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.seats import require_counting, require_head
from tinnhiem.actions.wall import to_people
from tinnhiem.conduct.samples import digest_of_names, drawn
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Account, Conference, Poll, ReadRow, RowSample
from tinnhiem.records.scans import live_rows
from tinnhiem.wording.language import _, noted

_SHORTEST: Final = 6
_LONGEST: Final = 100
_TOGETHER: Final = 500


@act(
    "scan.sample-drawn",
    roles=frozenset({Role.HEAD}),
    says=noted("{actor} drew rows of {subject} for a second look"),
)
def draw_sample(
    *, poll: Poll, conference: Conference, seed: str, size: int, by: Account, at: datetime
) -> Noted[RowSample]:
    """Draw rows that the machine decided; two people decide each as if it were doubtful.

    The seed is made by chance before everybody's eyes, such as by dice, when every stack is read;
    it stands in the log with the digest of what was drawn from, so that the draw can be repeated.
    All rows are drawn where ``size`` is that of the population: every ballot is then read by hand.

    :raises NotAllowedError: where ``by`` does not head this board.
    :raises RefusedError: outside the count, a second time, or where seed or size are none.
    """
    require_head(conference, by)
    require_counting(poll, conference)
    told = seed.strip()[:_LONGEST]
    if len(told) < _SHORTEST or not told.isascii() or not told.isdigit():
        raise RefusedError(_("Write at least six digits thrown in public."), "seed")
    if RowSample.objects.filter(conference=conference).exists():
        raise RefusedError(_("A sample was drawn already."))
    if conference.scans.exclude(arriving="").exists():
        raise RefusedError(_("A stack is still being read."))
    rows = live_rows(conference).filter(state=ReadRow.State.MACHINE, sheet__invalid_rule="")
    names = list(rows.values_list("key", flat=True))
    if not 1 <= size <= len(names):
        message = _("Write a number between 1 and {count}, the rows that the machine decided.")
        raise RefusedError(message.format(count=len(names)), "size")
    chosen = drawn(names, told, size)
    for start in range(0, size, _TOGETHER):
        mine = live_rows(conference).filter(key__in=chosen[start : start + _TOGETHER])
        to_people(mine, picked=Q(pk__in=()))
        mine.update(sampled=True)
    made = RowSample.objects.create(
        conference=conference,
        seed=told,
        size=size,
        population=len(names),
        digest=digest_of_names(names),
    )
    after = {
        "seed": told, "size": size, "population": made.population, "digest": made.digest,
    }  # fmt: skip
    return Noted(result=made, subject=str(conference), after=after)


def void_sample(conference: Conference) -> None:
    """Take a sample back, within the act that changes what it was drawn from.

    Rows that were drawn and not decided yet stay with the people; another sample may be drawn.
    """
    RowSample.objects.filter(conference=conference).delete()
    ReadRow.objects.filter(sheet__run__conference=conference, sampled=True).update(sampled=False)
