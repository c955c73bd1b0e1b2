"""Lines of the log as sentences: who did what to what, from what to what."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from markupsafe import Markup, escape

from tinnhiem.actions.act import ACTS
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.conduct.words import STAGE_NAMES, STATE_NAMES, STEP_NAMES
from tinnhiem.records.follow_up_words import EVENTS, PLANNING, SCOPES, STATES
from tinnhiem.records.models import FollowUp, LogEntry
from tinnhiem.web.role_words import ROLE_NAMES
from tinnhiem.wording.dates import short_date
from tinnhiem.wording.language import _, noted

#: Openings of restricted files: the name of who opened them is for the auditor and for the person
#: concerned.
RESTRICTED: Final = frozenset({"declaration.opened"})
_HASH: Final = 64
_DAY: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_LONGEST: Final = 120
_NAMES: Final = {
    "state": "",
    "stage": "",
    "case": "",
    "suspended": noted("suspended"),
    "number": noted("number"),
    "on": noted("day"),
    "for": noted("In favour"),
    "against": noted("Against"),
    "abstained": noted("Abstained"),
    "issued": noted("issued"),
    "returned": noted("returned"),
    "printed": noted("printed"),
    "unused": noted("unused"),
    "exchanged": noted("exchanged"),
    "present": noted("present"),
    "lines": noted("lines"),
    "last": noted("last hash"),
    "fault": noted("what is wrong"),
    "at": noted("at line"),
    "reason": noted("reason"),
    "due": noted("due"),
    "address": noted("address"),
    "dated": noted("dated"),
    "received": noted("received"),
    "event": noted("what happened"),
    "deputies": noted("deputies"),
    "members": noted("members"),
    "planning": noted("planning"),
    "sha256": "SHA-256",
}
#: What only serves to find a record again, or what the sentence says already.
_UNSAID: Final = frozenset({"scope", "rule", "key", "poll"})
#: Acts that do over again what was done, or mend it: shown with a diamond.
_MENDING: Final = ("corrected", "again", "recount", "reopen", "withdrawn", "return-to", "refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One value, before and after; either may be empty."""

    name: str
    before: str
    after: str


def sentence(entry: LogEntry | Mapping[str, Any], *, masked: bool = False) -> Markup:
    """Return the sentence of a line in the language in use; ``masked`` says a role for a name."""
    get = entry.get if isinstance(entry, Mapping) else lambda name: getattr(entry, name)
    act, subject = str(get("act")), subject_words(str(get("subject")))
    known = ACTS.get(act)
    says = _(known.says) if known else "{actor}: " + act + " {subject}"
    actor = _role_words(str(get("role"))) if masked else str(get("actor"))
    who = Markup("<b>{}</b>").format(actor or _("Somebody who is not signed in"))
    return Markup(escape(says)).format(actor=who, subject=subject)  # noqa: S704 - escaped here


def is_of_the_count(entry: LogEntry | Mapping[str, Any]) -> bool:
    """Whether a line is of the board's own work: its reasons may tell of numbers not yet signed."""
    get = entry.get if isinstance(entry, Mapping) else lambda name: getattr(entry, name)
    return any(
        str(get(name)).startswith(("count.", "scan.", "wall.")) for name in ("act", "subject")
    )


def subject_words(subject: str) -> str:
    """Return a subject in words where it is the code of a step or of a scope."""
    _kind, _dot, step = subject.partition(".")
    if step in STEP_NAMES and _kind in {"poll", "conference"}:
        return _(STEP_NAMES[step])
    return _(SCOPES[subject]) if subject in SCOPES else subject


def _role_words(roles: str) -> str:
    known = [role.strip() for role in roles.split(",") if role.strip() in set(Role)]
    return ", ".join(_(ROLE_NAMES[Role(role)]) for role in known) or _("Somebody")


def mends(act: str) -> bool:
    """Whether an act corrects something or does it over again."""
    return any(part in act for part in _MENDING)


def changes(entry: LogEntry) -> Iterator[Change]:
    """Yield what changed, in the order in which the act told it."""
    names = list(dict.fromkeys([*entry.before, *entry.after]))
    for name in names:
        if name in _UNSAID:
            continue
        before, after = entry.before.get(name), entry.after.get(name)
        if before != after and not (before in (None, "") and after in (None, "")):
            yield Change(
                name=_(_NAMES.get(name, name)), before=value(name, before), after=value(name, after)
            )


def value(name: str, given: object) -> str:
    """Return a value in words: states by their names, hashes shortened, the rest as it is."""
    if given is None or given == "":
        return ""
    if isinstance(given, bool):
        return _("yes") if given else _("no")
    text = _named(name, str(given))
    if _DAY.fullmatch(text):
        return short_date(date.fromisoformat(text))
    if len(text) == _HASH and all(letter in "0123456789abcdef" for letter in text):
        return " ".join(text[at : at + 4] for at in range(0, 16, 4)) + " …"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _named(name: str, text: str) -> str:
    if name == "state" and text in set(PollState):
        return _(STATE_NAMES[PollState(text)])
    if name == "stage" and text in set(Stage):
        return _(STAGE_NAMES[Stage(text)])
    if name == "case" and text in FollowUp.State.values:
        return _(STATES[FollowUp.State(text)][1])
    return _(EVENTS.get(text, text)) if name == "event" else _(PLANNING.get(text, text))
