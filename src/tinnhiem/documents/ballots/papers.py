"""The ballots among the papers of a poll: by stem, as PDF or as Word files."""

from tinnhiem.documents.ballots.definition import BallotDefinition, ballot_definition
from tinnhiem.documents.ballots.printing import printed_types
from tinnhiem.documents.ballots.rules import ballot_rules
from tinnhiem.documents.ballots.word import word_ballot
from tinnhiem.law.chain import Chain
from tinnhiem.law.eligibility import eligibility
from tinnhiem.law.poll import Poll


def definition_of(poll: Poll, chain: Chain, *, large: bool = False) -> BallotDefinition:
    """The ballots of a poll under its rules; who is excluded by them is not on the ballot.

    :raises InputError: where nobody is to be voted on, or the chain does not rule the procedure.
    """
    included = {found.officeholder.id for found in eligibility(poll, chain) if found.included}
    return ballot_definition(poll, ballot_rules(poll, chain), large=large, included=included)


def ballot_papers(poll: Poll, chain: Chain) -> dict[str, bytes]:
    """The PDF of each type of ballot, by the stem of its file (``ballots-<type>``).

    :raises InputError: as :func:`definition_of`, or where a name cannot be printed whole.
    """
    types = printed_types(definition_of(poll, chain))
    return {printed.file.removesuffix(".pdf"): printed.pdf for printed in types}


def ballot_papers_word(poll: Poll, chain: Chain) -> dict[str, bytes]:
    """The Word file of each type of ballot, by the stem of its file.

    :raises InputError: as :func:`definition_of`.
    """
    definition = definition_of(poll, chain)
    return {f"ballots-{paper.stem}": word_ballot(definition, paper) for paper in definition.types}
