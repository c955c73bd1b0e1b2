"""Recording a second look at the ballots of one person whose result is near a legal threshold."""

from datetime import datetime

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.seats import require_counting, require_head
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Account, Conference, Poll, Rated, SecondLook
from tinnhiem.records.second_look import BY_HAND, KINDS, SCANNED
from tinnhiem.records.second_reading import read_alike
from tinnhiem.wording.language import _, noted


@act(
    "count.second-look",
    roles=frozenset({Role.HEAD}),
    says=noted("{actor} recorded a second look at ballots of {subject}"),
)
def record_second_look(  # noqa: PLR0913 - about whom, how, what was found, by whom
    *,
    poll: Poll,
    conference: Conference,
    line: str,
    kind: str,
    note: str,
    by: Account,
    at: datetime,
) -> Noted[SecondLook]:
    """Record that the ballots about one person were looked at a second time, and what was found.

    The log says neither about whom nor what: those who read it do not know the count yet.

    A second scan counts as one where it is whole and says of the person what the first said.

    :raises RefusedError: without what was found, for a way that was not gone, or a second time.
    """
    require_head(conference, by)
    require_counting(poll, conference)
    rated = conference.slate.filter(line=line, conclusion=Rated.Conclusion.RATED).first()
    if rated is None or kind not in KINDS:
        raise RefusedError(_("Choose how the second look was made."), "kind")
    if not note.strip():
        raise RefusedError(_("Write down what the second look found."), "reason")
    if kind == SCANNED and not read_alike(conference, line):
        raise RefusedError(
            _("No full second scan agrees on this person: look at every ballot by hand."), "kind"
        )
    earlier = conference.second_looks.filter(line=line)
    if kind == BY_HAND:
        earlier.filter(kind=SCANNED).delete()
    if earlier.exists():
        raise RefusedError(_("The second look is recorded already."))
    made = SecondLook.objects.create(
        conference=conference, line=line, kind=kind, note=note.strip()[:500], by=by
    )
    # Whose ballots, and what was found, would tell of a result before the minutes are signed.
    return Noted(result=made, subject=str(conference), after={"kind": kind})
