"""Explanation and answers save themselves while they are written, for their writer alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from support.dossiers import fill, question
from support.office import Office, build_office
from tinnhiem.actions.unsent import KEPT, forget_old
from tinnhiem.conduct.states import PollState
from tinnhiem.records.models import Dossier, LogEntry, Poll, Question, UnsentText

pytestmark = pytest.mark.django_db
FORMS = ("explanation", "answer")
FIELD = {"explanation": "text", "answer": "answer"}


@pytest.fixture
def office() -> Office:
    made = build_office(PollState.READING)
    fill(made, Dossier.State.SENT)
    question(made)
    return made


def _record(office: Office, what: str) -> Any:  # noqa: ANN401 - a dossier or a question
    if what == "answer":
        return Question.objects.get(rated=office.rated["p3"])
    return Dossier.objects.get(rated=office.rated["p3"])


def _saved(office: Office, what: str) -> str:
    record = _record(office, what)
    return str(record.answer if what == "answer" else record.explanation)


def _url(office: Office, what: str, end: str = "") -> str:
    if what == "answer":
        return f"/cuoc/{office.poll.key}/cau-hoi-gui-toi/{_record(office, what).key}{end}"
    return f"/cuoc/{office.poll.key}/bao-cao/p3/giai-trinh{end}"


def _as(office: Office, part: str = "officeholder") -> Client:
    client = Client()
    client.force_login(office.account(part))
    return client


def _write(office: Office, what: str, text: str, client: Client | None = None) -> Any:  # noqa: ANN401
    sent = {FIELD[what]: text, "version": _record(office, what).version, "token": "t"}
    return (client or _as(office)).post(_url(office, what, "/luu"), sent)


@pytest.mark.parametrize("what", FORMS)
def test_what_was_written_is_back_on_another_machine_and_no_voter_reads_it(
    office: Office, what: str
) -> None:
    before, lines = _saved(office, what), LogEntry.objects.count()

    assert _write(office, what, "Đang viết dở <b>").status_code == 204

    assert _saved(office, what) == before
    assert LogEntry.objects.count() == lines
    page = _as(office).get(_url(office, what)).content.decode()
    assert "Đang viết dở &lt;b&gt;" in page
    assert "chưa gửi vẫn còn đây" in page
    assert f'data-autosave-url="{_url(office, what, "/luu")}"' in page
    room = _as(office, "voter").get(f"/cuoc/{office.poll.key}/phong-doc/p3/giai-trinh")
    assert "Đang viết dở" not in room.content.decode()


@pytest.mark.parametrize("what", FORMS)
def test_sending_it_takes_the_draft_away(office: Office, what: str) -> None:
    client = _as(office)
    _write(office, what, "Viết dở chưa gửi", client)
    sent = {FIELD[what]: "Bản gửi", "version": _record(office, what).version, "token": "u"}

    assert client.post(_url(office, what), sent).status_code == 303

    assert _saved(office, what) == "Bản gửi"
    assert not UnsentText.objects.exists()
    assert "Viết dở chưa gửi" not in client.get(_url(office, what)).content.decode()


@pytest.mark.parametrize("what", FORMS)
def test_it_can_be_dropped(office: Office, what: str) -> None:
    client = _as(office)
    _write(office, what, "Viết dở chưa gửi", client)

    dropped = client.post(_url(office, what, "/luu"), {"drop": "1", "token": "v"})

    assert dropped["Location"] == _url(office, what)
    assert not UnsentText.objects.exists()


@pytest.mark.parametrize("what", FORMS)
def test_signed_out_in_the_middle_nothing_saved_before_is_lost(office: Office, what: str) -> None:
    client = _as(office)
    _write(office, what, "Trước khi hết phiên", client)
    client.logout()

    answer = _write(office, what, "Sau khi hết phiên", client)

    assert answer.status_code == 302  # the page says so, and keeps the text on the machine
    assert UnsentText.objects.get().text == "Trước khi hết phiên"
    assert "Trước khi hết phiên" in _as(office).get(_url(office, what)).content.decode()


@pytest.mark.parametrize("what", FORMS)
def test_a_draft_on_an_older_version_is_told_when_it_is_sent(office: Office, what: str) -> None:
    _write(office, what, "Bản nháp cũ")
    record = _record(office, what)
    type(record).objects.filter(pk=record.pk).update(
        version=record.version + 1,
        **{"answer" if what == "answer" else "explanation": "Bản ở máy khác"},
    )
    client = _as(office)
    page = client.get(_url(office, what)).content.decode()
    assert "Bản nháp cũ" in page
    version = page.split('name="version" value="', 1)[1].split('"', 1)[0]
    sent = {FIELD[what]: "Bản nháp cũ", "version": version, "token": "w"}

    told = client.post(_url(office, what), sent)

    assert told.status_code == 422
    assert "Bản ở máy khác" in told.content.decode()
    assert _saved(office, what) == "Bản ở máy khác"
    theirs = client.get(_url(office, what, "?da-gui")).content.decode()
    assert "Bản nháp cũ" not in theirs


@pytest.mark.parametrize("what", FORMS)
@pytest.mark.parametrize("part", ["clerk", "voter", "another-officeholder", "outsider"])
def test_nobody_else_keeps_or_reads_anything_there(office: Office, what: str, part: str) -> None:
    _write(office, what, "Của tôi")

    assert _write(office, what, "Của người khác", _as(office, part)).status_code == 404
    assert UnsentText.objects.get().text == "Của tôi"
    assert _as(office).get(_url(office, what, "/luu")).status_code == 405


@pytest.mark.parametrize("what", FORMS)
@pytest.mark.parametrize("text", ["x" * 20_001, "\x00"])
def test_what_cannot_be_kept_is_refused(office: Office, what: str, text: str) -> None:
    sent = {FIELD[what]: text, "version": "1", "token": "t"}
    answer = _as(office).post(_url(office, what, "/luu"), sent)

    assert answer.status_code == 422
    assert not UnsentText.objects.exists()


@pytest.mark.parametrize("what", FORMS)
def test_closed_dossiers_keep_nothing_more(office: Office, what: str) -> None:
    Poll.objects.update(state=PollState.FROZEN.value)
    Dossier.objects.update(state=Dossier.State.FROZEN)

    assert _write(office, what, "Muộn rồi").status_code == 409
    assert not UnsentText.objects.exists()


def test_an_empty_answer_may_be_kept_but_not_sent(office: Office) -> None:
    assert _write(office, "answer", "").status_code == 204
    sent = {"answer": "", "version": _record(office, "answer").version, "token": "x"}
    assert _as(office).post(_url(office, "answer"), sent).status_code == 422


def test_what_nobody_touched_for_long_is_forgotten(office: Office) -> None:
    _write(office, "answer", "Cũ")
    today = timezone.localtime().date()

    assert forget_old(today + KEPT) == 0
    assert forget_old(today + KEPT + timedelta(1)) == 1
