"""Who holds a post of a body on a day, and whom deputies may petition about."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from tinnhiem.law.chain import Chain
from tinnhiem.law.poll import Procedure
from tinnhiem.law.rulebook import SubjectRule
from tinnhiem.records.models import Person, Poll, Tenure


def holders(body: int, day: date | None) -> dict[Person, list[Tenure]]:
    """Return who holds which posts of a body (by id), in the order of names.

    Without a day: whoever holds one with no end known.
    """
    rows = Tenure.objects.filter(post__body=body).select_related("person", "post")
    if day is not None:
        rows = rows.exclude(from_date__gt=day).exclude(until_date__lt=day)
    else:
        rows = rows.filter(until_date__isnull=True)
    held: dict[Person, list[Tenure]] = {}
    for tenure in rows.order_by("person__order_key", "from_date", "pk"):
        held.setdefault(tenure.person, []).append(tenure)
    return held


def posts_held(tenures: Iterable[Tenure]) -> list[dict[str, Any]]:
    """Return posts as a list keeps them: title, position, since when."""
    return [
        {
            "title": tenure.post.title,
            "position": tenure.post.position,
            "elected_on": tenure.from_date.isoformat() if tenure.from_date else None,
        }
        for tenure in tenures
    ]


def answerable(poll: Poll, chain: Chain, on: date) -> dict[Person, list[Tenure]]:
    """Return who may be put to a vote of confidence at the body of a poll, with those posts.

    The posts are those of the chain's rules on whom such a vote concerns; the list of the poll
    does not matter: whom a rating leaves out may still be petitioned about.
    """
    rules = [
        rule
        for rule in chain.of(SubjectRule, on)
        if Procedure.CONFIDENCE_VOTE in rule.procedures
        and poll.body_kind in rule.bodies
        and poll.body_level in rule.levels
    ]
    positions = {position.value for rule in rules for position in rule.positions}
    found = {
        person: [tenure for tenure in tenures if tenure.post.position in positions]
        for person, tenures in holders(poll.body_id, on).items()
    }
    return {person: tenures for person, tenures in found.items() if tenures}
