"""What must hold between the parts of a poll file, on whatever of it could be read.

Numbers that do not add up are not looked at here: :mod:`tinnhiem.law.reconciliation` does.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

from tinnhiem.exchange.findings import Findings
from tinnhiem.law.poll import CHOICES, Choice, Procedure

Clean = Mapping[str, Any]


def check_poll(clean: Clean, findings: Findings) -> None:
    """Note what contradicts itself in a poll whose single values were read already."""
    _check_term(clean, findings)
    _check_dates(clean, findings)
    types = tuple(_rows(clean, "ballot_types"))
    people = tuple(_rows(clean, "slate"))
    _check_unique_ids("ballot_types", types, findings)
    _check_unique_ids("slate", people, findings)
    _check_persons_once(people, findings)
    _check_types_known(people, types, findings)
    _check_board_once(clean, findings)
    _check_counts(clean, people, findings)
    _check_papers(clean, people, types, findings)


def _rows(clean: Clean, key: str) -> Iterator[tuple[int, Clean]]:
    """The rows of a list that could be read, with their numbers in the file."""
    for index, row in enumerate(clean.get(key, ())):
        if isinstance(row, Mapping):
            yield index, row


def _check_term(clean: Clean, findings: Findings) -> None:
    term = clean.get("body", {}).get("term")
    if term is None or not all(isinstance(year, int) for year in term):
        return
    if len(term) != 2 or term[0] >= term[1]:
        findings.add("term-malformed", "body.term", found=" - ".join(map(str, term)))


def _check_dates(clean: Clean, findings: Findings) -> None:
    sitting = clean.get("sitting", {})
    opening, poll = sitting.get("opening_date"), sitting.get("poll_date")
    if opening is not None and poll is not None and poll < opening:
        findings.add("poll-before-opening", "sitting.poll_date", poll=poll, opening=opening)
    if poll is None:
        return
    for index, person in _rows(clean, "slate"):
        born = person.get("birth_year")
        if born is not None and born >= poll.year:
            findings.add("born-after-poll", f"slate[{index}].birth_year", year=born, poll=poll)
        for number, post in _rows(person, "posts"):
            _check_election(post, f"slate[{index}].posts[{number}].elected_on", poll, findings)


def _check_election(post: Clean, place: str, poll: date, findings: Findings) -> None:
    elected = post.get("elected_on")
    if elected is not None and elected > poll:
        findings.add("elected-after-poll", place, elected=elected, poll=poll)


def _check_unique_ids(key: str, rows: tuple[tuple[int, Clean], ...], findings: Findings) -> None:
    first: dict[str, int] = {}
    for index, row in rows:
        identifier = row.get("id")
        if identifier is None:
            continue
        if identifier in first:
            other = f"{key}[{first[identifier]}].id"
            findings.add("id-twice", f"{key}[{index}].id", id=identifier, other=other)
        first.setdefault(identifier, index)


def _check_persons_once(people: tuple[tuple[int, Clean], ...], findings: Findings) -> None:
    """The same name with the same posts is one person entered twice, unless births differ."""
    first: dict[object, int] = {}
    for index, person in people:
        posts = frozenset(
            (str(post.get("title", "")).casefold(), post.get("position"))
            for _number, post in _rows(person, "posts")
        )
        if "name" not in person or not posts:
            continue
        key = (person["name"].casefold(), posts, person.get("birth_year"))
        if key in first:
            other = f"slate[{first[key]}].name"
            findings.add("person-twice", f"slate[{index}].name", name=person["name"], other=other)
        first.setdefault(key, index)


def _check_types_known(
    people: tuple[tuple[int, Clean], ...],
    types: tuple[tuple[int, Clean], ...],
    findings: Findings,
) -> None:
    known = tuple(str(row["id"]) for _index, row in types if "id" in row)
    for index, person in people:
        wanted = person.get("ballot_type")
        if wanted is None or wanted in known or not known:
            continue
        near = findings.nearest(wanted, known) or ", ".join(known)
        place = f"slate[{index}].ballot_type"
        findings.add("ballot-type-unknown", place, id=wanted, known=near)


def _check_board_once(clean: Clean, findings: Findings) -> None:
    """The same name is one member entered twice, unless two units tell two people apart."""
    first: dict[str, list[tuple[int, Clean]]] = {}
    for index, member in _rows(clean, "counting_board"):
        if "name" not in member:
            continue
        same = first.setdefault(member["name"].casefold(), [])
        alike = [number for number, known in same if _may_be_one(member, known)]
        if alike:
            values = {"name": member["name"], "other": f"counting_board[{alike[0]}].name"}
            findings.add("board-member-twice", f"counting_board[{index}].name", **values)
        same.append((index, member))


def _may_be_one(member: Clean, other: Clean) -> bool:
    units = {str(row["unit"]).casefold() for row in (member, other) if row.get("unit")}
    return len(units) < 2


def _check_counts(clean: Clean, people: tuple[tuple[int, Clean], ...], findings: Findings) -> None:
    if "procedure" not in clean:
        return
    procedure = Procedure(clean["procedure"])
    expected = tuple(choice.value for choice in CHOICES[procedure])
    for index, person in people:
        count = person.get("count")
        if count is None:
            continue
        for choice in Choice:
            place = f"slate[{index}].count.{choice}"
            _check_choice(choice, place, (count, expected, procedure), findings)


def _check_choice(
    choice: Choice,
    place: str,
    within: tuple[Clean, tuple[str, ...], Procedure],
    findings: Findings,
) -> None:
    count, expected, procedure = within
    if choice in expected and choice not in count and not findings.noted(place):
        findings.add_absent(place, choice.value)
    if choice not in expected and choice in count:
        values = {"choice": choice.value, "procedure": procedure.value}
        findings.add("choice-of-other-procedure", place, **values)


#: Which parts of ``papers`` have ids as keys, and of what.
_KEYED_BY_PERSON = (
    "invalid_lines",
    "minority_lines",
    "nominating_authority",
    "other_places",
    "presented_opinion",
    "resigned_on",
)
_KEYED_BY_TYPE = ("received", "seals")


def _check_papers(
    clean: Clean,
    people: tuple[tuple[int, Clean], ...],
    types: tuple[tuple[int, Clean], ...],
    findings: Findings,
) -> None:
    papers = clean.get("papers", {})
    if not all("id" in row for _index, row in (*people, *types)):
        return  # what a key names cannot be known while an id cannot be read
    persons = {str(row["id"]): None for _index, row in people if "id" in row}
    ballots = {str(row["id"]): None for _index, row in types if "id" in row}
    keyed = [(f"papers.{name}", papers.get(name, {}), persons) for name in _KEYED_BY_PERSON]
    keyed += [(f"papers.{name}", papers.get(name, {}), ballots) for name in _KEYED_BY_TYPE]
    opinions = papers.get("voter_opinions", {}).get("persons", {})
    keyed.append(("papers.voter_opinions.persons", opinions, persons))
    for place, values, known in keyed:
        for key in values:
            if known and key not in known:
                near = findings.nearest(key, known) or ", ".join(islice(known, 10))
                findings.add("papers-id-unknown", f"{place}.{key}", id=key, known=near)
