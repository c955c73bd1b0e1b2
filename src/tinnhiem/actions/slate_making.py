"""Drawing up a list from the registry: who holds a post, what the law concludes, in what order."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from tinnhiem.actions.grounds import Ground, grounds
from tinnhiem.law.chain import Chain
from tinnhiem.law.poll import BodyKind
from tinnhiem.law.rulebook import BallotGroupRule
from tinnhiem.records.holders import holders, posts_held
from tinnhiem.records.lawful import chain_for, lawful_poll
from tinnhiem.records.models import (
    BallotType,
    Conference,
    Dossier,
    Person,
    Poll,
    Rated,
    Tenure,
)

TINTS: Final = ("yellow", "green", "blue", "pink", "white")


def ballot_groups(poll: Poll, chain: Chain) -> list[BallotGroupRule]:
    """Return the rules on ballot types for a poll's kind of body, in their order."""
    kind = BodyKind(poll.body_kind)
    rules = chain.of(BallotGroupRule, poll.poll_date or poll.opening_date)
    return sorted((rule for rule in rules if kind in rule.bodies), key=lambda rule: rule.order)


def make_types(poll: Poll, conference: Conference, chain: Chain) -> None:
    """Make the ballot types that the law asks for; one for everybody where it names none."""
    found = [(r.id.removeprefix("ballot-"), r.title_vi) for r in ballot_groups(poll, chain)]
    for place, (code, title) in enumerate(found or [("chung", poll.sitting)], 1):
        tint = TINTS[min(place, len(TINTS)) - 1] if len(found) > 1 else "white"
        BallotType.objects.get_or_create(
            conference=conference,
            code=code[:40],
            defaults={"title": title[:500], "position": place, "tint": tint},
        )


def fill_slate(poll: Poll, conference: Conference) -> int:
    """Put everybody who holds a post of the body on the list; return how many were added."""
    chain = chain_for(poll)
    held = _holders(poll)
    mine = {row.person_id: row for row in conference.slate.all()}
    elsewhere = set(poll.slate.exclude(conference=conference).values_list("person_id", flat=True))
    new = [person for person in held if person.pk not in mine and person.pk not in elsewhere]
    number = _last_number(poll)
    for place, person in enumerate(new, number + 1):
        mine[person.pk] = _new_row(poll, conference, person, place)
    for person, tenures in held.items():
        if person.pk in mine:
            _freeze_posts(mine[person.pk], person, tenures)
    conclude(poll, conference, chain, mine.values())
    return len(new)


def _holders(poll: Poll) -> dict[Person, list[Tenure]]:
    """Return who holds which posts of the body on the day of the poll."""
    return holders(poll.body_id, poll.poll_date or poll.opening_date)


def _last_number(poll: Poll) -> int:
    lines = poll.slate.values_list("line", flat=True)
    numbers = [int(line[1:]) for line in lines if line[:1] == "p" and line[1:].isdecimal()]
    return max(numbers, default=0)


def _new_row(poll: Poll, conference: Conference, person: Person, number: int) -> Rated:
    row = Rated(poll=poll, conference=conference, person=person, line=f"p{number}")
    row.set_name(person.name)
    return row


def _freeze_posts(row: Rated, person: Person, tenures: Iterable[Tenure]) -> None:
    row.set_name(person.name)
    row.salutation = person.salutation
    row.birth_year = person.birth_year
    row.retirement_notice_on = person.retirement_notice_on
    row.posts = posts_held(tenures)
    row.save()
    Dossier.objects.get_or_create(rated=row)


def conclude(poll: Poll, conference: Conference, chain: Chain, rows: Iterable[Rated]) -> None:
    """Conclude from the law for everybody about whom nothing was decided by hand, and order."""
    conference.poll = poll
    found = grounds(lawful_poll(conference), chain)
    types = {kind.code: kind for kind in conference.ballot_types.all()}
    order = _Order(ballot_groups(poll, chain), types)
    fresh = sorted(rows, key=order.key)
    for place, row in enumerate(fresh, 1):
        _take_over(row, found[row.line])
        if not row.position:
            row.position = place
        row.ballot_type = row.ballot_type or order.type_of(row)
        row.version += 1
        row.save()


def _take_over(row: Rated, ground: Ground) -> None:
    kept = bool(row.decided_by_hand) or row.conclusion == Rated.Conclusion.LEFT
    row.reasons = ground.reasons
    if not kept:
        row.conclusion = ground.conclusion


class _Order:
    """The ballot type and the place of a person by the posts that they hold."""

    def __init__(self, groups: Sequence[BallotGroupRule], types: Mapping[str, BallotType]) -> None:
        self._types = types
        self._ranks: dict[str, tuple[int, str]] = {}
        for group in groups:
            code = group.id.removeprefix("ballot-")
            for position in group.positions:
                self._ranks.setdefault(position.value, (len(self._ranks), code))

    def key(self, row: Rated) -> tuple[int, int, str]:
        """Return the key by which a list is ordered: by hand first, by post and name then."""
        return (row.position or 10_000, self._rank(row)[0], row.order_key)

    def type_of(self, row: Rated) -> BallotType | None:
        """Return the ballot type of a person, the only one where no rule names theirs."""
        found = self._types.get(self._rank(row)[1])
        only = next(iter(self._types.values())) if len(self._types) == 1 else None
        return found or only

    def _rank(self, row: Rated) -> tuple[int, str]:
        ranks = [self._ranks[p["position"]] for p in row.posts if p["position"] in self._ranks]
        return min(ranks, default=(len(self._ranks), ""))


def reconcluded(poll: Poll) -> list[dict[str, Any]]:
    """Return whom a new conclusion from the registry and the dates would change, without writing.

    Each with ``line``, ``name``, ``before``, ``after`` (conclusions) and both texts of reasons.
    """
    changed = []
    chain = chain_for(poll)
    for conference in poll.conferences.all():
        conference.poll = poll
        found = grounds(lawful_poll(conference), chain)
        for row in conference.slate.all():
            ground = found[row.line]
            kept = row.decided_by_hand or row.conclusion == Rated.Conclusion.LEFT
            after = row.conclusion if kept else ground.conclusion
            texts = [[each["text_vi"] for each in reasons] for reasons in
                     (row.reasons, ground.reasons)]  # fmt: skip
            if after != row.conclusion or texts[0] != texts[1]:
                changed.append({
                    "line": row.line, "name": row.name, "before": row.conclusion, "after": after,
                    "before_reasons": row.reasons, "after_reasons": ground.reasons,
                })  # fmt: skip
    return changed


def conclude_again(poll: Poll) -> list[dict[str, Any]]:
    """Conclude anew from the law for the whole list, and return whom it changed."""
    changed = reconcluded(poll)
    chain = chain_for(poll)
    if changed:
        for conference in poll.conferences.all():
            conclude(poll, conference, chain, list(conference.slate.all()))
    return changed


def refresh(poll: Poll, conference: Conference) -> None:
    """Take posts and dates of a conference's list from the registry again, and conclude."""
    held = {person.pk: (person, tenures) for person, tenures in _holders(poll).items()}
    for row in conference.slate.all():
        if row.person_id in held:
            _freeze_posts(row, *held[row.person_id])
    first = poll.conferences.order_by("position").first()
    if first is not None and first.pk == conference.pk:
        fill_slate(poll, conference)
    else:
        conclude(poll, conference, chain_for(poll), list(conference.slate.all()))
