"""Pages of the minutes and of the sealing: read by the board, signed by name, closed to others."""

import pytest
from django.test import Client
from django.urls import reverse

from support.counts import (
    all_sign,
    close,
    count_all,
    counting_office,
    sign,
    whole_board_signs_in,
    write,
)
from support.files import whole
from support.office import Office
from tinnhiem.conduct.states import Stage
from tinnhiem.records.minuted import minutes_in_force
from tinnhiem.records.models import BallotLedger, Minutes, Parcel, PendingAct, Signature

pytestmark = pytest.mark.django_db


def page(office: Office, name: str, **more: object) -> str:
    return reverse(f"counting:{name}", kwargs={"poll": office.poll.key, **more})


@pytest.fixture
def office() -> Office:
    made = counting_office()
    count_all(made)
    close(made)
    return made


def facts(office: Office) -> str:
    found = minutes_in_force(office.conference)
    assert found is not None
    return found.facts


def signing(office: Office, **more: str) -> dict[str, str]:
    return {"facts": facts(office), "affirmed": "on", "dissent": "", "token": "t" * 20, **more}


def test_the_head_writes_and_a_member_reads_and_signs(office: Office, client: Client) -> None:
    client.force_login(office.account("head"))
    assert (
        client.post(page(office, "write-minutes"), {"course": "", "token": "w"}).status_code == 303
    )
    client.force_login(office.account("team-1"))

    text = client.get(page(office, "minutes")).content.decode()
    picture = client.get(page(office, "minutes-page", number=1))
    assert "Ký với tên Lê Văn Toàn" in text
    assert picture.content.startswith(b"\x89PNG")
    assert client.get(page(office, "minutes-page", number=99)).status_code == 404
    pdf = client.get(page(office, "minutes-paper"))
    assert whole(pdf).startswith(b"%PDF")

    assert client.post(page(office, "sign"), signing(office)).status_code == 303
    assert client.post(page(office, "sign"), signing(office)).status_code == 303
    assert Signature.objects.get().name == "Lê Văn Toàn"


def test_without_the_statement_nothing_is_signed_and_the_dissent_is_not_lost(
    office: Office, client: Client
) -> None:
    write(office)
    client.force_login(office.account("team-1"))
    given = signing(office, dissent="Tờ thứ ba hợp lệ")
    del given["affirmed"]

    sent = client.post(page(office, "sign"), given)

    assert sent.status_code == 422
    assert "Tờ thứ ba hợp lệ" in sent.content.decode()
    assert not Signature.objects.exists()


def test_before_the_minutes_are_closed_the_office_sees_no_paper(
    office: Office, client: Client
) -> None:
    write(office)
    for part in ("clerk", "convener"):
        client.force_login(office.account(part))
        text = client.get(page(office, "minutes")).content.decode()
        assert "Ban kiểm phiếu đang ký: 0/7" in text
        assert "Sùng Thị Mai" not in text
        for name, more in (("minutes-paper", {}), ("minutes-page", {"number": 1})):
            assert client.get(page(office, name, **more)).status_code == 404


@pytest.mark.parametrize(
    "part", ["observer", "voter", "officeholder", "outsider", "auditor", "operator"]
)
def test_nobody_else_finds_the_minutes(office: Office, client: Client, part: str) -> None:
    write(office)
    client.force_login(office.account(part))

    for name in ("minutes", "minutes-paper", "sealing", "signed-scan"):
        assert client.get(page(office, name)).status_code == 404
    assert client.post(page(office, "sign"), signing(office)).status_code == 404


def test_each_whose_signature_fell_is_told(office: Office, client: Client) -> None:
    write(office)
    sign(office, "team-1")
    BallotLedger.objects.filter(ballot_type=office.types["hdnd"]).update(unused=3, exchanged=0)
    client.force_login(office.account("team-1"))
    assert "Phải lập lại biên bản" in client.get(page(office, "minutes")).content.decode()

    write(office)

    assert "Chữ ký của bạn đã bị hủy" in client.get(page(office, "minutes")).content.decode()
    client.force_login(office.account("team-2"))
    assert "Chữ ký của bạn đã bị hủy" not in client.get(page(office, "minutes")).content.decode()


def test_the_head_closes_when_all_have_signed(office: Office, client: Client) -> None:
    write(office)
    client.force_login(office.account("head"))
    early = client.post(page(office, "close-minutes"), {"token": "e" * 20})
    assert early.status_code == 422

    all_sign(office)
    assert client.post(page(office, "close-minutes"), {"token": "c" * 20}).status_code == 303

    office.conference.refresh_from_db()
    assert office.conference.stage == Stage.MINUTED
    client.force_login(office.account("clerk"))
    assert client.get(page(office, "minutes-page", number=1)).status_code == 200


def test_the_head_closes_the_count_on_a_page_of_its_own(client: Client) -> None:
    made = counting_office()
    client.force_login(made.account("head"))
    blocked = client.post(page(made, "close"), {"token": "x" * 20})
    assert blocked.status_code == 422
    count_all(made)

    assert client.get(page(made, "close")).status_code == 200
    assert client.post(page(made, "close"), {"token": "y" * 20}).status_code == 303
    assert Minutes.objects.get().state == Minutes.State.DRAFT


def test_a_new_count_is_proposed_by_the_head_and_confirmed_by_another(
    office: Office, client: Client
) -> None:
    client.force_login(office.account("head"))
    sent = client.post(page(office, "count-again"), {"reason": "Khiếu nại", "token": "p" * 20})
    assert sent.status_code == 303
    address = sent["Location"]
    assert client.post(address, {"do": "confirm", "token": "a" * 20}).status_code in {404, 422}

    client.force_login(office.account("clerk"))
    assert client.get(address).status_code == 404
    client.force_login(office.account("team-1"))
    assert "Khiếu nại" in client.get(address).content.decode()
    assert client.post(address, {"do": "confirm", "token": "b" * 20}).status_code == 303

    assert PendingAct.objects.get().state == PendingAct.State.CONFIRMED
    office.conference.refresh_from_db()
    assert office.conference.stage == Stage.COUNTING


def test_a_member_who_is_away_is_noted_by_the_head(office: Office, client: Client) -> None:
    write(office)
    member = office.conference.board.get(person__name="Lù A Vảng")
    client.force_login(office.account("head"))

    sent = client.post(
        page(office, "absence", member=member.pk), {"reason": "Ốm <b>nặng</b>", "token": "n" * 20}
    )

    assert sent.status_code == 303
    assert "Ốm &lt;b&gt;nặng&lt;/b&gt;" in client.get(page(office, "minutes")).content.decode()


def test_the_board_records_a_parcel_and_the_clerk_a_complaint(
    office: Office, client: Client
) -> None:
    client.force_login(office.account("team-1"))
    given = {
        "content": "Phiếu <i>thu về</i>", "ballots": "024", "seals": "NP-01", "witnesses": "A",
        "sealed_on": "22/11/2020", "keep_until": "", "token": "s" * 20,
    }  # fmt: skip
    wrong = client.post(page(office, "sealing"), {**given, "sealed_on": "32/13/2020"})
    assert wrong.status_code == 422
    assert client.post(page(office, "sealing"), given).status_code == 303
    parcel = Parcel.objects.get()
    assert parcel.ballots == 24
    client.force_login(office.account("clerk"))
    assert client.post(page(office, "sealing"), {**given, "token": "z"}).status_code == 404
    address = page(office, "parcel-complaint", parcel=parcel.pk)
    assert client.post(address, {"reason": "Đơn số 5", "token": "k" * 20}).status_code == 303
    assert "Đơn số 5" in client.get(page(office, "sealing")).content.decode()
    assert (
        client.post(
            page(office, "parcel-destruction", parcel=parcel.pk),
            {"reason": "BB 1", "token": "d" * 20},
        ).status_code
        == 422
    )


def test_every_page_stands_in_english_too(office: Office, client: Client) -> None:
    write(office)
    client.cookies["tinnhiem-language"] = "en"
    client.force_login(office.account("team-1"))
    whole_board_signs_in(office)

    assert "Sign as Lê Văn Toàn" in client.get(page(office, "minutes")).content.decode()


def test_an_address_of_nothing_is_not_found(office: Office, client: Client) -> None:
    client.force_login(office.account("head"))
    batch = office.types["hdnd"].batches.get()
    elsewhere = {"poll": "khong-co", "batch": batch.pk}

    assert client.get(reverse("counting:compare", kwargs=elsewhere)).status_code == 404
    assert client.get(page(office, "compare", batch=999_999)).status_code == 404
