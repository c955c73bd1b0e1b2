"""Issuing the papers of a poll: frozen, written, drawn in every format, put in place at once.

Either the whole set is there at the end or nothing is changed: files are written to a folder
beside, and moved when all of them are complete.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from tinnhiem.documents.ballots import ballot_papers, ballot_papers_word
from tinnhiem.documents.facts import Facts, freeze
from tinnhiem.documents.form_library import load_forms
from tinnhiem.documents.form_shapes import Formula
from tinnhiem.documents.paper import Paper
from tinnhiem.documents.papers import Papers, build_papers, kinds_for, refusal
from tinnhiem.documents.papers.kinds import BALLOTS, INCIDENT, NAMING_BOARD
from tinnhiem.documents.pdf import render_pdf
from tinnhiem.documents.placing import write_together
from tinnhiem.documents.publication import publication_files
from tinnhiem.documents.word import render_docx
from tinnhiem.law.chain import Chain
from tinnhiem.law.eligibility import eligibility
from tinnhiem.law.evaluation import evaluate, has_resigned, warnings
from tinnhiem.law.poll import Poll
from tinnhiem.law.problems import InputError, Problem

FORMATS: Final = ("pdf", "docx")
INDEX: Final = "index.json"
#: Notes of the law that the papers themselves state, or that the rulebooks' pages list.
_ON_PAPER: Final = frozenset({"ballots-not-returned", "quorum-not-met", "rule-not-verified"})
INDEX_FORMAT: Final = "tinnhiem-documents/1"

#: Called with how many files are drawn, and of how many.
Advance = Callable[[int, int], None]
_Drawing = tuple[str, Callable[[], bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedSet:
    """What was issued: the files in their folder, the hash of the facts they were made from.

    ``unverified`` are formulas used whose wording nobody has checked, ``unverified_forms`` forms,
    ``warnings`` what a clerk should know; all are for the clerk and stand on no paper.
    """

    facts: Facts
    files: tuple[Path, ...]
    unverified: tuple[Formula, ...]
    unverified_forms: tuple[str, ...]
    warnings: tuple[Problem, ...]


def issue_documents(  # noqa: PLR0913 - each is a choice of the clerk's
    poll: Poll,
    chain: Chain,
    out: Path,
    *,
    kinds: Sequence[str] | None = None,
    formats: Sequence[str] = FORMATS,
    persons: Collection[str] = (),
    forms: Path | None = None,
    advance: Advance | None = None,
) -> IssuedSet:
    """Write papers into the folder ``out``: every kind the poll allows, or those of ``kinds``.

    ``persons`` narrows papers of which there is one for each person to some persons, by id; all
    where none is named. ``forms`` is a folder with an organisation's edited forms and Word
    templates.

    :raises InputError: where the count is incomplete, a kind cannot be made from these facts, a
        form is wrong or a text cannot be printed; nothing is written then.
    :raises ReconciliationError: where numbers that must agree do not; nothing is written then.
    :raises OSError: where the folder cannot be written; what was there is as it was.
    """
    alone = kinds is not None and set(kinds) == {INCIDENT}
    facts = freeze(poll, chain) if alone else freeze_poll(poll, chain)
    _refuse(facts, kinds or (), formats)
    order = _Order(
        poll=poll, chain=chain, facts=facts, kinds=tuple(kinds or ()), formats=formats, forms=forms
    )
    papers = build_papers(facts, kinds or None, load_forms(forms))
    noted = _legal_notes(poll, chain, kinds or kinds_for(facts))
    wanted = [p for p in papers if not persons or not p.person or p.person in persons]
    drawn = _draw(order.drawings(wanted), advance)
    written = write_together(out, {**drawn, INDEX: _index(facts, drawn, papers)})
    return IssuedSet(
        facts=facts,
        files=written,
        unverified=papers.unverified,
        unverified_forms=papers.unverified_forms,
        warnings=(*noted, *papers.warnings),
    )


def freeze_poll(poll: Poll, chain: Chain) -> Facts:
    """Freeze a poll, with its result where it has been counted.

    A conference that was too small to vote has no result, whatever its file says.
    """
    counted = any(person.count is not None for person in poll.slate)
    return freeze(poll, chain, evaluate(poll, chain) if counted else None)


def _legal_notes(poll: Poll, chain: Chain, kinds: Sequence[str]) -> tuple[Problem, ...]:
    """What the law has to say about these facts that stands on no paper.

    :raises InputError: where a paper would name a counting board on which somebody sits who is on
        the list: such a board cannot count.
    """
    found = warnings(poll, chain)
    seated = tuple(problem for problem in found if problem.code == "board-member-on-slate")
    if seated and not NAMING_BOARD.isdisjoint(kinds):
        raise InputError(seated)
    return tuple(problem for problem in found if problem.code not in _ON_PAPER)


def _refuse(facts: Facts, kinds: Sequence[str], formats: Sequence[str]) -> None:
    """Refuse kinds and formats that cannot be had, all at once."""
    problems = [
        Problem(code="document-format-unknown", place=name, values={"known": ", ".join(FORMATS)})
        for name in formats
        if name not in FORMATS
    ]
    wanted = [kind for kind in kinds if kind != BALLOTS]
    problems += [found for kind in wanted if (found := refusal(kind, facts)) is not None]
    if problems:
        raise InputError(tuple(problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What is to be drawn: of which poll, which kinds (none for all) and which formats."""

    poll: Poll
    chain: Chain
    facts: Facts
    kinds: tuple[str, ...]
    formats: Sequence[str]
    forms: Path | None

    def drawings(self, papers: Sequence[Paper]) -> Iterator[_Drawing]:
        """Yield each file to be drawn, and how."""
        wanted = self.kinds or kinds_for(self.facts)
        for paper in papers:
            yield from self._of_paper(paper)
        if "publication" in wanted:
            found = publication_files(self.facts)
            yield from ((name, _constant(data)) for name, data in found.items())
        if BALLOTS in self.kinds or (not self.kinds and self._anybody_votes()):
            yield from self._ballots()

    def _anybody_votes(self) -> bool:
        """Whether the law puts anybody on the list to the poll, so that ballots can be printed."""
        return any(found.included for found in eligibility(self._staying(), self.chain))

    def _staying(self) -> Poll:
        """The poll without those who resigned before a confidence vote."""
        slate = tuple(p for p in self.poll.slate if not has_resigned(self.poll, p))
        return replace(self.poll, slate=slate)

    def _of_paper(self, paper: Paper) -> Iterator[_Drawing]:
        if "pdf" in self.formats:
            yield f"{paper.stem}.pdf", lambda: render_pdf(paper)
        if "docx" in self.formats:
            yield f"{paper.stem}.docx", lambda: render_docx(paper, templates=self.forms)

    def _ballots(self) -> Iterator[_Drawing]:
        makers = {"pdf": ballot_papers, "docx": ballot_papers_word}
        poll = self._staying()
        for name in self.formats:
            for stem, data in makers[name](poll, self.chain).items():
                yield f"{stem}.{name}", _constant(data)


def _constant(data: bytes) -> Callable[[], bytes]:
    return lambda: data


def _draw(drawings: Iterator[_Drawing], advance: Advance | None) -> dict[str, bytes]:
    """Draw files side by side; the order of the result is theirs."""
    waiting = list(drawings)
    drawn: dict[str, bytes] = {}
    with ThreadPoolExecutor(2) as pool:
        results = pool.map(lambda drawing: drawing[1](), waiting)
        for (name, _), data in zip(waiting, results, strict=True):
            drawn[name] = data
            if advance is not None:
                advance(len(drawn), len(waiting))
    return drawn


def _index(facts: Facts, files: Mapping[str, bytes], papers: Papers) -> bytes:
    """The list of the set: hash of the facts, files with their own, legal bases, open wording."""
    instruments = facts.data["instruments"]
    bases = instruments if isinstance(instruments, list) else []
    document = {
        "format": INDEX_FORMAT,
        "facts": facts.fact_hash,
        "printed": facts.printed_hash,
        "legal_bases": [
            {"id": base["id"], "number": base["number"], "name": base["short_vi"]} for base in bases
        ],
        "unverified_forms": list(papers.unverified_forms),
        "unverified_formulas": [formula.id for formula in papers.unverified],
        "files": [
            {"file": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in sorted(files.items())
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
