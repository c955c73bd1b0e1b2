"""How a provision of law is quoted: ``khoản 2 Điều 12 Nghị quyết số 96/2023/QH15``."""

from typing import Protocol, runtime_checkable

from tinnhiem.wording.language import current


@runtime_checkable
class Cited(Protocol):
    """What a citation offers; every part but the instrument may be absent."""

    @property
    def instrument(self) -> str | None:
        """Return the id of the instrument."""

    @property
    def article(self) -> int | None:
        """Return the number of the article (Điều)."""

    @property
    def clause(self) -> int | None:
        """Return the number of the clause (khoản)."""

    @property
    def point(self) -> str | None:
        """Return the letter of the point (điểm)."""

    @property
    def annex(self) -> int | None:
        """Return the number of the annex (Phụ lục)."""


def provision(cited: Cited, *, commas: bool = False, language: str | None = None) -> str:
    """Return the place inside the instrument, from the smallest part to the largest.

    ``commas`` parts them as Party papers do: ``khoản 2, Điều 11``. Empty where no article is known.
    """
    english = (language or current()) == "en"
    names = ("point", "clause", "Article", "Annex") if english else _VIETNAMESE
    numbers = (cited.point, cited.clause, cited.article, cited.annex)
    parts = [f"{name} {number}" for name, number in zip(names, numbers, strict=True) if number]
    return (", " if commas or english else " ").join(parts)


_VIETNAMESE = ("điểm", "khoản", "Điều", "Phụ lục")


def quoted(
    cited: Cited, instrument: str, *, commas: bool = False, language: str | None = None
) -> str:
    """Return the provision and the instrument's short name, or the name alone."""
    place = provision(cited, commas=commas, language=language)
    english = (language or current()) == "en"
    between = ", " if commas or english else " "
    return f"{place}{between}{instrument}" if place else instrument
