"""The log in plain sentences: who reads it, what is masked, how it is searched and checked."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from support.office import AT, Office, build_office
from support.page_text import PageText
from tinnhiem.actions.act import Noted
from tinnhiem.actions.log import append
from tinnhiem.actions.polls import take_step
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.exchange.log_file import check_text
from tinnhiem.records.models import LogEntry, LogHead

pytestmark = pytest.mark.django_db
READERS = {"clerk", "convener", "auditor"}


def _office() -> Office:
    office = build_office()
    convener = office.account("convener")
    take_step(poll=office.poll, step="prepare", by=office.account("clerk"), at=AT)
    reason = "<script>alert(1)</script> Đặng"
    take_step(poll=office.poll, step="suspend", by=convener, at=AT, reason=reason)
    _note(office, "declaration.opened", "voter", "Sùng Thị Mai")
    return office


def _note(office: Office, act: str, part: str, subject: str) -> LogEntry:
    """Write a line as an act would."""
    return append(
        act=act, at=AT, by=office.account(part), role="voter", poll_key=office.poll.key,
        noted=Noted(result=None, subject=subject),
    )  # fmt: skip


def _address(office: Office, end: str = "") -> str:
    return f"/cuoc/{office.poll.key}/nhat-ky{end}"


def _page(client: Client, office: Office, part: str, query: str = "") -> str:
    client.force_login(office.account(part))
    response = client.get(_address(office, query))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("end", ["", "/nhat-ky.jsonl", "/nhat-ky.csv"])
def test_it_opens_to_the_auditor_and_the_office_of_the_poll(client: Client, end: str) -> None:
    office = _office()
    opened = set()
    for part in office.accounts:
        client.force_login(office.account(part))
        if client.get(_address(office, end)).status_code == 200:
            opened.add(part)

    assert opened == READERS


def test_a_line_is_a_sentence_with_before_and_after_and_reason(client: Client) -> None:
    page = _page(client, _office(), "auditor")

    assert "<b>clerk</b> bắt đầu chuẩn bị" in page
    assert "<s>Bản nháp</s> → </s>" not in page
    assert "<s>Bản nháp</s> → <b>Đang chuẩn bị</b>" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_name_of_who_opened_a_restricted_file_is_for_the_auditor(client: Client) -> None:
    office = _office()

    assert "Vi Thị Thảo" in _page(client, office, "auditor")
    for part in ("clerk", "convener"):
        page = _page(client, office, part)
        assert "Vi Thị Thảo" not in page
        assert "Sùng Thị Mai" in page
        for end in ("/nhat-ky.jsonl", "/nhat-ky.csv"):
            assert "Vi Thị Thảo" not in _all(client, _address(office, end))


def _all(client: Client, address: str) -> str:
    response = client.get(address)
    return b"".join(response).decode()


def test_a_search_by_a_masked_name_finds_nothing(client: Client) -> None:
    office = _office()

    assert "declaration" not in _page(client, office, "clerk", "?q=vi+thi+thao&ai=Vi+Th%E1%BB%8B")
    assert "Không có dòng nào khớp." in _page(client, office, "clerk", "?q=vi+thi+thao")
    assert "Sùng Thị Mai" in _page(client, office, "auditor", "?q=vi+thi+thao")


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ("?q=dang", 1),
        ("?q=tam+dung", 1),
        ("?loai=trang-thai", 2),
        ("?loai=tep-han-che", 1),
        ("?loai=quyen", 0),
        ("?ngay=2028-12-07", 3),
        ("?ngay=2028-12-06", 0),
        ("?ngay=nonsense&page=-1", 3),
        ("?ai=clerk", 1),
        ("?q=%00%22%3Cscript%3E", 0),
        ("?loai=khong-co&q=" + "x" * 3000, 0),
    ],
)
def test_it_is_filtered_and_searched_without_regard_to_marks(
    client: Client, query: str, lines: int
) -> None:
    page = _page(client, _office(), "auditor", query)

    assert page.count('class="log-line ') + page.count('class="log-line"') == lines


def test_a_check_says_that_the_chain_is_intact(client: Client) -> None:
    office = _office()
    assert "Chưa kiểm lần nào" in _page(client, office, "auditor")
    answer = client.post(_address(office, "/kiem"), {"token": "once"})

    assert answer.status_code == 303
    assert "Chuỗi nguyên vẹn, 3 dòng" in _page(client, office, "auditor")
    assert client.get(_address(office, "/kiem")).status_code == 405


def test_a_check_names_the_first_line_that_is_broken(client: Client) -> None:
    office = _office()
    LogHead.objects.update(hash="f" * 64)
    client.force_login(office.account("auditor"))
    client.post(_address(office, "/kiem"), {"token": "once"})

    assert "Đứt ở dòng 3" in _page(client, office, "auditor")


def test_the_copy_can_be_checked_away_from_the_office(client: Client) -> None:
    office = _office()
    append(
        act="account.opened", at=AT, by=None, role="public", poll_key="",
        noted=Noted(result=None, subject="Người khác"),
    )  # fmt: skip
    client.force_login(office.account("auditor"))
    text = _all(client, _address(office, "/nhat-ky.jsonl"))
    found = check_text(text)

    assert (found.sound, found.lines, found.withheld) == (True, 4, 1)
    assert "Người khác" not in text
    assert json.loads(text.splitlines()[-1])["lines"] == 4
    assert not check_text(text.replace("clerk", "klerk", 1)).sound


def test_pages_take_at_most_fifteen_queries_however_long_the_log(client: Client) -> None:
    office = _office()
    for _line in range(70):
        _note(office, "poll.prepare", "clerk", "x")
    client.force_login(office.account("auditor"))
    with CaptureQueriesContext(connection) as queries:
        page = client.get(_address(office)).content.decode()

    assert len(queries) <= 15
    assert "page=2" in page


@pytest.mark.parametrize("language", ["vi", "en"])
def test_acts_without_a_sentence_are_shown_by_their_code(client: Client, language: str) -> None:
    office = _office()
    _note(office, "unheard.of", "clerk", "{actor.password}")
    client.cookies["tinnhiem-language"] = language

    assert "unheard.of {actor.password}" in _page(client, office, "auditor")


def test_an_observer_sees_announced_numbers_and_no_others(client: Client) -> None:
    office = build_office(PollState.COUNTING, Stage.COUNTING)
    ledger = office.types["ubnd"].ledger
    ledger.announced, ledger.issued, ledger.printed = {}, 137, 141
    ledger.save()
    client.force_login(office.account("observer"))
    told = PageText(client.get(f"/cuoc/{office.poll.key}/quan-sat").content.decode()).texts
    page = "\n".join(told)

    assert "Khối Hội đồng nhân dân" in page
    assert "137" not in page
    assert "141" not in page
    assert "Khối Ủy ban nhân dân" not in page


def test_the_observers_page_is_for_the_observer_and_the_auditor(client: Client) -> None:
    office = build_office(PollState.COUNTING, Stage.COUNTING)
    opened = set()
    for part in office.accounts:
        client.force_login(office.account(part))
        if client.get(f"/cuoc/{office.poll.key}/quan-sat").status_code == 200:
            opened.add(part)

    assert opened == {"observer", "auditor"}


@pytest.mark.parametrize("state", [PollState.COUNTING, PollState.MINUTED])
@pytest.mark.parametrize("part", sorted(READERS))
def test_what_the_board_wrote_about_its_count_is_read_when_the_minutes_are_signed(
    client: Client, part: str, state: PollState
) -> None:
    office = build_office(state)
    append(
        act="count.batch-reopened", at=AT, by=office.account("head"), role="head",
        poll_key=office.poll.key,
        noted=Noted(result=None, subject="batch 1", reason="Thiếu hai phiếu thấp"),
    )  # fmt: skip

    told = [_page(client, office, part), *(
        b"".join(client.get(_address(office, end))).decode()
        for end in ("/nhat-ky.jsonl", "/nhat-ky.csv")
    )]  # fmt: skip

    assert [("Thiếu hai phiếu" in text) for text in told] == [state == PollState.MINUTED] * 3
