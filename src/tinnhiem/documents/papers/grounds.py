"""Why persons on the list are not polled: each ground in words, and all of them counted."""

from collections.abc import Mapping, Sequence
from typing import Any

from tinnhiem.documents.blanks import day_or_blank, read_day
from tinnhiem.documents.papers.cases import Citer
from tinnhiem.documents.papers.people import DECIDED, decision_text
from tinnhiem.wording.numbers import padded
from tinnhiem.wording.terms import PROCEDURES

Record = Mapping[str, Any]


def ground_text(person: Record, data: Record, citer: Citer) -> str:
    """Return why one person is not polled, with the clause: ``khoản 5 Điều 2: …``.

    Somebody whom no rule makes a subject is told of the provision on subjects, once and briefly.
    """
    if person["polled"]:
        return ""
    if person.get("left_on"):
        return f"{_LEFT} {day_or_blank(read_day(person['left_on']))}"
    decided = decision_text(person)
    if decided and _by_law(person):
        return decided
    by_law = _ground_in_law(person, data, citer)
    return f"{by_law}; {decided}" if decided else by_law


def _by_law(person: Record) -> bool:
    """Whether the law alone would put the person to the poll."""
    return bool(person.get("by_law", person["polled"]))


def _ground_in_law(person: Record, data: Record, citer: Citer) -> str:
    if not _kept_out(person):
        return _gone(person, data)
    if _is_outside(person):
        first = person["reasons"][0]["citation"]
        return f"{_cited(first, data, citer)}: {_outside(data)}"
    return "; ".join(
        dict.fromkeys(
            f"{_cited(reason['citation'], data, citer)}: {_small(reason['text'].rstrip('.'))}"
            for reason in person["reasons"]
        )
    )


def grounds_counted(data: Record, citer: Citer) -> str:
    """Return the clauses by which persons are not polled; with two or more, how many by each.

    One clause stands alone: ``khoản 5 Điều 2 Nghị quyết số 96/2023/QH15``. Several are counted:
    ``03 theo khoản 5 Điều 2 …, 01 không thuộc đối tượng theo khoản 2 Điều 2 …``.
    """
    counted: dict[tuple[str, str], int] = {}
    for person in data["persons"]:
        if not person["polled"]:
            ground = _ground(person, citer)
            counted[ground] = counted.get(ground, 0) + 1
    if not counted:
        return ""
    if len(counted) == 1:
        ((kind, clause),) = counted
        return f"{kind} {clause}".strip() if kind != _BY else clause
    ordered = sorted(counted.items(), key=lambda item: item[0][0] != _BY)
    texts = [f"{padded(n)} {kind} {clause}".strip() for (kind, clause), n in ordered]
    return ", ".join(_named_once(texts, citer))


def _named_once(texts: Sequence[str], citer: Citer) -> list[str]:
    """Texts that all end with one instrument's name: the last alone keeps it."""
    names = [name for name in citer.short_names.values() if all(t.endswith(name) for t in texts)]
    if not names:
        return list(texts)
    return [*(text.removesuffix(names[0]).rstrip(" ,") for text in texts[:-1]), texts[-1]]


_BY, _NO_SUBJECT, _RESIGNED = "theo", "không thuộc đối tượng theo", "đã có đơn xin từ chức"
_LEFT = "thôi giữ chức vụ"


def _ground(person: Record, citer: Citer) -> tuple[str, str]:
    if person.get("left_on"):
        return _LEFT, ""
    if person.get("decision") and _by_law(person):
        return DECIDED, ""
    if not _kept_out(person):
        return _RESIGNED, ""
    citation = person["reasons"][0]["citation"]
    clause = citer.full({**citation, "point": None})
    return (_NO_SUBJECT if _is_outside(person) else _BY), clause


def _is_outside(person: Record) -> bool:
    """Whether the reasons name rules that the person falls outside of."""
    return all(not reason["applies"] for reason in person["reasons"])


def _kept_out(person: Record) -> bool:
    """Whether the law keeps the person out; else they left before the vote."""
    return any(not r["applies"] or r["kind"] == "exclusion" for r in person["reasons"])


def _gone(person: Record, data: Record) -> str:
    day = read_day((data["papers"].get("resigned_on") or {}).get(person["id"]))
    return f"{_RESIGNED} {day_or_blank(day)}"


def _outside(data: Record) -> str:
    return f"không thuộc đối tượng {PROCEDURES[data['procedure']].vi}"


def _cited(citation: Record, data: Record, citer: Citer) -> str:
    """The provision; with its instrument where that is not the poll's own rulebook."""
    clause = {**citation, "point": None}
    own = citation["instrument"] in {None, data["instruments"][0]["id"]}
    return citer.place(clause) if own else citer.full(clause)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def excluded_grounds(persons: Sequence[Record], data: Record, citer: Citer) -> dict[str, str]:
    """Return the ground of each person by id."""
    return {person["id"]: ground_text(person, data, citer) for person in persons}
