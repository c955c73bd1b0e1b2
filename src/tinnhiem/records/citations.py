"""Citations in words: the place, and the instrument by its short name."""

from tinnhiem.law.chain import Chain
from tinnhiem.law.rulebook import Citation
from tinnhiem.wording.citations import quoted
from tinnhiem.wording.terms import CITED_INSTRUMENTS, Term


def cited_text(citation: Citation, chain: Chain, language: str) -> str:
    """Return a citation in words, as the chain's track writes it (commas in Party papers)."""
    identifier = citation.instrument or chain.base.id
    named = chain.named(identifier)
    english = language == "en"
    if named is not None:
        name = named.short_en if english else named.short_vi
    else:
        term = CITED_INSTRUMENTS.get(identifier, Term(identifier, identifier))
        name = term.en if english else term.vi
    return quoted(citation, name, commas=chain.base.track == "party", language=language)
