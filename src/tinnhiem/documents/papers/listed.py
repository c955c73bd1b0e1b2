"""Lists that tables print: the board, the steps of the calendar, the sealed packets, opinions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from tinnhiem.documents.blanks import DOTS, Blank, day_or_blank, read_day, short_day_or_blank
from tinnhiem.documents.papers.people import GroupView, salutation
from tinnhiem.wording.names import fold
from tinnhiem.wording.numbers import percent
from tinnhiem.wording.terms import ACTORS

Record = Mapping[str, Any]

DUTIES = {"head": "Trưởng ban", "secretary": "Thư ký", "member": "Ủy viên"}
_RANK = {"head": 0, "secretary": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of the counting board; ``refused`` is why they did not sign, or empty."""

    number: int
    name: str
    full: str
    mention: str
    role: str
    duty: str
    unit: str
    refused: str


def board_rows(data: Record, *, party: bool) -> tuple[Member, ...]:
    """Return the counting board: head, secretary, then the others as they were listed."""
    ordered = sorted(data["board"], key=lambda member: _RANK.get(member["role"], 2))
    refused: Record = data["papers"].get("refused_to_sign") or {}
    return tuple(
        Member(
            number=number,
            name=member["name"],
            full=f"{salutation(member, party=party)[0]} {member['name']}",
            mention=f"{salutation(member, party=party)[1]} {member['name']}",
            role=member["role"],
            duty=DUTIES.get(member["role"], DUTIES["member"]),
            unit=member["unit"] or Blank(DOTS),
            refused=_refused(refused, number, member["name"]),
        )
        for number, member in enumerate(ordered, 1)
    )


def _refused(refused: Record, number: int, name: str) -> str:
    """The reason under the member's place on the board, or under the name without marks."""
    keys = {str(number), fold(name).replace(" ", "-")}
    return next((str(reason) for key, reason in refused.items() if key.lower() in keys), "")


def step_rows(data: Record) -> list[dict[str, object]]:
    """Return the steps up to the poll with their dates; late ones are named as late."""
    return [
        {
            "number": number,
            "id": step["id"],
            "text": step["text"].rstrip("."),
            "actor": ACTORS[step["actor"]].vi,
            "due": short_day_or_blank(read_day(step["due"])),
            "done": short_day_or_blank(read_day(step["done_on"])),
            "late": _late(read_day(step["done_on"]), read_day(step["due"])),
        }
        for number, step in enumerate((s for s in data["steps"] if s["days"] <= 0), 1)
    ]


def _late(done: date | None, due: date | None) -> bool:
    return done is not None and due is not None and done > due


def packet_rows(groups: tuple[GroupView, ...]) -> list[dict[str, object]]:
    """Return the packets that are sealed: returned, spoilt and unused ballots of each type."""
    rows: list[dict[str, object]] = []
    for group in groups:
        for content, sheets in (
            ("Phiếu thu về", group.returned),
            ("Phiếu viết hỏng, thu lại để đổi", group.exchanged),
            ("Phiếu chưa sử dụng", group.unused),
        ):
            if sheets == 0:
                continue
            rows.append(
                {
                    "number": len(rows) + 1,
                    "content": content,
                    "type": group.title,
                    "sheets": sheets,
                    "seal": group.seal if content == "Phiếu thu về" else Blank(DOTS),
                }
            )
    return rows


def opinions_view(papers: Record) -> dict[str, object]:
    """Return what is known of the voters' opinions, with dots for the rest."""
    found: Record = papers.get("voter_opinions") or {}
    persons: Record = found.get("persons") or {}
    return {
        "from": day_or_blank(read_day(found.get("from"))),
        "to": day_or_blank(read_day(found.get("to"))),
        "meetings": found.get("meetings"),
        "communes": found.get("communes"),
        "count": found.get("opinions"),
        "general": found.get("general") or "",
        "by_person": persons,
        "persons": len(persons) if persons else None,
        "proposals": found.get("proposals") or (),
        "known": bool(found),
    }


def trigger_view(data: Record) -> dict[str, object]:
    """Return what brought about a confidence vote; petitions are counted against all members."""
    found: Record = data["papers"].get("trigger") or {}
    petitions: list[Record] = found.get("petitions") or []
    deputies = sum(item["deputies"] for item in petitions) if petitions else None
    membership = data["roll"]["membership"]
    share = ""
    if deputies is not None and membership and deputies <= membership:
        share = percent(Fraction(deputies, membership))
    return {
        "kind": found.get("kind") or "",
        "organ": found.get("organ") or Blank(DOTS),
        "citation": found.get("citation") or "",
        "of_poll": day_or_blank(read_day(found.get("of_poll"))),
        "text": found.get("text") or "",
        "deputies": deputies,
        "percent": share or Blank(DOTS),
    }
