"""What the log's values are called, and their words: every name that an act writes stands here."""

import re
from collections.abc import Mapping
from typing import Final

from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.conduct.words import CONDITION_WORDS, STAGE_NAMES, STATE_NAMES
from tinnhiem.exchange.log_file import (
    CHANGED,
    HEAD,
    INSERTED,
    MISSING,
    REORDERED,
    UNLINKED,
    UNREADABLE,
)
from tinnhiem.exchange.papers_fields import PAPER_KINDS, PAPERS_FIELDS
from tinnhiem.records.follow_up_words import EVENTS, PLANNING, STATES
from tinnhiem.records.models import FollowUp
from tinnhiem.records.second_look import KINDS as SECOND_LOOKS
from tinnhiem.web.day_words import DUTIES, HALL_STEPS
from tinnhiem.web.dossier_words import (
    CONCLUSION_TAGS,
    DOSSIER_TAGS,
    PAPER_TAGS,
    QUESTION_KINDS,
    QUESTION_TAGS,
)
from tinnhiem.web.role_words import ROLE_NAMES
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.terms import BASES, BODIES, LEVELS, POSITIONS, PROCEDURES, label

#: Where a sentence tells a number, which the log does not keep with the condition.
_NUMBERS: Final = re.compile(r"\{\w+\}")
#: What only serves to find a record again, or what the sentence says already.
UNSAID: Final = frozenset({"scope", "rule", "key", "poll", "question", "sign_in_name"})
#: Names of values, as acts write them. An empty name: the value speaks for itself.
NAMES: Final[Mapping[str, str]] = {
    "state": "",
    "stage": "",
    "case": "",
    "conclusion": "",
    "absent": noted("absent"),
    "abstained": noted("Abstained"),
    "added": noted("added"),
    "address": noted("address"),
    "against": noted("Against"),
    "assistant": noted("assistant"),
    "at": noted("at line"),
    "ballot_type": noted("ballot type"),
    "ballots": noted("ballots"),
    "bases": noted("legal bases"),
    "batch": noted("batch"),
    "batches": noted("batches"),
    "birth_year": noted("year of birth"),
    "body": noted("body"),
    "changed": noted("changed"),
    "codes": noted("codes"),
    "complaint": noted("complaint"),
    "conference": noted("conference"),
    "conferences": noted("conferences"),
    "contact": noted("contact"),
    "content": noted("content"),
    "copies": noted("copies"),
    "council_term": noted("term of the council"),
    "count": noted("how many"),
    "dated": noted("dated"),
    "decision": noted("decision"),
    "definition": noted("hash of the layout"),
    "delegation": noted("delegation"),
    "denominator": noted("base of the percentages"),
    "deputies": noted("deputies"),
    "destroyed_on": noted("destroyed on"),
    "digest": noted("hash"),
    "dissent": noted("a separate opinion was written"),
    "done_on": noted("done on"),
    "due": noted("due"),
    "duty": noted("on the board as"),
    "empty_below": noted("empty below"),
    "ended": noted("ended"),
    "event": noted("what happened"),
    "exchange_reason": noted("why exchanged"),
    "exchanged": noted("exchanged"),
    "exclusions": noted("reasons stated by hand"),
    "excused": noted("excused"),
    "expires_on": noted("open until"),
    "facts": noted("hash of the facts"),
    "fault": noted("what is wrong"),
    "for": noted("In favour"),
    "from": noted("from"),
    "from_date": noted("from"),
    "held_on": noted("held on"),
    "identity": noted("identity at the organisation"),
    "issued": noted("issued"),
    "keep_until": noted("kept until"),
    "kind": noted("kind"),
    "kinds": noted("kinds"),
    "last": noted("last hash"),
    "left_on": noted("left on"),
    "length": noted("characters"),
    "level": noted("level"),
    "lines": noted("lines"),
    "listed": noted("on the roll"),
    "marked_from": noted("marked from"),
    "members": noted("members"),
    "merged": noted("merged"),
    "name": noted("name"),
    "number": noted("number"),
    "observers": noted("observers"),
    "on": noted("day"),
    "opening_date": noted("opening of the sitting"),
    "opinions": noted("opinions"),
    "page": noted("page"),
    "pages": noted("pages"),
    "paper": noted("paper"),
    "papers": noted("papers marked as affected"),
    "parent": noted("belongs to"),
    "people": noted("people"),
    "persons": noted("persons"),
    "pictures": noted("pictures removed"),
    "place": noted("place"),
    "place_name": noted("place named on papers"),
    "planning": noted("planning"),
    "poll_date": noted("day of the poll"),
    "polls": noted("polls"),
    "population": noted("taken out of"),
    "position": noted("kind of post"),
    "posts": noted("posts"),
    "present": noted("present"),
    "printed": noted("printed"),
    "procedure": noted("procedure"),
    "proposed_by": noted("proposed by"),
    "province_name": noted("name of the province"),
    "reason": noted("reason"),
    "received": noted("received"),
    "recipients": noted("recipients"),
    "record": noted("record of destruction"),
    "rehearsal": noted("rehearsal"),
    "remark": noted("remark"),
    "replaced": noted("replaces an earlier one"),
    "retirement": noted("notice of retirement"),
    "retirement_notice_on": noted("notice of retirement"),
    "returned": noted("returned"),
    "role": noted("as"),
    "round": noted("round"),
    "rows": noted("rows"),
    "salutation": noted("salutation"),
    "same": noted("unchanged"),
    "scanner": noted("scanner"),
    "seals": noted("seals"),
    "sealed_on": noted("sealed on"),
    "seat": noted("seat"),
    "section": noted("part of the report"),
    "second reading": noted("second reading"),
    "seed": noted("lot drawn"),
    "sha256": "SHA-256",
    "sheets": noted("sheets"),
    "signatures fallen": noted("signatures that lapsed"),
    "signers": noted("signers"),
    "size": noted("rows in the sample"),
    "skipped": noted("left out because"),
    "step": noted("on the screen"),
    "successor": noted("followed by"),
    "suspended": noted("suspended"),
    "symbol": noted("sign of the papers"),
    "team": noted("team"),
    "title": noted("title"),
    "unit": noted("unit"),
    "until": noted("until"),
    "until_date": noted("until"),
    "unused": noted("unused"),
    "voters": noted("with a vote"),
    "votes": noted("has a vote"),
    "withdrawn": noted("withdrawn"),
    "witnesses": noted("witnesses"),
}
_CONCLUSIONS: Final = {name.value: word for name, (_shape, word) in CONCLUSION_TAGS.items()}
#: Words of states, by the beginning of the act; of everything else it is the poll's.
_TAGS_OF: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "question": QUESTION_TAGS,
    "paper": PAPER_TAGS,
    **dict.fromkeys(("dossier", "report", "declaration", "explanation"), DOSSIER_TAGS),
}
_KINDS: Final[Mapping[str, str]] = {**SECOND_LOOKS, **QUESTION_KINDS}
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "stage": {stage.value: STAGE_NAMES[stage] for stage in Stage},
    "case": {state.value: STATES[state][1] for state in FollowUp.State},
    "conclusion": _CONCLUSIONS,
    "changed": _CONCLUSIONS,
    "duty": DUTIES,
    "event": EVENTS,
    "fault": {
        CHANGED: noted("a line was changed"),
        MISSING: noted("a line is missing"),
        INSERTED: noted("a line was put in"),
        REORDERED: noted("lines were moved"),
        UNLINKED: noted("a line does not follow from the one before"),
        HEAD: noted("the last line is another"),
        UNREADABLE: noted("a line cannot be read"),
    },
    "planning": PLANNING,
    "role": {role.value: ROLE_NAMES[role] for role in Role},
    "step": HALL_STEPS,
}
_TERMS: Final = {
    "position": POSITIONS,
    "level": LEVELS,
    "procedure": PROCEDURES,
    "denominator": BASES,
    "kinds": PAPER_KINDS,
}


def name_words(name: str) -> str:
    """Return what a value is called; a condition that was waived by its sentence.

    What is kept for the papers is called as in a workbook; a name that stands nowhere is the file
    name of a paper.
    """
    condition = name.removeprefix("waived ")
    if condition in CONDITION_WORDS:
        holds = _NUMBERS.sub("…", _(CONDITION_WORDS[condition][0]).rstrip("."))
        return _("Waived: {sentence}").format(sentence=holds)
    if name in NAMES:
        return _(NAMES[name]) if NAMES[name] else ""
    kept = PAPERS_FIELDS.get(name)
    return str(kept.term).lower() if kept and kept.term else name


def value_words(act: str, name: str, text: str) -> str:
    """Return the words of one value where it is a code, else the value itself."""
    if name == "state":
        tag = _TAGS_OF.get(act.partition(".")[0].rstrip("s"), {}).get(text)
        return _(tag[1]) if tag else _state(text)
    if name == "kind":
        return _(_KINDS[text]) if text in _KINDS else label(BODIES, text)
    if name in _TERMS:
        return label(_TERMS[name], text)
    found = _WORDS.get(name, {}).get(text)
    return _(found) if found else text


def _state(text: str) -> str:
    return _(STATE_NAMES[PollState(text)]) if text in set(PollState) else text
