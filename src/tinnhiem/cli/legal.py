"""The law as the command line tells it: chains from options, citations, statuses."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import FileError
from tinnhiem.cli.files import read_bytes
from tinnhiem.law.bookshelf import identifiers, load, parse
from tinnhiem.law.chain import Chain
from tinnhiem.law.problems import InputError
from tinnhiem.law.rulebook import Citation, Instrument, Rule, Rulebook, Status
from tinnhiem.wording.citations import provision, quoted
from tinnhiem.wording.language import current
from tinnhiem.wording.terms import CITED_INSTRUMENTS, STATUSES, label


class InstrumentNames(Mapping[str, str]):
    """Short names of legal instruments by id; those that come with the software are known."""

    def __init__(self, *own: Instrument) -> None:
        self._own = {instrument.id: instrument for instrument in own}

    def __getitem__(self, identifier: str) -> str:
        """Return the short name, or raise KeyError where the instrument is unknown."""
        return short_name(self._find(identifier))

    def __iter__(self) -> Iterator[str]:
        """Give the ids of the known instruments."""
        return iter({*self._own, *identifiers()})

    def __len__(self) -> int:
        """Return how many are known."""
        return len({*self._own, *identifiers()})

    def _find(self, identifier: str) -> Instrument:
        if identifier in self._own:
            return self._own[identifier]
        try:
            return load(identifier).instrument
        except InputError:
            raise KeyError(identifier) from None


def short_name(instrument: Instrument) -> str:
    """Return the form of a second mention in the language in use."""
    return instrument.short_en if current() == "en" else instrument.short_vi


def title(instrument: Instrument) -> str:
    """Return the title in the language in use."""
    return instrument.title_en if current() == "en" else instrument.title_vi


def paraphrase(rule: Rule) -> str:
    """Return what a rule says, in the language in use."""
    return rule.en if current() == "en" else rule.vi


def cite(citation: Citation, chain: Chain, *, full: bool = False) -> str:
    """Return a citation; the base instrument's name is left out unless ``full``.

    The Party's papers part its pieces with commas.
    """
    identifier = citation.instrument or chain.base.id
    commas = chain.base.track == "party"
    place = provision(citation, commas=commas)
    if place and not full and identifier == chain.base.id:
        return place
    names = InstrumentNames(*chain.instruments)
    return quoted(
        citation, names.get(identifier) or label(CITED_INSTRUMENTS, identifier), commas=commas
    )


def status_name(status: Status) -> str:
    """Return the name of a status in the language in use."""
    return label(STATUSES, status.value)


def status_mark(status: Status, console: Console) -> str:
    """Return what follows a rule whose wording is not verified; nothing where it is."""
    if status is Status.VERIFIED:
        return ""
    name = status_name(status).replace(" ", "\u00a0")  # not to be parted at the end of a line
    return " " + console.styled(f"[{name}]", "yellow")


def read_rulebook(path: Path) -> Rulebook:
    """Read an organisation's own law file.

    :raises FileError: with every error of the file and its place.
    """
    content = read_bytes(path)
    try:
        return parse(content)
    except InputError as error:
        raise FileError(str(path), error.problems) from error
