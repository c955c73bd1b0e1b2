"""The published table as data: a workbook, CSV for Vietnamese Excel, JSON.

Counts are whole numbers; a percentage is text with a decimal comma, beside it the exact fraction.
Everything comes from the same frozen facts as the papers.
"""

import csv
import io
import json
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from xlsxwriter import Workbook

from tinnhiem.documents.facts import Facts
from tinnhiem.documents.papers.context import Ground, ground_of
from tinnhiem.documents.papers.heads import is_party_issuer
from tinnhiem.documents.papers.people import GroupView, PersonView
from tinnhiem.wording.language import speaking

FORMAT: Final = "tinnhiem-publication/1"

#: A spreadsheet reads a text that begins so as a formula.
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
_BOM: Final = "\N{BYTE ORDER MARK}"
_WIDTHS: Final = {"Họ và tên": 28, "Chức vụ": 44, "Loại phiếu": 32, "Trường hợp": 40}

Value = str | int


def publication_files(facts: Facts) -> dict[str, bytes]:
    """Return the three data files by their names: ``publication.xlsx``, ``.csv``, ``.json``."""
    with speaking("vi"):
        ground = ground_of(facts, party=is_party_issuer(facts.data))
        table = list(_table(ground))
        return {
            "publication.xlsx": _workbook(table, facts),
            "publication.csv": _csv(table),
            "publication.json": _json(ground, facts),
        }


def _table(ground: Ground) -> Iterator[list[Value]]:
    """The rows of the table, the head first."""
    levels = ground.persons[0].marks
    head: list[Value] = ["Loại phiếu", "STT", "Họ và tên", "Chức vụ", "Phát ra", "Thu về"]
    head += ["Hợp lệ", "Không hợp lệ"]
    for mark in levels:
        head += [mark.heading, f"{mark.heading} (%)", f"{mark.heading} (n/N)"]
    yield [*head, "Trường hợp"]
    for group in ground.groups:
        for person in group.persons:
            yield [*_row(group, person), _case(ground, person)]


def _row(group: GroupView, person: PersonView) -> list[Value]:
    row: list[Value] = [group.title, person.number, person.full, person.posts]
    row += [group.issued or 0, group.returned or 0, person.valid or 0, person.invalid or 0]
    for mark in person.marks:
        row += [mark.count, mark.percent, mark.fraction]
    return row


def _case(ground: Ground, person: PersonView) -> str:
    return next((case.citation for case in ground.cases if case.id == person.case_id), "")


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    composed = unicodedata.normalize("NFC", text)
    return f"'{composed}" if composed.startswith(_DANGEROUS) else composed


def _csv(table: list[list[Value]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in table:
        writer.writerow([safe(value) if isinstance(value, str) else value for value in row])
    return (_BOM + text.getvalue()).encode()


def _workbook(table: list[list[Value]], facts: Facts) -> bytes:
    """The table as a workbook: texts are written as texts, so nothing in them is calculated."""
    buffer = io.BytesIO()
    book = Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {"created": datetime(2000, 1, 1, tzinfo=UTC), "comments": facts.printed_hash}
    )
    sheet = book.add_worksheet("Kết quả")
    bold = book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter"})
    plain = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
    for line, row in enumerate(table):
        for column, value in enumerate(row):
            face = plain if line else bold
            if isinstance(value, str):
                sheet.write_string(line, column, value, face)
            else:
                sheet.write_number(line, column, value, face)
    for column, title in enumerate(table[0]):
        sheet.set_column(column, column, _WIDTHS.get(str(title), 11))
    sheet.freeze_panes(1, 4)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()
    return buffer.getvalue()


def _json(ground: Ground, facts: Facts) -> bytes:
    document = {
        "format": FORMAT,
        "facts": facts.fact_hash,
        "procedure": facts.data["procedure"],
        "body": ground.body.name,
        "sitting": facts.data["sitting"],
        "denominator": {"name": facts.data["base"], "label": ground.base},
        "ballot_types": [
            {
                "id": group.id,
                "title": group.title,
                "issued": group.issued,
                "returned": group.returned,
                "valid": group.valid,
                "invalid": group.spoilt,
                "officeholders": [_person(ground, person) for person in group.persons],
            }
            for group in ground.groups
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _person(ground: Ground, person: PersonView) -> dict[str, object]:
    return {
        "id": person.id,
        "name": person.name,
        "posts": list(person.posts_list),
        "base": person.base,
        "valid": person.valid,
        "invalid": person.invalid,
        "count": {mark.id: mark.count for mark in person.marks},
        "percent": {mark.id: mark.percent for mark in person.marks},
        "fraction": {mark.id: mark.fraction for mark in person.marks},
        "citation": _case(ground, person) or None,
    }
