"""What a clerk is told about a set of papers, and never printed on them."""

from collections.abc import Iterator, Sequence

from tinnhiem.documents.papers.context import Ground
from tinnhiem.documents.papers.people import UNKNOWN
from tinnhiem.documents.papers.signing import is_chair
from tinnhiem.law.problems import Problem


def clerk_warnings(ground: Ground, kinds: Sequence[str]) -> Iterator[Problem]:
    """Say what is unusual: unknown salutations, ledgers that do not close, an unsigned extract."""
    yield from _salutations(ground)
    yield from _ledgers(ground)
    yield from _lines(ground)
    if "personal-extracts" in kinds:
        yield from _own_extract(ground)


def _salutations(ground: Ground) -> Iterator[Problem]:
    for index, person in enumerate(ground.data["persons"]):
        views = (*ground.persons, *ground.excluded)
        view = next(view for view in views if view.id == person["id"])
        if view.title == UNKNOWN:
            place = f"slate[{index}].salutation"
            yield Problem(code="salutation-unknown", place=place, values={"name": view.name})


def _ledgers(ground: Ground) -> Iterator[Problem]:
    for group in ground.groups:
        parts = (group.issued, group.exchanged, group.unused)
        if group.received is not None and None not in parts and not group.reconciled:
            values = {
                "type": group.title,
                "sum": sum(part or 0 for part in parts),
                "received": group.received,
            }
            place = f"papers.received.{group.id}"
            yield Problem(code="ledger-does-not-close", place=place, values=values)


def _lines(ground: Ground) -> Iterator[Problem]:
    """Reasons for lines without a valid mark that do not add up to the count."""
    for group in ground.groups:
        for person in group.persons:
            stated = (person.unmarked or 0) + (person.several_marks or 0)
            counted = (person.invalid or 0) - (group.invalid or 0)
            if stated and stated != counted:
                values = {"name": person.name, "stated": stated, "counted": counted}
                place = f"papers.invalid_lines.{person.id}"
                yield Problem(code="invalid-lines-differ", place=place, values=values)


def _own_extract(ground: Ground) -> Iterator[Problem]:
    signers = ground.papers.get("signers") or {}
    for person in ground.persons:
        named = [
            found.get("name")
            for key in ("personal-extracts", "default")
            if (found := signers.get(key))
        ]
        if is_chair(ground, person) and not any(name and name != person.name for name in named):
            place = "papers.signers.personal-extracts"
            yield Problem(code="extract-signer-needed", place=place, values={"name": person.name})
