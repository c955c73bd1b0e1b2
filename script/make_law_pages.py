#!/usr/bin/env python3
"""Write ``docs/law``: a page for each law file, the unverified points, and the JSON Schema.

Run after a change of a law file: ``.venv/bin/python script/make_law_pages.py``. With ``--check``
nothing is written, and the pages that are not current are named.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from law_page_parts import both, cited, data, known, legend, paraphrase, status, table

from tinnhiem.law.bookshelf import identifiers, load
from tinnhiem.law.rulebook import Instrument, Provision, Rule, Rulebook, Status
from tinnhiem.law.schema import json_schema
from tinnhiem.wording.dates import short_date
from tinnhiem.wording.terms import INSTRUMENTS, RULES, STATUSES, Term

FOLDER = Path(__file__).parents[1] / "docs" / "law"
NOTICE = (
    "Trang này do `script/make_law_pages.py` viết ra từ tệp của văn bản; đừng sửa tay. ·"
    " *Written by `script/make_law_pages.py` from the law file; do not edit.*"
)
SETTLE = (
    "Mọi quy tắc chưa đối chiếu được với lời văn, để hỏi người hành nghề luật; quy tắc đã thấy lời"
    " văn thì không nêu ở đây. · *Every rule whose wording has not been seen, to be settled with a"
    " lawyer; rules whose wording was seen are not listed.*"
)
KINDS = ("base", "overlay", "plan")
#: Worst first: what a lawyer should look at before anything else.
OPEN = (Status.UNVERIFIED, Status.INFERRED, Status.REPORTED)


def files() -> dict[Path, str]:
    """Return every file that this script is responsible for, with its text."""
    books = sorted(map(load, identifiers()), key=lambda book: KINDS.index(book.instrument.kind))
    found = {FOLDER / f"{book.instrument.id}.md": page(book, books) for book in books}
    found[FOLDER / "unverified.md"] = unverified(books)
    schema = json.dumps(json_schema(), ensure_ascii=False, indent=1)
    found[FOLDER / "rulebook.schema.json"] = schema + "\n"
    return found


def page(book: Rulebook, books: list[Rulebook]) -> str:
    """Return the page of one instrument."""
    instrument = book.instrument
    parts = [f"# {instrument.short_vi}", f"*{instrument.short_en}*", NOTICE]
    parts += _warning(instrument)
    parts += [_facts(instrument, book), legend()]
    parts += _rules(book, books)
    parts += _outline(book)
    return "\n\n".join(parts) + "\n"


def _warning(instrument: Instrument) -> Iterator[str]:
    if instrument.example:
        yield (
            "> **Ví dụ, mọi giá trị đều không có thật.** · *An example; every value is invented.*"
        )


def _facts(instrument: Instrument, book: Rulebook) -> str:
    count = Counter(rule.status.value for rule in book.rule)
    rows = [
        (Term("tên", "title"), both(Term(instrument.title_vi, instrument.title_en))),
        (Term("loại", "kind"), both(INSTRUMENTS[instrument.kind])),
        (Term("nơi ban hành", "issuer"), both(Term(instrument.issuer_vi, instrument.issuer_en))),
        *_dates(instrument),
        (Term("quy tắc", "rules"), ", ".join(f"{count[s]} {both(STATUSES[s])}" for s in STATUSES)),
        (Term("tệp", "file"), f"<code>src/tinnhiem/law/instruments/{instrument.id}.toml</code>"),
    ]
    if instrument.note_vi and instrument.note_en:
        rows.append((Term("lưu ý", "note"), both(Term(instrument.note_vi, instrument.note_en))))
    shown = ((both(label), value) for label, value in rows)
    return table(
        (both(Term("mục", "item")), both(Term("nội dung", "content"))), shown, kind="facts"
    )


def _dates(instrument: Instrument) -> Iterator[tuple[Term, str]]:
    if instrument.issued_on:
        yield Term("ban hành", "issued"), short_date(instrument.issued_on)
    yield Term("có hiệu lực từ", "in force from"), short_date(instrument.in_force_from)
    if instrument.in_force_until:
        yield Term("đến hết", "until"), short_date(instrument.in_force_until)
    if instrument.replaces:
        yield Term("thay cho", "replaces"), f"<code>{instrument.replaces}</code>"
    if instrument.over:
        yield Term("đặt lên", "lies over"), f"<code>{instrument.over}</code>"
    if instrument.additions:
        kinds = [RULES[kind] for kind in instrument.additions]
        added = Term(", ".join(k.vi for k in kinds), ", ".join(k.en for k in kinds))
        yield Term("được đặt thêm", "overlays may add"), both(added)


def _rules(book: Rulebook, books: list[Rulebook]) -> Iterator[str]:
    names = known(books)
    head = (both(Term("diễn giải", "paraphrase")), both(Term("quy tắc", "rule")))
    for kind, term in RULES.items():
        rules = [rule for rule in book.rule if rule.kind == kind]
        if rules:
            rows = ((paraphrase(rule, cited(rule, book, names)), data(rule)) for rule in rules)
            yield f"## {_capital(term.vi)} · {_capital(term.en)}"
            yield table(head, rows, kind="rules")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _outline(book: Rulebook) -> Iterator[str]:
    if book.provision:
        yield "## Các điều được dẫn · Articles cited"
        yield "\n".join(f"- {_place(one)}: {one.vi} · *{one.en}*" for one in book.provision)
    if book.reference:
        yield "## Văn bản khác được dẫn · Other instruments cited"
        yield "\n".join(
            f"- {one.title_vi} ({one.short_vi}) · *{one.title_en}*" for one in book.reference
        )
    if book.source:
        yield "## Nguồn · Sources"
        yield "\n".join(f"- {one.vi} · *{one.en}*" for one in book.source)


def _place(one: Provision) -> str:
    number = f"Điều {one.article}" if one.article else f"Phụ lục {one.annex}"
    return f"**{number}**"


def unverified(books: list[Rulebook]) -> str:
    """Return the list of everything that a lawyer should settle, the least sure first."""
    real = [book for book in books if not book.instrument.example]
    parts = [
        "# Những điểm cần đối chiếu · Points to settle",
        NOTICE,
        SETTLE,
        legend(),
        _totals(real),
    ]
    for book in real:
        parts += _open_points(book, books)
    return "\n\n".join(parts) + "\n"


def _totals(books: list[Rulebook]) -> str:
    head = (both(Term("văn bản", "instrument")), *(status(one.value) for one in OPEN))
    rows = []
    for book in books:
        count = Counter(rule.status for rule in book.rule)
        rows.append((book.instrument.short_vi, *(str(count[one]) for one in OPEN)))
    return table(head, rows, kind="totals")


def _open_points(book: Rulebook, books: list[Rulebook]) -> Iterator[str]:
    names = known(books)
    points = [rule for one in OPEN for rule in book.rule if rule.status is one]
    points += [rule for rule in book.rule if is_placeless(rule)]
    found = sorted(points, key=lambda rule: rule.kind == "document")  # papers last
    yield f"## [{book.instrument.short_vi}]({book.instrument.id}.md)"
    if book.instrument.authority_status is not Status.VERIFIED:
        itself = status(book.instrument.authority_status.value)
        yield f"Chính văn bản · *the instrument itself*: {itself}"
    head = (both(Term("điểm", "point")), both(Term("trạng thái", "status")))
    rows = (
        (
            paraphrase(rule, cited(rule, book, names)),
            f"{status(rule.status.value)}<br><code>{rule.id}</code>",
        )
        for rule in found
    )
    yield table(head, rows, kind="rules")


def is_placeless(rule: Rule) -> bool:
    """Whether the wording of a rule was seen, but not the article that it stands in."""
    cited = rule.citation
    return rule.status is Status.VERIFIED and cited.article is None and cited.annex is None


def main() -> int:
    """Write the files, or with ``--check`` name those that are not current."""
    stale = [
        path
        for path, text in files().items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    if "--check" in sys.argv[1:]:
        for path in stale:
            print(f"not current: {path.name}")
        return 1 if stale else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, text in files().items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
