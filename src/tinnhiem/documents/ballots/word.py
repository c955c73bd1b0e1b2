"""The ballots as Word files, for issuers that print from Word.

They look like the printed ones but carry no codes and no marks for a machine, and say so: ballots
printed from them are counted by hand.
"""

import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row

from tinnhiem.documents.ballots.definition import BallotDefinition, BallotLine, PaperType
from tinnhiem.documents.ballots.texts import CROSS, texts
from tinnhiem.documents.paper import Line, Run

_FONT: Final = "Times New Roman"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_NUMBER_MM: Final = 13.0
_CROSSED: Final = "[X]"


def word_ballot(definition: BallotDefinition, paper: PaperType) -> bytes:
    """The Word file of one type; the same definition gives the same bytes."""
    document = _empty(definition, paper)
    _heading(document, definition)
    _title(document, definition, paper)
    _paragraph(document, paper.words.how, size=12)
    _list(document, definition, paper)
    for part in paper.words.foot[:-1]:
        _paragraph(document, part, size=10)
    _footer(document)
    return _packed(document)


def _empty(definition: BallotDefinition, paper: PaperType) -> WordDocument:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(19)
    section.top_margin = section.bottom_margin = Mm(12)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(4)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)
    properties = document.core_properties
    properties.title = f"{definition.name} · {paper.title}"
    properties.author, properties.comments = "", texts()["word"]["notice"]
    properties.created = properties.modified = datetime(1980, 1, 1)  # noqa: DTZ001 - Word's own form
    properties.language = "vi-VN"
    return document


def _heading(document: WordDocument, definition: BallotDefinition) -> None:
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    widths = (70.0, 102.0)
    _widen(table, widths)
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = Mm(width)
    left, right = table.rows[0].cells
    _centred(left, [Run(text=part) for part in definition.parent])
    _centred(left, [Run(text=part, bold=True) for part in definition.issuer])
    _centred(right, [Run(text=part, bold=True) for part in definition.state])
    right.paragraphs[-1].runs[0].underline = True


def _widen(table: Table, widths: Sequence[float]) -> None:
    """Set the grid as well as the cells: programs differ in which of the two they follow."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)


def _centred(cell: _Cell, runs: list[Run]) -> None:
    for run in runs:
        paragraph = cell.paragraphs[0] if not cell.paragraphs[0].runs else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run(run.text).bold = run.bold


def _title(document: WordDocument, definition: BallotDefinition, paper: PaperType) -> None:
    lines = [definition.name, *definition.subject, paper.title.upper()]
    if definition.rehearsal:
        lines.append(texts()["labels"]["rehearsal"])
    for number, text in enumerate(lines):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before = Pt(0 if number else 30)
        paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(text)
        run.bold, run.font.size = True, Pt(13 if number else 16)


def _paragraph(document: WordDocument, line: Line, *, size: float) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(4)
    for part in line:
        run = paragraph.add_run(_CROSSED if part == CROSS else part.text)
        run.bold, run.font.size = part.bold or part == CROSS, Pt(size)


def _list(document: WordDocument, definition: BallotDefinition, paper: PaperType) -> None:
    size = paper.sizes
    numbered = len(paper.lines) > 1
    labels = texts()["labels"]
    heads = [labels["name"], labels["post"], *(choice.label for choice in definition.choices)]
    widths = [size.name_mm, size.post_mm, *(size.choice_mm for _ in definition.choices)]
    if numbered:
        heads = [labels["number"], *heads]
        widths = [_NUMBER_MM, widths[0], size.post_mm + size.number_mm - _NUMBER_MM, *widths[2:]]
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    _widen(table, widths)
    _fill(table.rows[0], heads, widths, bold=True, height=10)
    _repeat(table.rows[0])
    for number, line in enumerate(paper.lines, 1):
        _person(table, line, widths, number if numbered else None, len(definition.choices))


def _person(
    table: Table, line: BallotLine, widths: list[float], number: int | None, choices: int
) -> None:
    name = "\n".join(filter(None, (line.name, line.minority)))
    boxes = [texts()["word"]["box"]] * choices
    cells = [name, "\n".join(line.posts), *boxes]
    if number is not None:
        cells = [str(number), *cells]
    row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx types all but this one
    _fill(row, cells, widths, bold=False, height=9)
    for cell in row.cells[-choices:]:
        cell.paragraphs[0].runs[0].font.size = Pt(20)
    first = 0 if number is None else 1
    for cell in row.cells[first : first + 2]:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT
    row.cells[first].paragraphs[0].runs[0].bold = True


def _fill(row: _Row, texts_: list[str], widths: list[float], *, bold: bool, height: float) -> None:
    row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    _whole(row)
    for cell, text, width in zip(row.cells, texts_, widths, strict=True):
        cell.width = Mm(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, Pt(11)


def _whole(row: _Row) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no public way


def _repeat(row: _Row) -> None:
    """Repeat the head on every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - no public way


def _footer(document: WordDocument) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    run = paragraph.add_run(texts()["word"]["notice"])
    run.italic, run.font.size = True, Pt(9)


def _packed(document: WordDocument) -> bytes:
    """The file with the same dates in its container every time."""
    first, packed = BytesIO(), BytesIO()
    document.save(first)
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(entry, source.read(name))
    return packed.getvalue()
