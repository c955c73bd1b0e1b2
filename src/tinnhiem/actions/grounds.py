"""Why somebody is put to the poll or not, in both languages, as the list keeps it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tinnhiem.law.chain import Chain, for_body
from tinnhiem.law.eligibility import Eligibility, Reason, eligibility
from tinnhiem.law.poll import BodyKind
from tinnhiem.law.poll import Poll as LawfulPoll
from tinnhiem.law.problems import Problem
from tinnhiem.law.rulebook import Rule, SeveralPostsRule, SubjectRule
from tinnhiem.records.models import Rated
from tinnhiem.wording.citations import provision, quoted
from tinnhiem.wording.dates import short_date
from tinnhiem.wording.language import LANGUAGES, _, current, speaking
from tinnhiem.wording.problems import sentence

#: Grounds that do not hang on when somebody came to a post.
_SURE: Final = frozenset({"retirement-notice", "stated"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the law says of one person on the list."""

    conclusion: str
    reasons: list[dict[str, Any]]


def grounds(poll: LawfulPoll, chain: Chain) -> dict[str, Ground]:
    """Return the conclusion and its reasons for everybody on a list, by line.

    A person about whom a fact is missing, or the letter of the law is silent, is to be decided by
    people.

    :raises InputError: where a date is missing that an exclusion is counted by.
    """
    found = eligibility(poll, chain)
    return {each.officeholder.id: _ground(each, chain, poll.body.kind) for each in found}


def _ground(found: Eligibility, chain: Chain, body: BodyKind) -> Ground:
    reasons = [_kept(reason, chain, body) for reason in found.reasons]
    conclusion = Rated.Conclusion.RATED if found.included else Rated.Conclusion.EXCLUDED
    if found.warnings and not _is_sure(found):
        conclusion = Rated.Conclusion.UNDECIDED
        reasons += [_doubt(problem) for problem in found.warnings]
    return Ground(conclusion=conclusion.value, reasons=reasons)


def _is_sure(found: Eligibility) -> bool:
    """Whether a doubt about dates changes nothing: another ground excludes already."""
    if not found.posts:
        return True
    return any(getattr(reason.rule, "ground", "") in _SURE for reason in found.reasons)


def _kept(reason: Reason, chain: Chain, body: BodyKind) -> dict[str, Any]:
    rule = for_body(reason.rule, body)
    texts = _in_both(lambda: _text(reason))
    return {
        "rule": rule.id,
        **citation_of(rule, chain),
        "status": rule.status.value,
        "text_vi": texts["vi"],
        "text_en": texts["en"],
        "applies": reason.applies,
    }


def citation_of(rule: Rule, chain: Chain) -> dict[str, str]:
    """Return the citation of a rule in both languages: its place alone in the base instrument."""
    cited = rule.citation
    instrument = chain.named(cited.instrument or chain.base.id) or chain.base
    names = {"vi": instrument.short_vi, "en": instrument.short_en}
    made = {}
    for language in LANGUAGES:
        own = provision(cited, language=language)
        whole = quoted(cited, names[language], language=language)
        made[language] = own if own and instrument is chain.base else whole
    return {"citation": made["vi"], "citation_en": made["en"]}


def _doubt(problem: Problem) -> dict[str, Any]:
    texts = _in_both(lambda: sentence(problem))
    blank = {"rule": "", "citation": "", "citation_en": "", "status": "", "applies": False}
    return {**blank, "text_vi": texts["vi"], "text_en": texts["en"]}


def _in_both(say: Callable[[], str]) -> Mapping[str, str]:
    made = {}
    for language in LANGUAGES:
        with speaking(language):
            made[language] = say()
    return made


def _text(reason: Reason) -> str:
    """Return one reason in words, in the language in use, with the fact that it rests on."""
    rule, post = reason.rule, reason.post
    if isinstance(rule, SubjectRule):
        if not reason.applies:
            return _("No post of this person is among those that the body rates.")
        if post is not None and post.elected_on is not None:
            return _("{post} since {day}").format(post=post.title, day=short_date(post.elected_on))
        return post.title if post is not None else ""
    if isinstance(rule, SeveralPostsRule):
        return _("Several posts: rated once for all of them")
    if post is not None and post.elected_on is not None:
        told = _("Came to the post on {day}: {post}")
        return told.format(day=short_date(post.elected_on), post=post.title)
    return _ground_words(rule.ground, rule.vi, rule.en)


def _ground_words(ground: str, vi: str, en: str) -> str:
    if ground == "retirement-notice":
        return _("Was given notice of leave before retirement")
    return en if current() == "en" else vi
