"""The wall of boxes: three bands that add up, keys that tell nothing, pictures that are sealed."""

import io
import re

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from support.counts import counting_office
from support.office import Office
from tinnhiem.conduct.states import Stage
from tinnhiem.records.models import (
    BandLines,
    Conference,
    PendingAct,
    ReadBox,
    ReadRow,
    ScannedSheet,
    ScanRun,
)

pytestmark = pytest.mark.django_db
SHEETS = 100


def page(office: Office, name: str, **more: object) -> str:
    return reverse(f"counting:{name}", kwargs={"poll": office.poll.key, **more})


def strip() -> bytes:
    kept = io.BytesIO()
    Image.new("L", (180, 180), 220).save(kept, "PNG")
    return kept.getvalue()


@pytest.fixture
def office() -> Office:
    made = counting_office()
    run = ScanRun.objects.create(conference=made.conference, pages=SHEETS)
    for number in range(SHEETS):
        sheet = ScannedSheet(
            run=run, ballot_type=made.types["hdnd"], page=1, image_sha256=f"{number:064}"
        )
        if number == 0:
            sheet.strip.save("s.png", ContentFile(strip()), save=False)
        sheet.save()
        row = ReadRow.objects.create(
            sheet=sheet, line="p1", decision="high", machine="high", height=60
        )
        ReadBox.objects.bulk_create(
            ReadBox(row=row, choice=choice, ink=ink, band=band, left=0, top=0, side=60)
            for choice, ink, band in (
                ("high", 90 + number, "marked"), ("medium", number % 4, "empty"),
                ("low", 0, "empty"),
            )
        )  # fmt: skip
    return made


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_faintest_marks_come_first_and_the_bands_add_up(office: Office, client: Client) -> None:
    client.force_login(office.account("team-1"))
    text = shown(client, page(office, "wall") + "?muc=high")

    assert "0 + 0 + 100 = <b>100</b>" in text
    keys = re.findall(r'name="box" value="([^"]+)"', text)
    assert len(keys) == 96
    assert keys == list(
        ReadBox.objects.filter(choice="high").order_by("ink").values_list("key", flat=True)[:96]
    )
    turned = shown(client, page(office, "wall") + "?muc=high&trang-marked=2")
    assert len(re.findall(r'name="box"', turned)) == 4
    row = ReadRow.objects.all()[0]
    for hidden in ("Nông Văn Khải", row.key, row.sheet.key):
        assert hidden not in text.split("<main")[1]


def test_the_darkest_empty_boxes_stand_at_the_line(office: Office, client: Client) -> None:
    client.force_login(office.account("head"))
    text = shown(client, page(office, "wall") + "?muc=medium")
    inks = [
        ReadBox.objects.get(key=key).ink for key in re.findall(r'name="box" value="([^"]+)"', text)
    ]

    assert len(inks) == 64
    assert inks == sorted(inks)
    assert inks[-1] == 3


def test_picked_boxes_are_sent_to_two_people(office: Office, client: Client) -> None:
    client.force_login(office.account("team-1"))
    odd = ReadBox.objects.filter(choice="high").order_by("ink")[0]
    address = page(office, "wall") + "?muc=high"

    assert client.post(address, {"token": "e" * 20}).status_code == 422
    sent = client.post(address, {"box": [odd.key], "token": "t" * 20})

    assert sent.status_code == 303
    odd.row.refresh_from_db()
    assert odd.row.state == ReadRow.State.DOUBTFUL
    assert "0 + 1 + 99 = <b>100</b>" in shown(client, address)


def test_a_line_is_moved_and_wrong_shares_are_refused(office: Office, client: Client) -> None:
    client.force_login(office.account("team-1"))
    address = page(office, "move-lines", kind=office.types["hdnd"].pk)
    assert client.get(address).status_code == 200
    for wrong in ("viết", "1,23", "101,0", "１２"):
        given = {"marked_from": wrong, "version": "0", "token": f"{wrong:x<20}"}
        assert client.post(address, given).status_code == 422
    given = {"marked_from": "10,0", "version": "0", "token": "m" * 20}
    assert client.post(address, given).status_code == 303

    assert BandLines.objects.get().marked_from == 100
    assert ReadRow.objects.filter(state=ReadRow.State.DOUBTFUL).count() == 10


def test_a_box_is_sent_to_the_board_alone_and_never_kept(office: Office, client: Client) -> None:
    sheet = ScannedSheet.objects.exclude(strip="")[0]
    address = page(office, "box", key=ReadBox.objects.filter(row__sheet=sheet)[0].key)
    for part, expected in (("head", 200), ("team-2", 200), ("clerk", 404), ("observer", 404)):
        client.force_login(office.account(part))
        assert client.get(address).status_code == expected, part
    client.force_login(office.account("head"))
    sent = client.get(address)
    assert sent.headers["Cache-Control"] == "no-store, private"
    assert Image.open(io.BytesIO(sent.content)).size == (60, 60)
    office.conference.stage = Stage.MINUTED
    office.conference.save()
    assert client.get(address).status_code == 404
    assert client.get(page(office, "wall")).status_code == 404
    row = sheet.rows.all()[0]
    ReadRow.objects.filter(pk=row.pk).update(state=ReadRow.State.SETTLED)
    assert client.get(page(office, "crop", row=row.key)).status_code == 404
    assert client.post(page(office, "whole-sheet", row=row.key)).status_code == 404


def test_the_head_proposes_to_drop_a_stack_and_a_second_confirms(
    office: Office, client: Client
) -> None:
    run = ScanRun.objects.get()
    address = page(office, "drop-stack", run=run.key)
    client.force_login(office.account("team-1"))
    assert client.get(address).status_code == 404
    client.force_login(office.account("head"))
    assert client.post(address, {"reason": " ", "token": "r" * 20}).status_code == 422
    sent = client.post(address, {"reason": "Máy kéo lệch giấy", "token": "d" * 20})
    assert sent.status_code == 303
    client.force_login(office.account("team-2"))
    assert "Có đề nghị bỏ một chồng" in shown(client, page(office, "scans"))
    assert "Bỏ cả chồng" in shown(client, sent["Location"])
    assert client.post(sent["Location"], {"do": "confirm", "token": "c" * 20}).status_code == 303

    run.refresh_from_db()
    assert run.dropped == "Máy kéo lệch giấy"
    assert PendingAct.objects.get().state == PendingAct.State.CONFIRMED


def test_progress_is_asked_for_again_only_when_it_changed(office: Office, client: Client) -> None:
    client.force_login(office.account("team-1"))
    first = client.get(page(office, "scan-progress"))
    assert "đọc được 100 tờ" in first.content.decode()
    again = client.get(page(office, "scan-progress"), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_the_head_draws_a_sample(office: Office, client: Client) -> None:
    client.force_login(office.account("team-1"))
    assert client.get(page(office, "sample")).status_code == 404
    client.force_login(office.account("head"))
    assert client.post(page(office, "sample"), {"seed": "12", "size": "9"}).status_code == 422
    given = {"seed": "314159", "size": "10", "token": "s" * 20}
    assert client.post(page(office, "sample"), given).status_code == 303
    assert "Rút 10 trong 100 dòng theo dãy số 314159" in shown(client, page(office, "scans"))


def test_a_test_deck_is_printed_and_a_scanner_needs_its_names(
    office: Office, client: Client
) -> None:
    client.force_login(office.account("team-1"))
    sent = client.get(page(office, "deck", kind=office.types["hdnd"].pk))
    assert sent.content.startswith(b"%PDF")
    assert client.post(page(office, "check-scanner"), {"token": "k" * 20}).status_code == 422


@pytest.mark.parametrize("stage", [Stage.COUNTING, Stage.COUNTED, Stage.MINUTED])
def test_a_scanner_is_checked_until_the_count_is_closed(
    office: Office, client: Client, stage: Stage
) -> None:
    Conference.objects.update(stage=stage.value)
    client.force_login(office.account("team-1"))

    text = client.get(page(office, "scans")).content.decode()

    assert (f'href="{page(office, "check-scanner")}' in text) == (stage is Stage.COUNTING)
