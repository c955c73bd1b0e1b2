"""The legal cases of a poll in words: their bounds, their provision, who falls in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tinnhiem.documents.papers.people import PersonView
from tinnhiem.wording.citations import provision, quoted
from tinnhiem.wording.numbers import in_words
from tinnhiem.wording.terms import BASES

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A citation read back from the facts."""

    instrument: str | None
    article: int | None
    clause: int | None
    point: str | None
    annex: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citer:
    """Quotes provisions in the manner of the papers: with commas in Party papers."""

    short_names: Mapping[str, str]
    commas: bool

    def full(self, citation: Record) -> str:
        """Provision and instrument: ``khoản 2 Điều 12 Nghị quyết số 96/2023/QH15``."""
        cited = Cited(**citation)
        name = self.short_names.get(cited.instrument or "", "")
        return quoted(cited, name, commas=self.commas, language="vi")

    def place(self, citation: Record) -> str:
        """The provision alone, or the instrument where no article is known."""
        return provision(Cited(**citation), commas=self.commas, language="vi") or self.full(
            citation
        )

    def article(self, citation: Record) -> str:
        """The article with its instrument, without clause."""
        return self.full({**citation, "clause": None, "point": None})


def share_words(share: str) -> str:
    """Return a fraction in words: ``2/3`` is ``hai phần ba``, ``3/4`` is ``ba phần tư``."""
    fraction = Fraction(share)
    if fraction == Fraction(1, 2):
        return "một nửa"
    below = "tư" if fraction.denominator == 4 else in_words(fraction.denominator)
    return f"{in_words(fraction.numerator)} phần {below}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """A legal case: ``share`` its bounds in words with the base, ``least`` its lower bound alone.

    ``before`` and ``after`` frame “số phiếu” in the Party's sentences; ``persons`` are those who
    fall in the case, in the order of the list.
    """

    id: str
    outcome: str
    share: str
    least: str
    band: str
    citation: str
    place: str
    article: str
    before: str
    after: str
    consequence: str
    leads_to: tuple[str, ...]
    persons: tuple[PersonView, ...]

    @property
    def number(self) -> int:
        """How many persons fall in the case."""
        return len(self.persons)

    @property
    def may_resign(self) -> bool:
        """Whether the law says that the person may resign."""
        return "may-resign" in self.leads_to

    @property
    def dismissal(self) -> bool:
        """Whether the nominating authority submits a dismissal."""
        return "dismissal-submission" in self.leads_to

    @property
    def vote(self) -> bool:
        """Whether a confidence vote follows."""
        return "confidence-vote" in self.leads_to


def case_views(
    data: Record, persons: Sequence[PersonView], citer: Citer, base: str
) -> tuple[CaseView, ...]:
    """Return the legal cases of a poll in the order of the instrument."""
    return tuple(_case(found, persons, citer, base) for found in data["outcomes"])


def _case(found: Record, persons: Sequence[PersonView], citer: Citer, base: str) -> CaseView:
    return CaseView(
        id=found["id"],
        outcome=found["outcome"],
        share=_bounds(found, base),
        least=_lower(found, base),
        band=_bounds(found, ""),
        citation=citer.full(found["citation"]),
        place=citer.place(found["citation"]),
        article=citer.article(found["citation"]),
        before=_before(found),
        after=" trở lên" if found["least"] and not found["under"] else "",
        consequence=found["consequence"],
        leads_to=tuple(found["leads_to"]),
        persons=tuple(person for person in persons if person.case_id == found["id"]),
    )


def _before(found: Record) -> str:
    """The bounds as the Party's sentences put them before the words “số phiếu”."""
    lower = f"từ {share_words(found['least'])}" if found["least"] else ""
    if found["over"]:
        whole = "50%" if found["over"] == "1/2" else share_words(found["over"])
        lower = f"trên {whole}"
    return f"{lower} và dưới {share_words(found['under'])}" if found["under"] else lower


def _lower(found: Record, base: str) -> str:
    after = f" {base}" if base else ""
    if found["over"] == "1/2":
        return f"quá nửa{after}"
    if found["over"]:
        return f"trên {share_words(found['over'])}{after}"
    return f"từ {share_words(found['least'])}{after} trở lên"


def _bounds(found: Record, base: str) -> str:
    """Both bounds in words: ``quá nửa đến dưới hai phần ba tổng số phiếu thu về``."""
    upper = ""
    if found["under"]:
        upper = f" đến dưới {share_words(found['under'])}"
    elif found["most"]:
        upper = f" đến {share_words(found['most'])}"
    if not upper:
        return _lower(found, base)
    after = f" {base}" if base else ""
    lower = _lower(found, "").removesuffix(" trở lên")
    return f"{lower}{upper}{after}"


def base_text(base: object, body: Record, short: str) -> str:
    """Return the base in words: ``tổng số phiếu thu về``, ``tổng số đại biểu Quốc hội``."""
    if base == "membership" and body["kind"] in {"council", "national-assembly"}:
        return f"tổng số đại biểu {short}"
    if base == "membership":
        return "tổng số thành viên"
    known = BASES.get(str(base))
    return known.vi if known else BASES["returned"].vi
