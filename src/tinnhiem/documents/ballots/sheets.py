"""Header and batch sheets: laid between the ballots, so that the scanner's stacks are told apart.

They declare how many sheets lie in a batch (written by hand) and are never counted as ballots:
their codes say what they are. They carry no hour and no order of ballots.
"""

from pathlib import Path

from tinnhiem.documents.ballots import geometry
from tinnhiem.documents.ballots.codes import SheetKind
from tinnhiem.documents.ballots.definition import BallotDefinition, sheet_code
from tinnhiem.documents.ballots.drawing import document_date, machine_marks, place_pages
from tinnhiem.documents.ballots.printing import write_files
from tinnhiem.documents.ballots.texts import texts
from tinnhiem.documents.ballots.typesetting import typeset

TEMPLATE = "sheet.typ"

#: Batches for which sheets are made unless told otherwise; two digits hold their number.
USUAL_BATCHES = 10
MOST_BATCHES = 99


def batch_sheets(definition: BallotDefinition, *, batches: int = USUAL_BATCHES) -> bytes:
    """The PDF of the count's header sheet, then of each batch its first and last sheet.

    :raises ValueError: where ``batches`` is not between 1 and :data:`MOST_BATCHES`.
    :raises InputError: where a ballot of the definition could not be printed.
    """
    if not 1 <= batches <= MOST_BATCHES:
        raise ValueError(batches)
    words = texts()["sheet"]
    sheets = [_sheet(definition, SheetKind.HEADER, 1, batches)]
    for number in range(1, batches + 1):
        sheets.append(_sheet(definition, SheetKind.BATCH, number, batches))
        sheets.append(_sheet(definition, SheetKind.BATCH_END, number, batches))
    return typeset(
        TEMPLATE,
        {
            "title": f"{definition.name} · {words['header']}",
            "date": document_date(definition),
            "page_mm": list(geometry.PAGE_MM),
            "issuer": " ".join(definition.issuer),
            "poll": " · ".join(filter(None, (definition.name, definition.sitting.name))),
            "rehearsal": texts()["labels"]["rehearsal"] if definition.rehearsal else "",
            "heads": [words["kind"], words["page"], words["number"]],
            "total": words["total"],
            "rows": _rows(definition),
            "signers": words["signers"],
            "sheets": sheets,
        },
    )


def write_batch_sheets(
    definition: BallotDefinition, out: Path, *, batches: int = USUAL_BATCHES
) -> tuple[Path, ...]:
    """Write :func:`batch_sheets` as ``batch-sheets.pdf``; the path written."""
    return write_files(out, {"batch-sheets.pdf": batch_sheets(definition, batches=batches)})


def _rows(definition: BallotDefinition) -> list[list[str]]:
    """A row for each page of each type: these are what a batch holds."""
    return [
        [f"{paper.index}. {paper.title}", f"{page.page}/{page.pages}"]
        for paper in definition.types
        for page in place_pages(definition, paper)
    ]


def _sheet(
    definition: BallotDefinition, kind: SheetKind, number: int, batches: int
) -> dict[str, object]:
    words = texts()["sheet"]
    name = kind.name.lower()
    code = sheet_code(definition, kind=kind, of=0, page=number, pages=batches)
    return {
        "title": words[name].format(number=f"{number:02}/{batches:02}"),
        "note": words[f"{name}_note"],
        **machine_marks(code.text, page=1),
    }
