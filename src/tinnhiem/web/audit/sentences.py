"""Lines of the log as sentences: who did what to what, from what to what."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from markupsafe import Markup, escape

from tinnhiem.actions.act import ACTS
from tinnhiem.actions.mergings import MERGE
from tinnhiem.conduct.transitions import Role
from tinnhiem.conduct.words import STEP_NAMES
from tinnhiem.law.problems import InputError
from tinnhiem.law.rulebook import ExclusionRule
from tinnhiem.records.follow_up_words import SCOPES
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import LogEntry, Poll
from tinnhiem.web.audit.words import UNSAID, name_words, value_words
from tinnhiem.web.day_words import HALL_STEPS
from tinnhiem.web.role_words import ROLE_NAMES
from tinnhiem.wording.dates import short_date
from tinnhiem.wording.language import _, current

#: Openings of restricted files: the name of who opened them is for the auditor and for the person
#: concerned.
RESTRICTED: Final = frozenset({"declaration.opened"})
_HASH: Final = 64
_DAY: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_LONGEST: Final = 120
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
    act = str(get("act"))
    subject = subject_words(act, str(get("subject")))
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


def subject_words(act: str, subject: str) -> str:
    """Return a subject in words where it is the code of a step, a scope or a page of the hall."""
    if subject == MERGE:
        return _("make two records of the registry one person")
    _kind, _dot, step = subject.partition(".")
    if step in STEP_NAMES and _kind in {"poll", "conference"}:
        return _(STEP_NAMES[step])
    found = (HALL_STEPS if act.startswith("hall.") else SCOPES).get(subject)
    return _(found) if found else subject


def _role_words(roles: str) -> str:
    known = [role.strip() for role in roles.split(",") if role.strip() in set(Role)]
    return ", ".join(_(ROLE_NAMES[Role(role)]) for role in known) or _("Somebody")


def mends(act: str) -> bool:
    """Whether an act corrects something or does it over again."""
    return any(part in act for part in _MENDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """What the codes in the lines of one poll stand for.

    By the name of the value: people of the list, conferences, rules and legal bases.
    """

    words: Mapping[str, Mapping[str, str]]

    def of(self, name: str, code: str) -> str:
        """Return what a code stands for, or nothing."""
        return self.words.get(name, {}).get(code, "")


def called_in(poll: Poll) -> Called:
    """Return what the codes of a poll stand for."""
    words = {
        "lines": dict(poll.slate.values_list("line", "name")),
        "conference": dict(poll.conferences.values_list("key", "name")),
    }
    return Called(words={**words, **_of_the_law(poll)})


def _of_the_law(poll: Poll) -> dict[str, dict[str, str]]:
    try:
        chain = chain_for(poll)
    except InputError:
        return {}
    english = current() == "en"
    rules = chain.of(ExclusionRule)
    return {
        "exclusions": {rule.id: rule.en if english else rule.vi for rule in rules},
        "bases": {base.id: base.short_en if english else base.short_vi
                  for base in chain.instruments},
    }  # fmt: skip


def changes(entry: LogEntry, called: Called) -> Iterator[Change]:
    """Yield what changed, in the order in which the act told it."""
    names = list(dict.fromkeys([*entry.before, *entry.after]))
    for name in names:
        if name in UNSAID:
            continue
        if name == "changed" and isinstance(entry.after.get(name), dict):
            yield from _concluded(entry.after[name], called)
            continue
        before, after = entry.before.get(name), entry.after.get(name)
        if before == after or (_is_empty(before) and _is_empty(after)):
            continue
        told = [value(entry.act, name, each, called) for each in (before, after)]
        of_people = name == "lines" and isinstance(after, list)
        called_so = name_words("people" if of_people else name)
        yield Change(name=called_so, before=told[0], after=told[1])


def _concluded(given: Mapping[str, Any], called: Called) -> Iterator[Change]:
    """Yield whose conclusion changed: by the line, both conclusions."""
    for line, both in given.items():
        before, after = (value("slate", "conclusion", each, called) for each in both)
        yield Change(name=called.of("lines", line) or line, before=before, after=after)


def _is_empty(given: object) -> bool:
    return given in (None, "", [], {})


def value(act: str, name: str, given: object, called: Called) -> str:
    """Return a value in words: codes by what they stand for, hashes shortened, the rest as it is.

    Of several values each is said, and what one is made of by the names of
    its parts: not every database keeps their order.
    """
    if _is_empty(given):
        return ""
    if isinstance(given, bool):
        return _("yes") if given else _("no")
    if isinstance(given, Mapping):
        parts = (value(act, name, given[each], called) for each in sorted(given))
        return " · ".join(part for part in parts if part)
    if isinstance(given, list):
        return _cut(", ".join(value(act, name, each, called) for each in given))
    text = str(given)
    return _cut(_plain(called.of(name, text) or value_words(act, name, text)))


def _plain(text: str) -> str:
    """Return a day as it is written here, and a hash shortened."""
    if _DAY.fullmatch(text):
        return short_date(date.fromisoformat(text))
    if len(text) == _HASH and all(letter in "0123456789abcdef" for letter in text):
        return " ".join(text[at : at + 4] for at in range(0, 16, 4)) + " …"
    return text


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
