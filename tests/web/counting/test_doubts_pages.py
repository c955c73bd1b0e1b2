"""The queue of doubtful rows: one row, nothing of the other opinions, nothing of the machine."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from support.counts import counting_office
from support.office import Office
from tinnhiem.records.models import LogEntry, ReadRow, RowOpinion, ScannedSheet, ScanRun

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n picture"


def page(office: Office, name: str, **more: object) -> str:
    return reverse(f"counting:{name}", kwargs={"poll": office.poll.key, **more})


@pytest.fixture
def office() -> Office:
    made = counting_office()
    run = ScanRun.objects.create(conference=made.conference)
    sheet = ScannedSheet(run=run, ballot_type=made.types["hdnd"], page=1, image_sha256="a" * 64)
    sheet.image.save("s.png", ContentFile(PNG), save=False)
    sheet.save()
    row = ReadRow(sheet=sheet, line="p1", state=ReadRow.State.DOUBTFUL, doubt="crossed-out")
    row.crop.save("r.png", ContentFile(PNG), save=False)
    row.save()
    ReadRow.objects.create(sheet=sheet, line="p2", decision="low")
    return made


def row() -> ReadRow:
    return ReadRow.objects.get(line="p1")


def test_a_member_decides_and_goes_on(office: Office, client: Client) -> None:
    client.force_login(office.account("team-1"))
    shown = client.get(page(office, "doubts")).content.decode()
    assert row().key in shown
    for hidden in ("Nông Văn Khải", "crossed-out", "gạch bỏ"):
        assert hidden not in shown

    given = {"row": row().key, "decision": "medium", "rule": "", "token": "t" * 20}
    assert client.post(page(office, "doubts"), given).status_code == 303

    assert RowOpinion.objects.get().decision == "medium"
    assert "Không còn dấu nghi vấn" in client.get(page(office, "doubts")).content.decode()


def test_the_second_sees_the_same_page_as_the_first(office: Office, client: Client) -> None:
    client.force_login(office.account("team-2"))
    before = client.get(page(office, "doubts")).content.decode()
    RowOpinion.objects.create(row=row(), decider=office.account("team-1"), decision="high")
    after = client.get(page(office, "doubts")).content.decode()

    def body(text: str) -> str:
        return text.split('class="desk-panel"', 1)[1].split("csrf", 1)[0]

    assert body(before) == body(after)
    assert "checked" not in after.split("<main")[1]


def test_an_invalid_row_needs_its_reason(office: Office, client: Client) -> None:
    client.force_login(office.account("team-1"))
    given = {"row": row().key, "decision": "invalid", "rule": "", "token": "t" * 20}

    assert client.post(page(office, "doubts"), given).status_code == 422
    assert not RowOpinion.objects.exists()


def test_opening_the_whole_sheet_is_in_the_log(office: Office, client: Client) -> None:
    client.force_login(office.account("team-1"))

    sent = client.post(page(office, "whole-sheet", row=row().key))

    assert sent.content == PNG
    entry = LogEntry.objects.get(act="scan.sheet-opened")
    assert row().key not in (entry.subject + str(entry.after))


def test_rows_that_the_machine_decided_have_no_picture(office: Office, client: Client) -> None:
    client.force_login(office.account("team-1"))
    decided = ReadRow.objects.get(line="p2")

    assert client.get(page(office, "crop", row=decided.key)).status_code == 404
    assert client.post(page(office, "whole-sheet", row=decided.key)).status_code == 404
    assert client.get(page(office, "crop", row=row().key)).content == PNG


def test_everybody_else_finds_nothing(office: Office, client: Client) -> None:
    board = {"head", "team-1", "team-2", "team-1-second", "team-2-second"}
    for part, account in office.accounts.items():
        client.force_login(account)
        expected = 200 if part in board else 404
        for address in (
            page(office, "doubts"), page(office, "scans"), page(office, "crop", row=row().key)
        ):  # fmt: skip
            assert client.get(address).status_code == expected, (part, address)


def test_the_head_settles_with_a_second_member(office: Office, client: Client) -> None:
    ReadRow.objects.filter(line="p1").update(state=ReadRow.State.WHOLE_BOARD)
    client.force_login(office.account("head"))
    assert "Cả Ban quyết dòng 1" in client.get(page(office, "doubts")).content.decode()
    given = {"decision": "low", "rule": "", "reason": "Dấu rõ ở ô ba", "token": "h" * 20}
    sent = client.post(page(office, "decide-row", row=row().key), given)
    assert sent.status_code == 303
    client.force_login(office.account("team-2"))
    address = sent["Location"]
    assert client.get(address).status_code == 200

    assert client.post(address, {"do": "confirm", "token": "c" * 20}).status_code == 303
    assert row().decision == "low"
