"""My page, settings and the role to act by: for every persona, in few queries."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from support.dossiers import question
from support.office import PASSWORD, POLL_DAY, account, build_office
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.records.models import (
    Account,
    Appointment,
    Body,
    Dossier,
    Poll,
    Question,
    Release,
)
from tinnhiem.web.accounts.tasks import mine

pytestmark = pytest.mark.django_db
EVERYBODY = (
    "clerk", "convener", "front", "personnel", "auditor", "observer", "desk", "officeholder",
    "another-officeholder", "voter", "head", "team-1", "team-2-second", "outsider", "operator",
)  # fmt: skip
SIGNED_BY_NOBODY = (
    '{"id": "a", "rawId": "YQ", "type": "public-key", "response": {"userHandle": "MQ",'
    ' "clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA"}}'
)
GOOD = "bốn con trâu đi bừa"


def _tasks(account: Account, day: date) -> dict[str, bool]:
    return {task.text: task.waits for each in mine(account, day) for task in each.tasks}


@pytest.mark.parametrize("part", EVERYBODY)
@pytest.mark.parametrize("state", [PollState.PREPARING, PollState.BALLOTING, PollState.PUBLISHED])
def test_everybody_has_a_page_of_their_own(
    client: Client,
    part: str,
    state: PollState,
    django_assert_max_num_queries: Any,  # noqa: ANN401
) -> None:
    stage = {PollState.BALLOTING: Stage.VOTING, PollState.PUBLISHED: Stage.MINUTED}
    office = build_office(state, stage.get(state, Stage.WAITING))
    client.force_login(office.account(part))

    with django_assert_max_num_queries(13):
        page = client.get("/trang-cua-toi")

    text = page.content.decode()
    assert page.status_code == 200
    assert ("Kỳ họp thứ chín" in text) == (part not in {"outsider", "operator"})


def test_a_question_to_pass_on_waits_for_the_personnel_body() -> None:
    office = build_office(PollState.READING)
    Poll.objects.filter(pk=office.poll.pk).update(rulebook="qd-96-qd-tw")
    personnel = office.account("personnel")
    text = "Chuyển câu hỏi"
    assert _tasks(personnel, POLL_DAY)[text] is False

    question(office, "received")

    assert _tasks(personnel, POLL_DAY)[text] is True
    assert text not in _tasks(office.account("convener"), POLL_DAY)
    Question.objects.update(state=Question.State.PASSED)
    assert _tasks(personnel, POLL_DAY)[text] is False


@pytest.mark.parametrize(
    ("part", "state", "stage", "text"),
    [
        ("voter", PollState.READING, Stage.WAITING, "Đọc hồ sơ"),
        ("front", PollState.PREPARING, Stage.WAITING, "Gửi bản tổng hợp ý kiến cử tri"),
        ("clerk", PollState.PREPARING, Stage.WAITING, "Tiếp tục chuẩn bị"),
        ("desk", PollState.FROZEN, Stage.WAITING, "Điểm danh"),
        ("head", PollState.BALLOTING, Stage.VOTING, "Công bố số phiếu phát ra, thu về"),
        ("team-1", PollState.COUNTING, Stage.COUNTING, "Nhập kết quả kiểm phiếu"),
        ("team-1", PollState.COUNTING, Stage.COUNTED, "Đọc và ký biên bản"),
        ("convener", PollState.MINUTED, Stage.MINUTED, "Xác nhận kết quả"),
    ],
)
def test_what_waits_follows_from_the_lists_and_the_state(
    part: str, state: PollState, stage: Stage, text: str
) -> None:
    office = build_office(state, stage)

    found = _tasks(office.account(part), POLL_DAY)

    assert any(waits and words in {text, "Xác nhận kết quả"} for words, waits in found.items())


def test_a_report_that_was_asked_for_waits_for_its_writer_alone() -> None:
    office = build_office(PollState.PREPARING)
    Dossier.objects.filter(rated=office.rated["p3"]).update(state="returned")

    assert _tasks(office.account("officeholder"), POLL_DAY)["Viết báo cáo"] is True
    assert "Viết báo cáo" not in _tasks(office.account("another-officeholder"), POLL_DAY)


def test_a_suspended_poll_waits_for_nobody() -> None:
    office = build_office(PollState.READING)
    office.poll.suspended = "Bão"
    office.poll.save()

    assert set(_tasks(office.account("voter"), POLL_DAY).values()) == {False}


def test_whoever_results_were_opened_to_finds_them() -> None:
    office = build_office(PollState.MINUTED, Stage.MINUTED)
    above = Body.objects.create()
    office.body.parent = above
    office.body.save()
    superior = account("superior")
    Appointment.objects.create(account=superior, body=above, role="personnel")

    def found(who: Account) -> set[str]:
        return {task.url for each in mine(who, POLL_DAY) for task in each.tasks}

    address = f"/cuoc/{office.poll.key}/ket-qua"
    assert address not in found(office.account("voter"))
    assert found(superior) == set()
    for scope in ("conference", "managing-authority"):
        by = office.account("convener")
        Release.objects.create(poll=office.poll, scope=scope, by=by, released_on=POLL_DAY)
    assert address in found(office.account("voter"))
    assert found(superior) == {address}
    assert mine(office.account("outsider"), POLL_DAY) == []


def test_a_stranger_sees_no_poll() -> None:
    office = build_office(PollState.READING)

    assert mine(office.account("outsider"), POLL_DAY) == []


def test_the_chosen_role_narrows_what_is_offered_and_opens_nothing(client: Client) -> None:
    office = build_office(PollState.READING)
    client.force_login(office.account("head"))
    denied = f"/cuoc/{office.poll.key}/loi-moi"

    assert client.post("/vai", {"role": "clerk", "next": "/trang-cua-toi"}).status_code == 303
    assert client.get(denied).status_code == 404
    assert "Đọc hồ sơ" in client.get("/trang-cua-toi").content.decode()

    client.post("/vai", {"role": "head"})
    page = client.get("/trang-cua-toi").content.decode()
    assert 'value="head" aria-current="true"' in page
    client.post("/vai", {"role": ""})
    assert 'value="" aria-current="true"' in client.get("/trang-cua-toi").content.decode()


@pytest.mark.parametrize("role", ["", "nobody", "\x00", "public", "x" * 9000])
def test_a_senseless_role_is_no_role(client: Client, role: str) -> None:
    office = build_office()
    client.force_login(office.account("voter"))

    assert client.post("/vai", {"role": role}).status_code == 303
    assert client.get("/trang-cua-toi").status_code == 200


def test_the_first_page_leads_on(client: Client) -> None:
    office = build_office()

    assert client.get("/").status_code == 303
    client.force_login(office.account("voter"))
    assert client.get("/")["Location"] == "/trang-cua-toi"


def test_a_visitor_switches_the_language_at_the_foot_of_any_page(client: Client) -> None:
    page = client.get("/dang-nhap").content.decode()
    assert 'action="/ngon-ngu" class="language"' in page

    answer = client.post("/ngon-ngu", {"language": "en", "next": "/dang-nhap"})
    assert answer["Location"] == "/dang-nhap"
    assert 'lang="en"' in client.get("/dang-nhap").content.decode()
    assert client.post("/ngon-ngu", {"next": "/khong-co"})["Location"] == "/"


def test_the_language_is_kept_with_the_account(client: Client) -> None:
    office = build_office()
    client.force_login(office.account("voter"))

    answer = client.post("/ngon-ngu", {"language": "en", "next": "/cai-dat"})

    assert (answer.status_code, answer["Location"]) == (303, "/cai-dat")
    assert "Sign out everywhere else" in client.get("/cai-dat").content.decode()
    elsewhere = Client()
    elsewhere.force_login(Account.objects.get(username="voter"))
    assert "Sign out everywhere else" in elsewhere.get("/cai-dat").content.decode()
    astray = client.post("/ngon-ngu", {"language": "xx", "next": "//elsewhere.example"})
    assert astray["Location"] == "/trang-cua-toi"
    assert Account.objects.get(username="voter").language == "en"


@pytest.mark.parametrize(
    "path",
    ["/trang-cua-toi", "/cai-dat", "/cai-dat/mat-khau", "/cai-dat/khoa", "/cai-dat/ma",
     "/cai-dat/ma/bo", "/cai-dat/khoa/1/bo", "/nguoi-phu-trach"],
)  # fmt: skip
def test_settings_are_for_those_who_are_signed_in(client: Client, path: str) -> None:
    answer = client.get(path)

    assert (answer.status_code, answer["Location"]) == (302, f"/dang-nhap?next={path}")


@pytest.mark.parametrize("what", ["mat-khau", "khoa", "bo-khoa", "ma", "bo-ma", "thoat", "", "x"])
def test_settings_say_what_was_done(client: Client, what: str) -> None:
    office = build_office()
    client.force_login(office.account("voter"))

    page = client.get(f"/cai-dat?xong={what}")

    assert page.status_code == 200
    assert ('class="note done"' in page.content.decode()) == (len(what) > 1)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("wrong", GOOD, "không phải mật khẩu hiện nay"),
        (PASSWORD, "ngắn", "ít nhất 10 ký tự"),
        (PASSWORD, "1234567890123", "Dùng cả chữ"),
        (PASSWORD, "", "Nhập mật khẩu"),
    ],
)
def test_a_password_is_changed_by_its_holder_to_a_good_one(
    client: Client, old: str, new: str, said: str
) -> None:
    office = build_office()
    client.force_login(office.account("voter"))

    answer = client.post("/cai-dat/mat-khau", {"old": old, "new": new, "token": "t"})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Account.objects.get(username="voter").check_password(PASSWORD)


def test_the_present_password_cannot_be_guessed_from_an_open_session(client: Client) -> None:
    office = build_office()
    client.force_login(office.account("voter"))

    answers = [
        client.post("/cai-dat/mat-khau", {"old": f"w{n}", "new": GOOD, "token": f"t{n}"})
        for n in range(6)
    ]

    assert [answer.status_code for answer in answers] == [422] * 5 + [429]


@pytest.mark.parametrize(
    "credential",
    ["", "{", "[]", "null", "{}", '{"response": 1}', '{"response": {"userHandle": "MQ"}}',
     '{"response": {"userHandle": "!!"}}', '{"response": {"userHandle": "enp6enp6enp6enp6eg"}}',
     "[" * 5000, SIGNED_BY_NOBODY],
)  # fmt: skip
def test_a_made_up_passkey_opens_nothing(client: Client, credential: str) -> None:
    build_office()
    assert client.post("/dang-nhap/khoa/hoi").status_code == 200

    answer = client.post("/dang-nhap/khoa", {"credential": credential})

    assert answer.status_code == 422
    assert "không nhận ra khóa truy cập" in answer.content.decode()


def test_a_made_up_passkey_is_not_kept(client: Client) -> None:
    office = build_office()
    client.force_login(office.account("voter"))
    client.post("/cai-dat/khoa/hoi")

    sent = {"name": "x", "present": PASSWORD, "credential": "{}", "token": "t"}
    answer = client.post("/cai-dat/khoa", sent)

    assert answer.status_code == 422
    assert "Chưa tạo được khóa truy cập" in answer.content.decode()


@pytest.mark.parametrize("code", ["", "000000", "abc", "\x00", "９９９９９９", "1" * 13])
def test_a_wrong_code_sets_nothing_up(client: Client, code: str) -> None:
    office = build_office()
    client.force_login(office.account("voter"))
    client.get("/cai-dat/ma")

    answer = client.post("/cai-dat/ma", {"code": code, "present": PASSWORD, "token": "t"})

    assert answer.status_code == 422
