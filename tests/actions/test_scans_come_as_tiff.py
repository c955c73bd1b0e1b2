"""Scanned stacks as TIFF of many pages: told by content, hostile ones refused."""

import io
import struct
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from support.counts import counting_office
from support.office import AT, Office
from support.scanners import Capture, checked
from support.scans import Ballots, Grey, Sheet, save
from tinnhiem.actions.file_kinds import Kind, recognised
from tinnhiem.actions.prints import definition_for
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.scanning import KINDS, read_stack, start_scan
from tinnhiem.documents.ballots import print_ballots
from tinnhiem.records.models import ScanRun, Work

pytestmark = pytest.mark.django_db


def _fed(office: Office, content: bytes) -> ScanRun:
    return start_scan(
        poll=office.poll, conference=office.conference, by=office.account("team-1"), at=AT,
        file=SimpleUploadedFile("chồng.pdf", content), check=checked(office),
    )  # fmt: skip


def _entry(tag: int, value: int) -> bytes:
    return struct.pack("<HHII", tag, 4, 1, value)


def _directory(at: int, follows: int, *, width: int = 2000, height: int = 2000) -> bytes:
    """One page of a TIFF that holds nothing but its size."""
    entries = _entry(256, width) + _entry(257, height)
    return b"II*\x00" + struct.pack("<IH", at, 2) + entries + struct.pack("<I", follows)


def _pages(number: int) -> bytes:
    made = io.BytesIO()
    blank = [Image.new("L", (20, 30), 255) for _page in range(number)]
    blank[0].save(made, "TIFF", save_all=True, append_images=blank[1:])
    return made.getvalue()


def test_pages_of_a_tiff_are_counted_whatever_its_name() -> None:
    found = recognised(_pages(3), KINDS, "file")

    assert (found.kind, found.pages) == (Kind.TIFF, 3)


HOSTILE = {
    "a head alone": b"II*\x00",
    "a directory outside of the file": b"MM\x00*\xff\xff\xff\xff",
    "pages that never end": _directory(8, 8)[:-4] + struct.pack("<I", 8),
    "a page without end": _directory(8, 0, width=2**31, height=2**31),
    "cut off": _pages(3)[:40],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_tiff_is_refused_and_nothing_kept(name: str) -> None:
    office = counting_office()

    with pytest.raises(RefusedError) as refused:
        _fed(office, HOSTILE[name])

    assert refused.value.field == "file"
    assert not ScanRun.objects.exists()
    assert not Work.objects.exists()


def test_a_stack_comes_as_one_tiff_of_many_pages(
    tmp_path: Path, django_capture_on_commit_callbacks: Capture
) -> None:
    office = counting_office()
    print_ballots(definition_for(office.conference), tmp_path)
    of = Ballots(tmp_path)
    pictures: list[Grey] = [
        Sheet(of.blank(0), seed).mark_all(seed).scanned(seed=seed + 40) for seed in range(2)
    ]
    run = _fed(office, save(tmp_path / "stack.tif", pictures).read_bytes())
    assert Work.objects.get(key=run.work).total == 2

    with django_capture_on_commit_callbacks(execute=True):
        outcome = read_stack(Work.objects.get(key=run.work), lambda *_told: None)()

    assert outcome == {"read": 2, "refused": 0}
