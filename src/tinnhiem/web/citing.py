"""Rules beside what the pages say: where they stand, how sure it is, what they say."""

from tinnhiem.law.chain import Chain, for_body
from tinnhiem.law.poll import BodyKind
from tinnhiem.law.rulebook import Rule
from tinnhiem.records.citations import cited_text
from tinnhiem.records.models import Poll
from tinnhiem.wording.language import current


def cited(rule: Rule, chain: Chain, poll: Poll) -> dict[str, str]:
    """Return the citation of a rule for a poll's kind of body, with its certainty."""
    turned = for_body(rule, BodyKind(poll.body_kind))
    text = cited_text(turned.citation, chain, current())
    return {"text": text, "certainty": turned.status.value}


def paraphrase(rule: Rule) -> str:
    """Return what a rule says, in the language in use."""
    return rule.en if current() == "en" else rule.vi
