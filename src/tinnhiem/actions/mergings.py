"""Making one of two records of a person: everything goes to the one that is kept.

What papers, minutes and published results say stands with them and stays as it was: only the record
of the registry behind them changes. Where one of the two signs in or stands in a poll, a second
person confirms, and nothing is merged that would join two parts in one poll.
"""

from datetime import datetime
from typing import Any, Final

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.proposals import TWO_PERSON_ACTS, TwoPersonAct, propose
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.actions.registry import people_of, reach
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Account, Body, PendingAct, Person, Poll, Tenure
from tinnhiem.records.same_person import Holding, alike, held_by, kept_apart
from tinnhiem.wording.language import _, noted

MERGE: Final = "person.merge"
_CLERK: Final = frozenset({Role.CLERK})
_CONFIRMERS: Final = frozenset({Role.CLERK, Role.CONVENER})


def needs_second(kept: Person, other: Person) -> bool:
    """Return whether another person has to confirm that two records are one person."""
    return held_by(kept).needs_second or held_by(other).needs_second


def propose_merging(
    *, body: Body, kept: Person, other: Person, reason: str, by: Account, at: datetime
) -> PendingAct:
    """Propose that two records are one person, to be confirmed in a poll of the clerk's.

    :raises RefusedError: where they cannot be one, or there is no poll in which to confirm it.
    :raises NotAllowedError: where one of them is not in the reach of the body.
    """
    _check(body, kept, other)
    poll = _where(body, held_by(kept), held_by(other))
    return propose(
        poll=poll,
        what=MERGE,
        subject=f"{kept.key}+{other.key}",
        details={
            "body": body.key, "kept": kept.key, "other": other.key,
            "kept_name": kept.name, "other_name": other.name,
        },
        reason=reason,
        by=by,
        at=at,
    )  # fmt: skip


def _where(body: Body, *holdings: Holding) -> Poll:
    """Return the poll in which the second person is asked: one that names either, or the latest."""
    mine = Poll.objects.filter(body=body).order_by("-pk")
    named = mine.filter(pk__in=[poll.pk for each in holdings for poll in each.polls])
    found = named.first() or mine.first()
    if found is None:
        raise RefusedError(
            _("A second person confirms this in a poll, and this body has none yet.")
        )
    return found


@act(
    "person.merged",
    roles=_CONFIRMERS,
    says=noted("{actor} made one of two records of the same person: {subject}"),
)
def merge_people(  # noqa: PLR0913 - which of two is kept, why, for which body, by whom and when
    *,
    body: Body,
    kept: Person,
    other: Person,
    reason: str,
    by: Account,
    at: datetime,
    confirmed: bool = False,
) -> Noted[Person]:
    """Give everything that the other record holds to the one that is kept, and remove the other.

    ``confirmed`` is said where a second person confirms what another proposed. Invitations that
    were open for either lapse: they were made for one record and would open both.

    :raises RefusedError: where they cannot be one, or nobody has confirmed what has to be.
    :raises NotAllowedError: where one of them is not in the reach of the body.
    """
    if kept.pk == other.pk:
        raise NotAllowedError(MERGE)
    rows = Person.objects.select_for_update().filter(pk__in=(kept.pk, other.pk)).order_by("pk")
    if len(rows) != 2:
        raise RefusedError(_("One of the two records is no longer there."))
    _check(body, kept, other)
    if needs_second(kept, other) and not confirmed:
        raise RefusedError(_("Another person has to confirm this."))
    before = _told(held_by(other))
    _move(kept, other)
    _fill(kept, other)
    other.delete()
    return Noted(
        result=kept,
        subject=kept.name,
        before=before,
        after={**_told(held_by(kept)), "key": kept.key},
        reason=reason,
    )


def _check(body: Body, kept: Person, other: Person) -> None:
    bodies = reach(frozenset({body.pk}))
    if people_of(bodies).filter(pk__in=(kept.pk, other.pk)).count() != 2:
        raise NotAllowedError(MERGE)
    elsewhere = {poll for each in (kept, other) for poll in held_by(each).polls}
    if any(poll.body_id not in bodies for poll in elsewhere):
        raise RefusedError(
            _("One of them stands in a poll of a body that is not yours: its clerk or the one above"
              " both merges them.")
        )  # fmt: skip
    reasons = kept_apart(kept, other)
    if reasons:
        raise RefusedError(" ".join(reasons))


def _move(kept: Person, other: Person) -> None:
    mine = list(Tenure.objects.filter(person=kept))
    for each in other.tenures.all():
        if any(alike(each, one) for one in mine):
            each.delete()
    other.tenures.update(person=kept)
    other.rolls.update(person=kept)
    other.ratings.update(person=kept)
    other.boards.update(person=kept)
    other.conclusions.update(person=kept)
    other.petitions_made.update(deputy=kept)
    other.petitions_about.update(about=kept)
    other.invitations.update(person=kept)
    other.questions.update(asked_by=kept)
    Account.objects.filter(person=other).update(person=kept)
    kept.invitations.filter(used=False).update(withdrawn=True)


def _fill(kept: Person, other: Person) -> None:
    """Take over what only the other record tells; what the kept one says stands."""
    for name in ("salutation", "birth_year", "retirement_notice_on"):
        if not getattr(kept, name):
            setattr(kept, name, getattr(other, name))
    kept.version += 1
    kept.save()


def _told(held: Holding) -> dict[str, Any]:
    return {
        "name": held.person.name,
        "birth_year": held.person.birth_year,
        "posts": [each.post.title for each in held.tenures],
        "polls": [str(each) for each in sorted(held.polls, key=lambda poll: poll.pk)],
        "key": held.person.key,
    }


def _do(proposal: PendingAct, by: Account, at: datetime) -> object:
    keys = proposal.details
    people = {
        each.key: each for each in Person.objects.filter(key__in=(keys["kept"], keys["other"]))
    }
    if len(people) != 2:
        raise RefusedError(_("One of the two records is no longer there."))
    return merge_people(
        body=Body.objects.get(key=keys["body"]),
        kept=people[keys["kept"]],
        other=people[keys["other"]],
        by=by,
        at=at,
        confirmed=True,
        reason=proposal.reason,
    )


TWO_PERSON_ACTS[MERGE] = TwoPersonAct(_CLERK, _CONFIRMERS, _do)
