"""What forms are filled in with: every field of the facts under the name that clerks use."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tinnhiem.documents.blanks import (
    DOTS,
    Blank,
    day_or_blank,
    hour_or_blank,
    read_day,
    text_or_blank,
)
from tinnhiem.documents.facts import Facts
from tinnhiem.documents.papers.cases import CaseView, Citer, base_text, case_views, share_words
from tinnhiem.documents.papers.grounds import excluded_grounds, grounds_counted
from tinnhiem.documents.papers.listed import (
    board_rows,
    opinions_view,
    packet_rows,
    step_rows,
    trigger_view,
)
from tinnhiem.documents.papers.names import (
    BodyName,
    body_name,
    council_ordinal,
    council_text,
    in_full,
    term_text,
)
from tinnhiem.documents.papers.people import (
    GroupView,
    Manner,
    PersonView,
    excluded_views,
    group_views,
)
from tinnhiem.documents.papers.quoting import legal_basis, plan_view
from tinnhiem.documents.plain import printed_hash
from tinnhiem.wording.numbers import in_words
from tinnhiem.wording.terms import PROCEDURES

Record = Mapping[str, Any]

#: Up to so many persons the subject names their number; above so many a resolution has an annex.
FEW, ANNEX_ABOVE = 7, 30
#: Posts of heads of agencies; whatever follows is the name of the agency.
_HEADS = re.compile(
    r"(?:Tổng )?Giám đốc|(?:Tổng |Chi )?[Cc]ục trưởng|Vụ trưởng|Viện trưởng|Hiệu trưởng"
    r"|Trưởng [Bb]an|Chánh Văn phòng|Chánh Thanh tra|Chủ nhiệm"
)
_TIMES = ("opened", "closed", "counted", "sealed", "ended", "board_elected")
_PLACES = ("hall", "counting", "keeping")
_SCOPES = {
    "managing-authority": "cấp có thẩm quyền quản lý cán bộ",
    "leadership": "tập thể lãnh đạo cùng cấp",
    "person": "người được lấy phiếu",
    "conference": "hội nghị",
    "unit": "cơ quan, đơn vị",
    "public": "công khai",
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """What all papers of a set share: the facts read into views, and the manner of writing."""

    data: Record
    papers: Record
    manner: Manner
    body: BodyName
    citer: Citer
    base: str
    groups: tuple[GroupView, ...]
    excluded: tuple[PersonView, ...]
    cases: tuple[CaseView, ...]

    @property
    def persons(self) -> tuple[PersonView, ...]:
        """Everybody who is polled, group by group."""
        return tuple(person for group in self.groups for person in group.persons)


def ground_of(facts: Facts, *, party: bool) -> Ground:
    """Read the facts into views; ``party`` says whether the issuer writes in the Party's form."""
    data: Record = facts.data
    papers: Record = data["papers"]
    places = papers.get("percent_places")
    manner = Manner(
        party=party,
        places=2 if places is None else places,
        keep_zeros=bool(papers.get("percent_zeros")),
    )
    body = body_name(data["body"], papers, data["sitting"]["place"])
    citer = Citer(
        short_names={item["id"]: item["short_vi"] for item in data["instruments"]},
        commas=party,
    )
    base = base_text(data["base"], data["body"], body.short)
    groups = group_views(data, manner)
    persons = tuple(person for group in groups for person in group.persons)
    return Ground(
        data=data,
        papers=papers,
        manner=manner,
        body=body,
        citer=citer,
        base=base,
        groups=groups,
        excluded=excluded_views(data, manner, excluded_grounds(data["persons"], data, citer)),
        cases=case_views(data, persons, citer, base),
    )


def values_of(ground: Ground) -> dict[str, object]:
    """Return the fields of all forms, but those of one paper and those that are functions."""
    data, papers = ground.data, ground.papers
    persons, total = ground.persons, len(ground.persons)
    resigned = [p for p in ground.excluded if p.resigned_on]
    return {
        **_act(ground),
        **_texts(papers),
        "adopted": _adopted(ground),
        "body": ground.body,
        "board": board_rows(data, party=ground.manner.party),
        "cases": ground.cases,
        "council": council_text(papers.get("council_term")),
        "criteria": data["scopes"]["criteria"],
        "excluded": ground.excluded,
        "exclusion_citation": grounds_counted(data, ground.citer),
        "few": 2 <= total <= FEW,
        "groups": ground.groups,
        "in_annex": total > ANNEX_ABOVE,
        "kept_years": data["scopes"]["ballots_kept"],
        "legal_bases": [*(papers.get("legal_bases") or ()), *_bases(ground)],
        "opinions": opinions_view(papers),
        "packets": packet_rows(ground.groups),
        "persons": persons,
        "plan": plan_view(papers, data["instruments"], party=ground.manner.party),
        "quorum": _quorum(ground),
        "quorum_share": _quorum_share(data["scopes"]["quorum_share"]),
        "report_due": _report_due(data),
        "resigned": resigned,
        "roll": _roll(data, papers),
        "several_groups": len(ground.groups) > 1,
        "single": persons[0] if total == 1 else None,
        "sitting": _sitting(data["sitting"]),
        "steps": step_rows(data),
        "term": term_text(data["body"]["term"]),
        "total": total,
        "total_all": total + len(ground.excluded),
        "total_excluded": len(ground.excluded),
        "track": data["track"],
        "trigger": trigger_view(data),
        "w": _words(ground),
    }


def _act(ground: Ground) -> dict[str, object]:
    data = ground.data
    level = next((c["label"] for c in data["choices"] if c["id"] in {"low", "no_confidence"}), "")
    disclosed = ground.papers.get("disclosure_scopes") or data["scopes"]["disclosure"] or ()
    citation = data["scopes"]["disclosure_citation"]
    first = data["instruments"][0]
    above = [item for item in data["instruments"] if item["kind"] != "plan"]
    return {
        "act": PROCEDURES[data["procedure"]].vi,
        "base": ground.base,
        "base_citation": ground.citer.full(data["base_rule"]) if data["base_rule"] else "",
        "base_chosen": data["base_chosen"],
        "places_citation": ground.citer.full(data["places_rule"]) if data["places_rule"] else "",
        "base_is_ballots": data["base"] in {"returned", "valid", None},
        "returned_base": data["base"] in {"returned", None},
        "cases_article": ground.cases[0].article if ground.cases else "",
        "cases_lowest": ground.cases[0].before.partition(" và ")[0] if ground.cases else "",
        **_places_of_cases(ground),
        "counted": data["counted"],
        "decimals": in_words(ground.manner.places),
        "disclosure": ", ".join(_SCOPES.get(scope, scope) for scope in disclosed) or Blank(DOTS),
        "disclosure_citation": ground.citer.full(citation) if citation else "",
        "instrument": first["short_vi"],
        "bases_above": [legal_basis(item, party=ground.manner.party) for item in above],
        "instrument_full": _joined(
            [legal_basis(item, party=ground.manner.party) for item in above],
            last=", "
            if len(above) < len(data["instruments"]) or ground.papers.get("plan")
            else " và ",
        ),
        "level": level.lower(),
        "party": ground.manner.party,
        "rating": data["procedure"] == "rating",
    }


def _joined(texts: list[str], *, last: str) -> str:
    """Texts in one, the last after ``last``: a comma where a plan is still to follow."""
    return last.join(text for text in (", ".join(texts[:-1]), texts[-1]) if text)


def _places_of_cases(ground: Ground) -> dict[str, object]:
    """All cases cited together: ``khoản 2, khoản 3 Điều 12 Nghị quyết số 96/2023/QH15``."""
    found = [item["citation"] for item in ground.data["outcomes"]]
    if not found:
        return {"cases_places": "", "cases_places_short": ""}
    head = "".join(f"{part}, " for c in found[:-1] if (part := _below(c, found[-1])))
    return {
        "cases_places": head + ground.citer.full(found[-1]),
        "cases_places_short": head + ground.citer.place(found[-1]),
    }


def _below(citation: Record, last: Record) -> str:
    """A provision without what it shares with the last: ``điểm đ`` before ``điểm d khoản 1 …``."""
    point = f"điểm {citation['point']}" if citation["point"] else ""
    if point and citation["clause"] == last["clause"]:
        return point
    clause = f"khoản {citation['clause']}" if citation["clause"] else ""
    return f"{point} {clause}".strip()


def _bases(ground: Ground) -> list[str]:
    instruments = ground.data["instruments"]
    return [legal_basis(item, party=ground.manner.party) for item in instruments]


def _texts(papers: Record) -> dict[str, object]:
    times, places = papers.get("times") or {}, papers.get("places") or {}
    return {
        "complaints": papers.get("complaints") or "",
        "contact": text_or_blank(papers.get("contact")),
        "copies": papers.get("copies"),
        "dossier_hash": printed_hash(str(papers.get("dossier_hash") or "")),
        "missing_ballots": papers.get("missing_ballots") or "",
        "notes": papers.get("notes") or "",
        "observers": papers.get("observers") or (),
        "places": {name: text_or_blank(places.get(name)) for name in _PLACES},
        "reserved": papers.get("reserved_opinions") or (),
        "times": {name: hour_or_blank(times.get(name)) for name in _TIMES},
    }


def _quorum(ground: Ground) -> dict[str, object] | None:
    found = ground.data["quorum"]
    if found is None:
        return None
    return {
        "base": found["base"],
        "present": found["present"],
        "needed": found["needed"],
        "met": found["met"],
        "percent": ground.manner.percent(found["present"], found["base"]),
        "share": share_words(str(Fraction(found["share"]))),
    }


def _quorum_share(share: str | None) -> str:
    return share_words(str(Fraction(share))) if share else ""


def _report_due(data: Record) -> dict[str, object]:
    """When the person's report is due: the first step that is the officeholder's own."""
    own = [step for step in data["steps"] if step["actor"] == "officeholder"]
    if not own:
        return {"date": day_or_blank(None), "days": 0, "anchor": ""}
    anchors = {"opening": "ngày khai mạc kỳ họp", "poll": "ngày lấy phiếu"}
    step = min(own, key=lambda item: item["due"])
    return {
        "date": day_or_blank(read_day(step["due"])),
        "days": -step["days"],
        "anchor": anchors[step["anchor"]],
    }


def _roll(data: Record, papers: Record) -> dict[str, object]:
    roll = data["roll"]
    all_of_them = roll["convened"] if data["track"] == "party" else roll["membership"]
    present = roll["present"]
    known = all_of_them is not None and present is not None
    return {
        **roll,
        "absent": all_of_them - present if known else None,
        "absent_with_reason": papers.get("absent_with_reason"),
    }


def _adopted(ground: Ground) -> str:
    given = read_day((ground.papers.get("dates") or {}).get("resolution"))
    sitting = ground.data["sitting"]
    known = read_day(sitting["poll_date"]) or read_day(sitting["opening_date"])
    return day_or_blank(given, known.year if known else None)


def _sitting(sitting: Record) -> dict[str, object]:
    opening, polled = read_day(sitting["opening_date"]), read_day(sitting["poll_date"])
    known = polled or opening
    year = known.year if known else None
    return {
        "name": in_full(sitting["name"]) or Blank(DOTS),
        "opening": day_or_blank(opening, year),
        "date": day_or_blank(polled, year),
        "place": text_or_blank(sitting["place"]),
        "year": str(year) if year else Blank(DOTS),
    }


def _head_post(ground: Ground) -> str:
    """The post of an agency's head in capitals, as its list names it: ``GIÁM ĐỐC``."""
    heads = (p for p in ground.data["persons"] if "agency-head" in p["positions"])
    titles = (post["title"] for person in heads for post in person["posts"])
    found = next((m for title in titles if (m := _HEADS.match(title))), None)
    return found[0].upper() if found else "THỦ TRƯỞNG"


def _words(ground: Ground) -> dict[str, str]:
    party = ground.manner.party
    ordinal = council_ordinal(ground.papers.get("council_term"))
    return {
        "person": "đồng chí" if party else "người",
        "persons": "các đồng chí" if party else "người",
        "tm": "T/M" if party else "TM.",
        "end": "." if party else "./.",
        "mark": "-" if party else ".",
        "board": "Ban Kiểm phiếu" if ground.data["track"] == "party" else "Ban kiểm phiếu",
        "body": f"QH{ordinal or DOTS}" if ground.body.is_assembly else "HĐND",
        "head": _head_post(ground),
        "standing": f"UBTVQH{ordinal}" if ground.body.is_assembly else "TTHĐND",
        "desk": "VP" if ground.body.is_assembly else "CTHĐND",
        "symbol": ground.papers.get("symbol") or ("ĐU" if ground.body.is_party else DOTS),
    }
