"""Questions and answers as CSV files, for whoever fills them in with a table program."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tinnhiem.law.problems import InputError, Problem

if TYPE_CHECKING:
    from tinnhiem.scan.questions import Given, Question

COLUMNS: Final = ("sheet", "row", "picture", "answer", "answers")
_NEEDED: Final = frozenset({"sheet", "row", "answer"})
_UNSURE: Final = "unsure"
_LONGEST: Final = 600


def write_questions(path: Path, questions: Iterable["Question"]) -> None:
    """Write open questions; the column ``answer`` is to be filled in.

    Nothing of what the machine or another person thinks is in it. A file that is there is kept.
    """
    with path.open("x", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        for question in questions:
            may = " | ".join((*question.answers, _UNSURE))
            out.writerow((question.sheet, question.line, question.picture, "", may))


def read_answers(content: bytes, decider: str) -> Iterator[tuple[int, "Given"]]:
    """Read a sheet that was filled in; rows without an answer are left open.

    :raises InputError: where it is no such sheet.
    """
    from tinnhiem.scan.questions import Given

    try:
        text = content.decode("utf-8-sig")
        separator = ";" if text.partition("\n")[0].count(";") > 1 else ","
        table = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        if not _NEEDED.issubset(table.fieldnames or ()):
            raise InputError((Problem(code="answers-wrong"),))
        for row in table:
            answer = (row["answer"] or "").strip()
            if answer:
                sheet, line = (row["sheet"] or "").strip(), (row["row"] or "").strip()
                given = Given(sheet=sheet, line=line, decider=decider, answer=answer[:_LONGEST])
                yield table.line_num, given
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError((Problem(code="answers-wrong"),)) from error
