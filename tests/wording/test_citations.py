"""Provisions of law, quoted as papers quote them."""

from dataclasses import dataclass

from tinnhiem.wording.citations import provision, quoted


@dataclass(frozen=True)
class Cited:
    instrument: str | None = None
    article: int | None = None
    clause: int | None = None
    point: str | None = None
    annex: int | None = None


def test_state_papers_quote_without_commas_from_the_smallest_part() -> None:
    cited = Cited(article=12, clause=2, point="a")
    assert provision(cited) == "điểm a khoản 2 Điều 12"
    assert quoted(cited, "Nghị quyết số 96/2023/QH15") == (
        "điểm a khoản 2 Điều 12 Nghị quyết số 96/2023/QH15"
    )


def test_party_papers_quote_with_commas() -> None:
    cited = Cited(article=11, clause=3)
    assert quoted(cited, "Quy định số 96-QĐ/TW", commas=True) == (
        "khoản 3, Điều 11, Quy định số 96-QĐ/TW"
    )


def test_english_quotes_with_commas_too() -> None:
    assert provision(Cited(article=12, clause=2), language="en") == "clause 2, Article 12"


def test_an_annex_and_a_bare_instrument_are_quoted() -> None:
    assert provision(Cited(annex=4)) == "Phụ lục 4"
    assert quoted(Cited(), "Quy định số 96-QĐ/TW") == "Quy định số 96-QĐ/TW"
