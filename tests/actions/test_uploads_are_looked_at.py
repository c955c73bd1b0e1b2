"""Files that come from outside: what they are is told from their content, hostile ones end here."""

import errno
import os
import re
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from support.files import packed, pdf, picture, sent, whole
from tinnhiem.actions import file_kinds, uploads
from tinnhiem.actions.file_kinds import Kind
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.uploads import keep_upload, remove_orphans, shown_name
from tinnhiem.records.models import Upload
from tinnhiem.web.files import send
from tinnhiem.wording.language import speaking

pytestmark = pytest.mark.django_db


def _on_disk() -> list[Path]:
    return [path for path in (Path(settings.MEDIA_ROOT) / "uploads").rglob("*") if path.is_file()]


@pytest.fixture(autouse=True)
def _own_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)
    storage = FileSystemStorage(location=tmp_path)
    monkeypatch.setattr(Upload._meta.get_field("file"), "storage", storage)
    monkeypatch.setattr(uploads, "default_storage", storage)


@pytest.mark.parametrize(
    ("tongue", "told"),
    [
        ("vi", "Tệp có 4 trang, nhiều hơn mức 3 trang được nhận. Hãy tách thành nhiều tệp."),
        ("en", "The file has 4 pages, more than the 3 that are taken. Split it."),
    ],
)
def test_a_file_of_too_many_pages_is_told_to_be_split_not_damaged(
    monkeypatch: pytest.MonkeyPatch, tongue: str, told: str
) -> None:
    monkeypatch.setattr(file_kinds, "PAGES", 3)
    assert keep_upload(file=sent(pdf(3))).pages == 3
    with speaking(tongue), pytest.raises(RefusedError, match=re.escape(told)):
        keep_upload(file=sent(pdf(4)))


@pytest.mark.parametrize(
    ("content", "kind", "pages"),
    [
        (pdf(3), Kind.PDF, 3),
        (packed(), Kind.WORD, None),
        (packed({"xl/workbook.xml": b"<workbook/>"}), Kind.EXCEL, None),
        (picture("PNG"), Kind.PNG, 1),
        (picture("JPEG"), Kind.JPEG, 1),
    ],
    ids=["pdf", "docx", "xlsx", "png", "jpeg"],
)
def test_the_kind_is_told_from_the_content(content: bytes, kind: Kind, pages: int | None) -> None:
    upload = keep_upload(file=sent(content, "tờ khai.exe", "text/html"))

    assert (upload.kind, upload.pages, upload.size) == (kind, pages, len(content))
    assert upload.name.startswith("tờ khai.")
    assert Path(upload.file.path).read_bytes() == content


def test_the_file_lies_under_a_random_name_for_the_server_alone() -> None:
    content = pdf()
    first = keep_upload(file=sent(content, "Bản kê khai.pdf"))
    second = keep_upload(file=sent(content, "Bản kê khai.pdf"))

    assert first.sha256 == second.sha256
    assert first.file.name != second.file.name
    assert "khai" not in (first.file.name or "")
    mode = stat.S_IMODE(Path(first.file.path).stat().st_mode)
    assert mode & 0o177 == 0


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "empty"),
    "a page with a script": (lambda: b"<!doctype html><script>alert(1)</script>", "kinds"),
    "a program": (lambda: b"MZ\x90\x00" + bytes(100), "kinds"),
    "an old office file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "kinds"),
    "a picture that is also a PDF": (lambda: b"GIF89a<script>%PDF-1.4", "kinds"),
    "a PDF in name only": (lambda: b"%PDF-1.7\nnothing of the sort", "cannot be read"),
    "a PDF cut off": (lambda: pdf()[:200], "cannot be read"),
    "a package in name only": (lambda: b"PK\x03\x04 and nothing more", "cannot be read"),
    "a package with a tail": (lambda: packed() + b"<script>alert(1)</script>", "cannot be read"),
    "a package of something else": (lambda: packed({"other.xml": b"<x/>"}), "kinds"),
    "macros": (
        lambda: packed({"word/document.xml": b"<w/>", "word/vbaProject.bin": b"x"}),
        "macros",
    ),
    "macros by their type": (
        lambda: packed(types=b"<Types>vnd.ms-word.document.macroEnabled</Types>"),
        "macros",
    ),
    "a bomb": (lambda: packed({"word/document.xml": bytes(210 * 1024 * 1024)}), "cannot be read"),
    "a bomb of parts": (
        lambda: packed({f"word/{n}.xml": b"" for n in range(2_100)}),
        "cannot be read",
    ),
    "a TIFF, which browsers do not show": (lambda: picture("TIFF"), "kinds"),
    "a picture cut off": (lambda: picture()[:40], "cannot be read"),
    "a picture without end": (lambda: picture("PNG", (9_000, 9_000)), "pixels"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_and_broken_files_are_refused_and_nothing_is_kept(
    name: str,
) -> None:
    make, sentence = HOSTILE[name]
    with pytest.raises(RefusedError) as refused, speaking("en"):
        keep_upload(file=sent(make()), field="paper")

    assert refused.value.field == "paper"
    assert sentence in refused.value.message
    assert not Upload.objects.exists()
    assert _on_disk() == []


def test_a_locked_pdf_is_refused_with_what_to_do(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("bí mật")
    path = tmp_path / "locked.pdf"
    writer.write(path)

    with pytest.raises(RefusedError, match="password"), speaking("en"):
        keep_upload(file=sent(path.read_bytes()))


def test_a_file_larger_than_twenty_megabytes_is_refused() -> None:
    with pytest.raises(RefusedError, match="20 MB"):
        keep_upload(file=sent(b"%PDF-" + bytes(uploads.MAXIMUM_BYTES)))


def test_a_kind_that_this_place_does_not_take_is_refused() -> None:
    with pytest.raises(RefusedError, match="PDF"):
        keep_upload(file=sent(packed()), kinds=frozenset({Kind.PDF}))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\mai\\Bản kê khai.PDF", "Bản kê khai.pdf"),
        ('a"; filename="x.html', "a__ filename=_x.pdf"),
        ("x\r\nSet-Cookie: a=b.pdf", "x Set-Cookie_ a=b.pdf"),
        ("hoá\u202egnp.exe", "hoágnp.pdf"),
        ("\x00", "tep.pdf"),
        ("....", "tep.pdf"),
        ("", "tep.pdf"),
        ("n" * 400 + ".pdf", "n" * 200 + ".pdf"),
    ],
)
def test_the_name_shown_holds_nothing_that_acts(given: str, shown: str) -> None:
    assert shown_name(given, Kind.PDF) == shown


@given(st.text(max_size=300))
def test_any_name_becomes_one_of_a_single_line_without_a_path(name: str) -> None:
    shown = shown_name(name, Kind.PDF)

    assert shown.endswith(".pdf")
    assert not set(shown) & set("/\\\r\n\0\"'")
    assert len(shown) <= 204


class _FullDisk(FileSystemStorage):
    """A disk on which the second half of a file finds no room."""

    def _save(self, name: str, content: object) -> str:  # noqa: ARG002 - as the storage calls it
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_on_a_full_disk_the_refusal_says_so_and_no_half_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = _FullDisk(location=tmp_path)
    monkeypatch.setattr(Upload._meta.get_field("file"), "storage", full)

    with pytest.raises(RefusedError, match="disk"), speaking("en"):
        keep_upload(file=sent(pdf()))

    assert not Upload.objects.exists()
    assert _on_disk() == []


def test_a_file_whose_transaction_fell_is_swept_after_a_day_and_others_stay() -> None:
    kept = keep_upload(file=sent(pdf(), "giữ.pdf"))
    with transaction.atomic():
        keep_upload(file=sent(pdf(), "mất.pdf"))
        transaction.set_rollback(True)
    assert len(_on_disk()) == 2
    written = Upload.objects.get().file.storage.get_modified_time(kept.file.name or "")

    assert remove_orphans(at=written + timedelta(hours=2)) == 0
    assert remove_orphans(at=written + timedelta(days=2)) == 1

    assert [str(path) for path in _on_disk()] == [kept.file.path]


def test_files_are_sent_to_be_saved_and_never_run() -> None:
    upload = keep_upload(file=sent(packed(), 'báo "cáo".docx', "text/html"))

    response = send(upload)

    assert response.headers["Content-Type"].startswith("application/vnd.openxml")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert whole(response).startswith(b"PK")


@pytest.mark.parametrize(
    ("content", "shown"), [(pdf(), "inline"), (picture(), "attachment")], ids=["pdf", "picture"]
)
def test_only_a_pdf_may_be_shown_in_the_browser(content: bytes, shown: str) -> None:
    response = send(keep_upload(file=sent(content)), inline=True)

    assert response.headers["Content-Disposition"].startswith(shown)
    assert "sandbox" in response.headers["Content-Security-Policy"]
    whole(response)
