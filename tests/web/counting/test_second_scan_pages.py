"""Pages of the second scan and of sheets keyed by hand: who sees what, what is refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from support.counts import counting_office
from support.office import Office
from support.scanners import checked
from tinnhiem.records.models import Batch, ReadRow, ScannedSheet, ScanRun, SheetAgain

pytestmark = pytest.mark.django_db
TOKEN = "t" * 20


def page(office: Office, name: str, **more: object) -> str:
    return reverse(f"counting:{name}", kwargs={"poll": office.poll.key, **more})


@pytest.fixture
def office() -> Office:
    """Two sheets read at first, and a second time with one person read otherwise."""
    made = counting_office()
    run = ScanRun.objects.create(conference=made.conference, pages=2)
    second = ScanRun.objects.create(conference=made.conference, pages=2, second=True)
    for number in range(2):
        sheet = ScannedSheet.objects.create(
            run=run, ballot_type=made.types["hdnd"], page=1, image_sha256=f"{number}" * 64
        )
        rows = {"p1": "high", "p2": "high", "p3": "low"}
        for line, decision in rows.items():
            ReadRow.objects.create(sheet=sheet, line=line, decision=decision, machine=decision)
        SheetAgain.objects.create(
            run=second, ballot_type=made.types["hdnd"], page=1, image_sha256=f"a{number}" * 32,
            rows=rows | ({"p1": "low"} if number else {}),
        )  # fmt: skip
    return made


def test_the_head_sees_both_readings_side_by_side(office: Office, client: Client) -> None:
    client.force_login(office.account("head"))
    shown = client.get(page(office, "second-scan")).content.decode()

    assert "Hai lần đọc khác nhau ở 1 người" in shown
    assert "Nông Văn Khải" in shown
    assert page(office, "second-look", line="p1") in shown
    assert client.get(page(office, "scans")).content.decode().count("Đã đọc lần hai 2 trên 2") == 1


def test_members_feed_and_see_no_result(office: Office, client: Client) -> None:
    client.force_login(office.account("team-1"))
    shown = client.get(page(office, "second-scan")).content.decode()

    assert "Nông Văn Khải" not in shown
    assert "khác nhau" not in shown
    assert "2" in shown


@pytest.mark.parametrize("part", ["clerk", "observer", "voter", "outsider", "operator"])
def test_nobody_else_sees_the_page(office: Office, client: Client, part: str) -> None:
    client.force_login(office.account(part))
    assert client.get(page(office, "second-scan")).status_code == 404


def test_what_is_no_scan_is_refused_on_the_page(office: Office, client: Client) -> None:
    client.force_login(office.account("team-1"))
    given = {
        "check": checked(office).key, "file": SimpleUploadedFile("a.pdf", b"none"), "token": TOKEN,
    }  # fmt: skip
    answer = client.post(page(office, "second-scan"), given)

    assert answer.status_code == 422
    assert ScanRun.objects.count() == 2


def test_the_head_gives_missing_sheets_to_both_teams_and_takes_them_back(
    office: Office, client: Client
) -> None:
    client.force_login(office.account("head"))
    address = page(office, "by-hand", kind=office.types["hdnd"].pk, number=1)
    assert address in client.get(page(office, "scans")).content.decode()
    assert client.post(address, {"sheets": "11", "token": TOKEN}).status_code == 422
    assert not Batch.objects.exists()
    assert client.post(address, {"sheets": "10", "token": "u" * 20}).status_code == 303

    batch = Batch.objects.get()
    assert (batch.ballots, batch.page) == (10, None)
    compare = client.get(page(office, "compare", batch=batch.pk)).content.decode()
    withdraw = page(office, "withdraw", batch=batch.pk)
    assert withdraw in compare
    assert client.get(withdraw).status_code == 405
    assert client.post(withdraw, {"token": "v" * 20}).status_code == 303
    assert not Batch.objects.exists()


@pytest.mark.parametrize("part", ["team-1", "clerk", "voter"])
def test_only_the_head_gives_sheets_out(office: Office, client: Client, part: str) -> None:
    client.force_login(office.account(part))
    address = page(office, "by-hand", kind=office.types["hdnd"].pk, number=1)
    assert client.get(address).status_code == 404
    assert client.post(address, {"sheets": "1", "token": TOKEN}).status_code == 404


def test_of_a_type_that_was_not_scanned_no_sheet_is_missing(office: Office, client: Client) -> None:
    client.force_login(office.account("head"))
    address = page(office, "by-hand", kind=office.types["ubnd"].pk, number=1)
    assert client.get(address).status_code == 404


def test_only_what_was_not_read_is_split_into_batches(office: Office, client: Client) -> None:
    client.force_login(office.account("head"))
    shown = client.get(page(office, "split", kind=office.types["hdnd"].pk)).content.decode()

    assert "máy đã đọc 2 phiếu" in shown
    assert 'value="10"' in shown
