"""The sheets between the batches, and the ballots as Word files."""

import io
from dataclasses import replace

import numpy as np
import pypdf
import pytest
from docx import Document

from support.ballots import PER_MM, definition, named, poll, raster, text, two_types
from tinnhiem.documents.ballots import SheetKind, batch_sheets
from tinnhiem.documents.ballots.codes import matrix
from tinnhiem.documents.ballots.definition import sheet_code
from tinnhiem.documents.ballots.geometry import CODE_PLACES, CODE_SIDE
from tinnhiem.documents.ballots.word import word_ballot


def test_there_is_a_header_and_two_sheets_for_each_batch() -> None:
    pdf = batch_sheets(definition(two_types()), batches=3)
    titles = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]

    assert len(titles) == 7
    assert "TỜ ĐẦU CUỘC KIỂM PHIẾU" in titles[0]
    assert "TỜ ĐẦU LÔ 02/03" in titles[3]
    assert "TỜ CUỐI LÔ 03/03" in titles[6]
    assert "2. Khối Ủy ban nhân dân" in titles[1]


def test_the_codes_of_the_sheets_say_that_they_are_no_ballots() -> None:
    ready = definition(poll())
    pdf = batch_sheets(ready, batches=1)
    for page, kind in enumerate((SheetKind.HEADER, SheetKind.BATCH, SheetKind.BATCH_END), 1):
        modules = matrix(sheet_code(ready, kind=kind, of=0, page=1, pages=1).text)
        left, top = CODE_PLACES[0]
        step = CODE_SIDE / 29
        middles = (np.arange(29) + 0.5) * step
        seen = raster(pdf, page)[
            np.ix_(((top + middles) * PER_MM).astype(int), ((left + middles) * PER_MM).astype(int))
        ]

        assert ((seen > 127) == np.array(modules)).all()


@pytest.mark.parametrize("batches", [0, 100])
def test_the_number_of_batches_has_two_digits(batches: int) -> None:
    with pytest.raises(ValueError, match=str(batches)):
        batch_sheets(definition(poll()), batches=batches)


def test_sheets_of_a_rehearsal_say_so() -> None:
    assert "THỬ NGHIỆM" in text(
        batch_sheets(definition(replace(poll(), rehearsal=True)), batches=1)
    )


def _word(name: str = "Nguyễn Văn A") -> bytes:
    ready = definition(named(name, "Lò Thị B"))
    return word_ballot(ready, ready.types[0])


def test_a_word_ballot_is_the_same_every_time() -> None:
    assert _word() == _word()


def test_a_word_ballot_has_the_names_and_a_box_for_each_choice() -> None:
    hostile = "Nguyễn Thị Thuỳ Dương & <b> {{ 7*7 }} =cmd()"
    document = Document(io.BytesIO(_word(hostile)))
    rows = [[cell.text for cell in row.cells] for row in document.tables[1].rows]

    assert rows[0][3:] == ["Tín nhiệm cao", "Tín nhiệm", "Tín nhiệm thấp"]
    assert rows[1][:2] == ["1", f"Ông {hostile}".replace("Ông", "Bà")]
    assert rows[1][3:] == ["□", "□", "□"]


def test_a_word_ballot_says_that_no_machine_reads_it() -> None:
    document = Document(io.BytesIO(_word()))

    assert "kiểm phiếu bằng tay" in document.sections[0].footer.paragraphs[0].text
    assert document.inline_shapes.__len__() == 0
