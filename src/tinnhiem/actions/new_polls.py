"""Making a poll: from a body, a procedure and legal bases to a draft with conferences and list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.conf import settings

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.refusals import RefusedError, SeveralRefusedError
from tinnhiem.actions.slate_making import fill_slate, make_types
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.bookshelf import identifiers, load, parse
from tinnhiem.law.chain import Chain, load_chain
from tinnhiem.law.poll import BodyKind, Procedure
from tinnhiem.law.problems import InputError
from tinnhiem.law.rulebook import DenominatorRule, Instrument, Rulebook
from tinnhiem.records.models import Account, Body, BodyVersion, Conference, OwnRules, Poll
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.names import clean
from tinnhiem.wording.problems import sentence

CLERK: Final = frozenset({Role.CLERK})
MOST_CONFERENCES: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One conference as it was asked for."""

    name: str
    held_on: date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A poll as the questions before it were answered."""

    procedure: str
    rulebook: str
    sitting: str
    conferences: tuple[Meeting, ...]
    overlays: tuple[str, ...] = ()
    plan: OwnRules | None = None
    opening_date: date | None = None
    poll_date: date | None = None
    place: str = ""
    term_from: int | None = None
    term_until: int | None = None
    membership: int | None = None
    denominator: str = ""
    rehearsal: bool = False
    secret: bool = False


def refuse_secret(*, secret: bool) -> None:
    """Refuse a poll that is a state secret where the installation is connected to a network.

    :raises RefusedError: then, with the reason.
    """
    if secret and settings.CONNECTED:
        raise RefusedError(
            _(
                "A poll that is a state secret may not be kept on a connected machine. This"
                " installation is connected. Use one that stands alone, without any network."
            ),
            "secret",
        )


def version_on(body: Body, day: date) -> BodyVersion | None:
    """Return what a body was called and was on a day; the earliest where it began later."""
    begun = body.versions.filter(from_date__lte=day).order_by("-from_date").first()
    return begun or body.versions.order_by("from_date").first()


def bases_in_force(kind: str, day: date) -> list[Instrument]:
    """Return the base instruments for a kind of body that are in force on a day."""
    council = kind in {BodyKind.COUNCIL, BodyKind.NATIONAL_ASSEMBLY}
    track = "council" if council else "party"
    return [
        found
        for found in _shipped()
        if found.kind == "base" and found.track == track and _in_force(found, day)
    ]


def overlays_over(base: str, day: date) -> list[Instrument]:
    """Return the shipped instruments that may be laid over a base on a day, in order."""
    found: list[Instrument] = []
    below = {base}
    for each in sorted(_shipped(), key=lambda i: i.kind != "overlay"):
        if each.over in below and not each.example and _in_force(each, day):
            found.append(each)
            below.add(each.id)
    return found


def _shipped() -> list[Instrument]:
    return [load(identifier).instrument for identifier in identifiers()]


def _in_force(found: Instrument, day: date) -> bool:
    begun = found.in_force_from <= day
    return begun and (found.in_force_until is None or day <= found.in_force_until)


def bases_of(rulebook: str, overlays: Sequence[str], plan: OwnRules | None) -> Chain:
    """Return the chain of legal bases that was chosen, the own plan last.

    :raises InputError: where a file is unknown or unsound, or may not be laid on the others.
    """
    own: dict[str, Rulebook] = {}
    laid = list(overlays)
    if plan is not None:
        own[plan.identifier] = parse(plan.text.encode())
        laid.append(plan.identifier)
    return load_chain(rulebook, tuple(laid), own or None)


def denominator_of(chain: Chain, procedure: str) -> DenominatorRule:
    """Return the rule on the base of the shares.

    :raises InputError: where the chain does not rule this procedure.
    """
    return chain.denominator(Procedure(procedure))


@act("poll.made", roles=CLERK, says=noted("{actor} began a poll: {subject}"))
def make_poll(*, body: Body, wanted: Wanted, by: Account, at: datetime) -> Noted[Poll]:
    """Make a draft with its conferences, ballot types and proposed list.

    :raises RefusedError: where an answer is missing, contradicts another, or the law refuses it.
    """
    refuse_secret(secret=wanted.secret)
    day = wanted.poll_date or wanted.opening_date
    version = version_on(body, day or at.date())
    if version is None:
        raise RefusedError(_("The registry does not say what this body is."), "body")
    chain = _checked(wanted, body)
    poll = _make(body, version, wanted)
    if wanted.plan is not None:
        poll.own_rules.add(wanted.plan)
    _convene(poll, wanted, chain)
    after = {
        "procedure": poll.procedure,
        "bases": [instrument.id for instrument in chain.instruments],
        "opening_date": poll.opening_date,
        "poll_date": poll.poll_date,
        "conferences": len(wanted.conferences),
        "people": poll.slate.count(),
        "rehearsal": poll.rehearsal,
    }
    return Noted(result=poll, subject=str(poll), after=after)


def _checked(wanted: Wanted, body: Body) -> Chain:
    """Check the answers against each other and the law.

    :raises SeveralRefusedError: with what is wrong, by field.
    """
    errors = {}
    opening, day = wanted.opening_date, wanted.poll_date
    if not clean(wanted.sitting):
        errors["sitting"] = _("Name the sitting or the conference.")
    if opening is None and day is None:
        errors["poll_date"] = _("Set the opening of the sitting or the day of the poll.")
    if opening is not None and day is not None and day < opening:
        errors["poll_date"] = _("The poll cannot be held before the sitting opens.")
    if not 1 <= len(wanted.conferences) <= MOST_CONFERENCES:
        errors["name_1"] = _("Name at least one conference.")
    if wanted.plan is not None and wanted.plan.body_id != body.pk:
        errors["plan"] = _("Another body keeps a law file with this id.")
    if errors:
        raise SeveralRefusedError(errors)
    return _lawful(wanted)


def _lawful(wanted: Wanted) -> Chain:
    try:
        chain = bases_of(wanted.rulebook, wanted.overlays, wanted.plan)
        rule = denominator_of(chain, wanted.procedure)
        chain.choices(Procedure(wanted.procedure))
    except InputError as error:
        told = " ".join(sentence(problem) for problem in error.problems)
        raise RefusedError(told, "rulebook") from error
    free = {option.value for option in rule.options} if rule.base is None else set()
    if wanted.denominator and wanted.denominator not in free:
        raise RefusedError(_("The legal bases do not offer this base."), "denominator")
    return chain


def _make(body: Body, version: BodyVersion, wanted: Wanted) -> Poll:
    laid = [*wanted.overlays, *([wanted.plan.identifier] if wanted.plan else [])]
    secret = Poll.Classification.SECRET if wanted.secret else Poll.Classification.NONE
    return Poll.objects.create(
        body=body,
        body_name=version.name,
        body_kind=version.kind,
        body_level=version.level,
        term_from=wanted.term_from,
        term_until=wanted.term_until,
        procedure=wanted.procedure,
        rulebook=wanted.rulebook,
        overlays=laid,
        sitting=clean(wanted.sitting)[:300],
        place=clean(wanted.place)[:300],
        opening_date=wanted.opening_date,
        poll_date=wanted.poll_date,
        membership=wanted.membership,
        denominator=wanted.denominator,
        rehearsal=wanted.rehearsal or body.rehearsal,
        classification=secret.value,
    )


def _convene(poll: Poll, wanted: Wanted, chain: Chain) -> None:
    """Make the conferences; everybody stands on the list of the first until moved."""
    made = [
        Conference.objects.create(
            poll=poll,
            name=clean(each.name)[:300],
            held_on=each.held_on or poll.poll_date,
            place=clean(each.place or poll.place)[:300],
            position=place,
        )
        for place, each in enumerate(wanted.conferences, 1)
    ]
    for conference in made:
        make_types(poll, conference, chain)
    try:
        fill_slate(poll, made[0])
    except InputError as error:
        told = " ".join(sentence(problem) for problem in error.problems)
        raise RefusedError(told, "opening_date") from error
