"""A workbook comes through the page: read apart, mistakes named, hostile ones refused."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from support.office import Office, build_office
from tinnhiem.records.models import Person, RegistryImport

pytestmark = pytest.mark.django_db


def _send(client: Client, office: Office, content: bytes) -> object:
    file = SimpleUploadedFile("so.xlsx", content)
    address = f"/so-dang-ky/don-vi/{office.body.key}/nhap"
    return client.post(address, {"workbook": file, "token": "t1"})


def _template(client: Client, office: Office) -> bytes:
    return client.get(f"/so-dang-ky/don-vi/{office.body.key}/mau.xlsx").content


def _with_row(content: bytes, *values: object) -> bytes:
    book = load_workbook(io.BytesIO(content))
    book.worksheets[0].append(list(values))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_workbook_that_was_given_comes_back_without_a_change(client: Client) -> None:
    office = build_office()
    client.force_login(office.account("clerk"))

    answer = client.post(
        f"/so-dang-ky/don-vi/{office.body.key}/nhap",
        {"workbook": SimpleUploadedFile("a.xlsx", _template(client, office)), "token": "a"},
        follow=True,
    )

    assert answer.status_code == 200
    assert "Không đổi · 6" in answer.content.decode()


def test_it_is_shown_then_confirmed_once(client: Client) -> None:
    office = build_office()
    client.force_login(office.account("clerk"))
    content = _with_row(_template(client, office), "Trần Mới", "bà", 1980)

    answer = client.post(
        f"/so-dang-ky/don-vi/{office.body.key}/nhap",
        {"workbook": SimpleUploadedFile("a.xlsx", content), "token": "a"},
    )
    assert answer.status_code == 303
    shown = client.get(answer.headers["Location"])
    assert "Trần Mới" in shown.content.decode()
    assert not Person.objects.filter(name="Trần Mới").exists()
    digest = _digest(shown.content.decode())
    for _again in range(2):
        done = client.post(answer.headers["Location"], {"digest": digest, "token": "b"})
        assert done.status_code == 303

    assert Person.objects.filter(name="Trần Mới").count() == 1


def _digest(page: str) -> str:
    return page.split('name="digest" value="', 1)[1].split('"', 1)[0]


def test_a_wrong_cell_is_named(client: Client) -> None:
    office = build_office()
    client.force_login(office.account("clerk"))
    content = _with_row(_template(client, office), "Trần Mới", "bà", "năm nào đó")

    answer = _send(client, office, content)

    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "Sổ đăng ký!C11" in answer.content.decode()  # type: ignore[attr-defined]
    assert not RegistryImport.objects.exists()


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<a>" + b" " * 40_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 rubbish", b"<html>", b"\x00" * 99, _bomb()],
    ids=["rubbish", "html", "nul", "bomb"],
)
def test_a_hostile_file_is_refused_in_words(client: Client, content: bytes) -> None:
    office = build_office()
    client.force_login(office.account("clerk"))

    answer = _send(client, office, content)

    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert not RegistryImport.objects.exists()


@pytest.mark.parametrize("part", ["convener", "voter", "outsider"])
def test_nobody_but_the_clerk_opens_the_page(client: Client, part: str) -> None:
    office = build_office()
    client.force_login(office.account(part))

    assert client.get(f"/so-dang-ky/don-vi/{office.body.key}/nhap").status_code == 404
