"""Who plays: an invented council, whom it rates, who votes, who works in the office."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tinnhiem.demonstration.office.names import invented
from tinnhiem.demonstration.scenes import poll_file

Marks = Mapping[str, int]
#: The usual beginning of a term, and the dates of who came later, by what the scene calls them.
START: Final = "start"
LATER: Final = "later"
#: Ballot types as the office makes them of the legal bases, by those of the scene.
KINDS: Final = {"hdnd": "council", "ubnd": "people-committee"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody who holds posts, ``since`` the beginning of the term or later, in the poll's year.

    ``marks`` are those of the scene; empty where nobody rates the person there.
    """

    key: str
    name: str
    salutation: str
    birth_year: int
    ballot_type: str
    posts: tuple[tuple[str, str], ...]
    since: str = START
    retiring: bool = False
    marks: Marks = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deputy:
    """Somebody who votes; those of the board with what they are on it."""

    name: str
    salutation: str
    delegation: str
    seat: str
    duty: str = ""
    team: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everybody of the play, the body, and its papers."""

    body: str
    place: str
    papers: Mapping[str, Any]
    holders: tuple[Holder, ...]
    deputies: tuple[Deputy, ...]
    present: int
    #: The names of those who work in the office, by what they are.
    staff: Mapping[str, str]

    @property
    def board(self) -> tuple[Deputy, ...]:
        """The counting board, its head first."""
        return tuple(deputy for deputy in self.deputies if deputy.duty)

    def team(self, number: int) -> Deputy:
        """Return who keys for a team."""
        return next(deputy for deputy in self.board if deputy.team == number)

    def head(self) -> Deputy:
        """Return the head of the board."""
        return self.board[0]


_STAFF: Final = {
    "operator": "van-hanh",
    "clerk": "Cầm Thị Lan",
    "convener": "Hoàng Văn Nhân",
    "auditor": "Lê Đức Thạo",
    "front": "Vi Thị Thảo",
    "personnel": "Trịnh Quang Yên",
    "desk": "Lù Thị Vảng",
    "observer": "Đinh Công Nhã",
}
#: In which team each of the seven sits; the head sits in none.
_TEAMS: Final = (None, 1, 1, 1, 2, 2, 2)


def council() -> Cast:
    """Return the council of the scene ``council``: 30 who hold posts, 52 deputies."""
    scene = json.loads(poll_file("council"))
    holders = tuple(_holder(row) for row in scene["slate"])
    members = tuple(
        Deputy(
            name=row["name"], salutation=row["salutation"], delegation=row["unit"], seat="",
            duty=row["role"], team=team,
        )
        for row, team in zip(scene["counting_board"], _TEAMS, strict=True)
    )  # fmt: skip
    own = tuple(
        Deputy(name=holder.name, salutation=holder.salutation, delegation="", seat="")
        for holder in holders
        if holder.ballot_type == "council"
    )
    taken = {*(one.name for one in holders), *(one.name for one in members), *_STAFF.values()}
    roll = scene["roll"]
    others = tuple(
        Deputy(name=name, salutation=salutation, delegation="", seat="")
        for salutation, name in invented(roll["membership"] - len(members) - len(own), taken)
    )
    return Cast(
        body=scene["body"]["name"],
        place=scene["sitting"]["place"],
        papers=scene["papers"],
        holders=holders,
        deputies=_seated((*members, *own, *others)),
        present=roll["present"],
        staff=_STAFF,
    )


def enlarged(cast: Cast, *, holders: int, voters: int, present: int) -> Cast:
    """Return a cast with more people, for tests of size; further counts are made up."""
    taken = {one.name for one in cast.holders} | {one.name for one in cast.deputies}
    taken |= set(_STAFF.values())
    missing = holders - len(cast.holders)
    new = list(invented(missing + voters - len(cast.deputies), taken))
    more = tuple(
        Holder(
            key=f"x{number:02d}", name=name, salutation=salutation, birth_year=1975,
            ballot_type="people-committee", posts=((f"Ủy viên UBND tỉnh, Giám đốc Sở số {number}",
                                        "people-committee-member"),),
        )
        for number, (salutation, name) in enumerate(new[:missing], 1)
    )  # fmt: skip
    roll = tuple(
        Deputy(name=name, salutation=salutation, delegation="", seat="")
        for salutation, name in new[missing:]
    )
    return replace(
        cast,
        holders=tuple(replace(one, marks={}) for one in cast.holders) + more,
        deputies=_seated((*cast.deputies, *roll)),
        present=present,
    )


def shortened(cast: Cast, *, holders: int, voters: int, present: int) -> Cast:
    """Return a cast with fewer people, for tests of single deeds."""
    own = [one for one in cast.holders if one.ballot_type == "council"]
    other = [
        one for one in cast.holders if one.ballot_type == "people-committee" and one.since == START
    ]
    kept = (*own[: holders // 2], *other[: holders - holders // 2])
    return replace(
        cast,
        holders=tuple(replace(one, marks={}) for one in kept),
        deputies=cast.deputies[:voters],
        present=present,
    )


def _holder(row: Mapping[str, Any]) -> Holder:
    posts = row["posts"]
    return Holder(
        key=row["id"],
        name=row["name"],
        salutation=row["salutation"],
        birth_year=row["birth_year"],
        ballot_type=KINDS[row["ballot_type"]],
        posts=tuple((post["title"], post["position"]) for post in posts),
        since=START if posts[0]["elected_on"] < "2028" else LATER,
        retiring="retirement_notice_on" in row,
        marks=row.get("count") or {},
    )


def _seated(deputies: tuple[Deputy, ...]) -> tuple[Deputy, ...]:
    """Give everybody a seat and a delegation."""
    return tuple(
        replace(
            deputy,
            seat=f"{number:02d}",
            delegation=deputy.delegation or f"Tổ đại biểu số {number % 10 + 1}",
        )
        for number, deputy in enumerate(deputies, 1)
    )
