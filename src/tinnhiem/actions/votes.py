"""Votes of confidence that follow a rating or petitions: a poll of its own, made from its cause."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.petitions import refuse_rehearsal
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.conduct.states import COUNTED, EDITABLE, PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.chain import Chain
from tinnhiem.law.confidence import triggered_by_outcome
from tinnhiem.law.poll import BodyKind, Procedure
from tinnhiem.law.problems import InputError
from tinnhiem.law.rulebook import OutcomeRule, TriggerRule
from tinnhiem.records.holders import answerable, posts_held
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import (
    Account,
    BallotType,
    Conference,
    FollowUp,
    Person,
    Poll,
    Rated,
    RollEntry,
)
from tinnhiem.records.petition_counts import petition_book
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.names import clean

MAKERS: Final = frozenset({Role.CLERK, Role.CONVENER})
_VOTE: Final = Procedure.CONFIDENCE_VOTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """Where and when the vote is to be held."""

    name: str
    opening: date | None = None
    poll_date: date | None = None


@act(
    "vote.begun-from-case",
    roles=MAKERS,
    says=noted("{actor} made a confidence vote from the legal case of {subject}"),
)
def begin_from_case(
    *, poll: Poll, follow_up: FollowUp, sitting: Sitting, by: Account, at: datetime
) -> Noted[Poll]:
    """Make the vote of confidence that the law attaches to a case: a new poll on that one person.

    :raises RefusedError: where the case does not lead to a vote, the person tendered the
        resignation, the vote exists already, or the case is concluded.
    """
    kept = (
        FollowUp.objects.select_for_update()
        .select_related("rated")
        .get(pk=follow_up.pk, rated__poll=poll)
    )
    chain = _chain(poll)
    rule = _trigger(poll, kept, chain)
    if kept.vote_id is not None:
        raise RefusedError(_("The confidence vote of this case exists already."))
    if kept.state == FollowUp.State.CONCLUDED:
        raise RefusedError(_("This case is concluded."))
    if kept.events.filter(kind__startswith="resignation").exists():
        raise RefusedError(_("The person tendered the resignation: no vote follows."))
    made = _make(poll, kept.rated, rule, chain, sitting)
    kept.vote = made
    kept.state = FollowUp.State.VOTE
    kept.version += 1
    kept.save()
    return Noted(result=made, subject=kept.rated.name, after={"poll": made.key, "rule": rule.id})


@act(
    "vote.begun-from-petitions",
    roles=MAKERS,
    says=noted("{actor} made a confidence vote from the petitions about {subject}"),
)
def begin_from_petitions(
    *, poll: Poll, about: Person, sitting: Sitting, by: Account, at: datetime
) -> Noted[Poll]:
    """Make the vote of confidence for which enough deputies petitioned.

    It may be about somebody whom no list names: what counts is a post of the body.

    :raises RefusedError: in a rehearsal, where the share is not reached, the person holds no such
        post (any more), the list of ``poll`` is not approved or was cancelled, or the vote exists.
    """
    refuse_rehearsal(poll)
    if PollState(poll.state) in EDITABLE | {PollState.CANCELLED}:
        raise RefusedError(_("A vote begins from a poll whose list is approved and in force."))
    chain = _chain(poll)
    count = petition_book(poll, chain).count(about.pk)
    if count is None or not count.reached:
        raise RefusedError(_("Not enough deputies have petitioned."))
    asked = _petitioned(poll, about, chain, at.date())
    open_votes = Poll.objects.filter(origin=poll, origin_kind="petition", slate__person=about)
    if open_votes.exclude(state=PollState.CANCELLED).exists():
        raise RefusedError(_("The confidence vote about this person exists already."))
    made = _make(poll, asked, count.rule, chain, sitting, kind="petition")
    after = {"poll": made.key, "deputies": count.deputies, "members": count.membership}
    return Noted(result=made, subject=asked.name, after=after)


def _petitioned(poll: Poll, about: Person, chain: Chain, on: date) -> Rated:
    """Return the line of a person on the list, or else one as their posts would make it.

    :raises RefusedError: where neither is there, or the person left.
    """
    listed = poll.slate.filter(person=about).order_by("pk").first()
    if listed is not None and listed.conclusion == Rated.Conclusion.LEFT:
        raise RefusedError(_("This person has left office."), "about")
    if listed is not None:
        return listed
    tenures = answerable(poll, chain, on).get(about)
    conference = poll.conferences.order_by("position", "pk").first()
    if not tenures or conference is None:
        message = _("This person holds no post on which the body votes confidence.")
        raise RefusedError(message, "about")
    made = Rated(poll=poll, conference=conference, person=about, posts=posts_held(tenures))
    made.set_name(about.name)
    made.salutation, made.birth_year = about.salutation, about.birth_year
    return made


def _chain(poll: Poll) -> Chain:
    try:
        chain = chain_for(poll)
        chain.choices(_VOTE)
    except InputError as error:
        message = _("The legal bases of this poll do not rule votes of confidence.")
        raise RefusedError(message) from error
    return chain


def trigger_of(poll: Poll, follow_up: FollowUp, chain: Chain) -> TriggerRule | None:
    """Return the rule by which a case leads to a vote of confidence, or None."""
    rules = {rule.id: rule for rule in chain.of(OutcomeRule)}
    found = triggered_by_outcome(
        rules.get(follow_up.rule), chain, BodyKind(poll.body_kind), poll.poll_date
    )
    return next(found, None)


def _trigger(poll: Poll, kept: FollowUp, chain: Chain) -> TriggerRule:
    if PollState(poll.state) not in COUNTED:
        raise RefusedError(_("The minutes of the poll are not signed."))
    rule = trigger_of(poll, kept, chain)
    if rule is None:
        raise RefusedError(_("The law does not lead from this case to a confidence vote."))
    return rule


def _make(
    origin: Poll,
    rated: Rated,
    rule: TriggerRule,
    chain: Chain,
    sitting: Sitting,
    *,
    kind: str = "outcome",
) -> Poll:
    """Make the poll with its one conference, its one person and the roll of the origin."""
    name = clean(sitting.name)[:300]
    if not name:
        raise RefusedError(_("Name the sitting."), "name")
    made = Poll.objects.create(
        body=origin.body,
        body_name=origin.body_name,
        body_kind=origin.body_kind,
        body_level=origin.body_level,
        term_from=origin.term_from,
        term_until=origin.term_until,
        procedure=_VOTE.value,
        rulebook=origin.rulebook,
        overlays=origin.overlays,
        sitting=name,
        place=origin.place,
        opening_date=sitting.opening,
        poll_date=sitting.poll_date,
        membership=origin.membership,
        denominator=origin.denominator if chain.denominator(_VOTE).base is None else "",
        rehearsal=origin.rehearsal,
        classification=origin.classification,
        origin=origin,
        origin_kind=kind,
    )
    made.own_rules.set(origin.own_rules.all())
    conference = Conference.objects.create(
        poll=made, name=name, held_on=sitting.poll_date, membership=rated.conference.membership
    )
    _slate(made, conference, rated, rule)
    _roll(rated.conference, conference)
    return made


def _slate(made: Poll, conference: Conference, rated: Rated, rule: TriggerRule) -> None:
    former = rated.ballot_type
    paper = BallotType.objects.create(
        conference=conference,
        code=former.code if former else "phieu",
        title=former.title if former else rated.name,
    )
    reason = {
        "rule": rule.id,
        "citation": rule.citation.model_dump(mode="json"),
        "status": rule.status.value,
        "text_vi": rule.vi,
        "text_en": rule.en,
        "applies": True,
    }
    Rated.objects.create(
        poll=made,
        conference=conference,
        person=rated.person,
        line="p1",
        position=1,
        ballot_type=paper,
        posts=rated.posts,
        salutation=rated.salutation,
        birth_year=rated.birth_year,
        conclusion=Rated.Conclusion.RATED,
        reasons=[reason],
        name=rated.name,
        folded=rated.folded,
        order_key=rated.order_key,
    )


def _roll(former: Conference, conference: Conference) -> None:
    """Take over who votes; who was present, and their invitations, stay where they were."""
    RollEntry.objects.bulk_create(
        RollEntry(
            conference=conference,
            person_id=row.person_id,
            votes=row.votes,
            seat=row.seat,
            delegation=row.delegation,
            name=row.name,
            folded=row.folded,
            order_key=row.order_key,
        )
        for row in former.roll.order_by("order_key", "pk")
    )
