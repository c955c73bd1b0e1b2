"""Files and pages damaged at random are answered: read, or refused with a reason, never wrong."""

import io

import numpy as np
import pytest
from PIL import Image

from support.mutations import KINDS, bent, mutated
from support.scans import Ballots, Grey, Sheet
from tinnhiem.scan import STANDARD, Wanted, judged


def _saved(grey: Grey, kind: str) -> bytes:
    out = io.BytesIO()
    Image.fromarray(grey).save(out, format=kind)
    return out.getvalue()


def _check(seven: Ballots, content: bytes) -> None:
    sheets = seven.desk.content(content, name="x", wanted=Wanted(rows="all"))
    pages = list(judged(sheets, STANDARD))

    assert pages
    assert {row.decision for page in pages for row in page.rows} <= {"medium", None}
    assert all((page.refusal is None) == bool(page.rows) for page in pages)


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_files_are_answered(seven: Ballots, kind: str) -> None:
    random = np.random.default_rng(len(kind))
    whole = _saved(Sheet(seven.blank()).mark_all(1).scanned(), kind)
    for _file in range(12):
        _check(seven, mutated(whole, random))


def test_bent_pages_are_answered(seven: Ballots) -> None:
    random = np.random.default_rng(5)
    grey = Sheet(seven.blank()).mark_all(1).scanned()
    for _page in range(7):
        _check(seven, _saved(bent(grey, random), "TIFF"))
