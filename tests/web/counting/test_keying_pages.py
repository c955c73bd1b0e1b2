"""Pages of the teams: blind to each other, forgiving of how numbers are typed, closed to others."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from support.counts import SIX, counting_office, key, split
from support.office import AT, Office
from tinnhiem.actions.tallies import keep_draft
from tinnhiem.records.models import Batch, BatchEntry

pytestmark = pytest.mark.django_db
LINES = ("p1", "p2", "p3")
MARKED = {"high": 987, "medium": 5, "low": 4, "invalid": 4}


def page(office: Office, name: str, **more: object) -> str:
    return reverse(f"counting:{name}", kwargs={"poll": office.poll.key, **more})


def typed(**changed: str) -> dict[str, str]:
    cells = {f"{line}-{key}": str(n) for line in LINES for key, n in SIX.items()}
    more = {"invalid_ballots": "0", "version": "0", "do": "done", "token": "t" * 20}
    return {**cells, **more, **{name.replace("_", "-"): text for name, text in changed.items()}}


@pytest.fixture
def office() -> Office:
    return counting_office()


def test_a_team_keys_a_batch_and_hands_it_in(office: Office, client: Client) -> None:
    batch = split(office)[0]
    client.force_login(office.account("team-1"))

    shown = client.get(page(office, "key", batch=batch.pk))
    sent = client.post(page(office, "key", batch=batch.pk), typed(p1_high="003", p2_high=" 3 "))

    assert shown.status_code == 200
    assert (sent.status_code, sent["Location"]) == (303, page(office, "entry"))
    entry = BatchEntry.objects.get()
    assert (entry.complete, entry.team, entry.cells["p1"]) == (True, 1, SIX)


def test_a_sum_stands_only_where_a_number_was_saved(office: Office, client: Client) -> None:
    batch = split(office)[0]
    client.force_login(office.account("team-1"))
    address = page(office, "key", batch=batch.pk)
    given = {"p1-high": "3", "p1-medium": "1", "p2-high": "0", "version": "0", "do": "save"}
    assert client.post(address, {**given, "token": "s" * 20}).status_code == 303

    sums = re.findall(r"<output data-sum>(.*?)</output>", client.get(address).content.decode())

    assert sums == ["4", "0", ""]


def test_sending_twice_keys_once(office: Office, client: Client) -> None:
    batch = split(office)[0]
    client.force_login(office.account("team-1"))

    for _again in range(2):
        sent = client.post(page(office, "key", batch=batch.pk), typed())
        assert sent.status_code == 303

    assert BatchEntry.objects.get().version == 1


@pytest.mark.parametrize("other_done", [True, False])
def test_no_page_of_a_team_shows_anything_of_the_other(
    office: Office, client: Client, *, other_done: bool
) -> None:
    batch = split(office, sizes=(11, 1))[0]
    odd = {"high": 9, "medium": 1, "low": 1, "invalid": 0}
    if other_done:
        cells = dict.fromkeys(LINES, odd)
        keep_draft(
            poll=office.poll, batch=batch, cells=cells, invalid_ballots=0, version=0,
            by=office.account("team-2"), at=AT,
        )  # fmt: skip
        BatchEntry.objects.update(complete=True)
    client.force_login(office.account("team-1"))

    overview = client.get(page(office, "entry")).content.decode()
    keying = client.get(page(office, "key", batch=batch.pk)).content.decode()

    assert "Chưa nhập" in overview
    assert "Tổ 2" not in overview
    assert not re.search(r'value="9"', keying)
    assert len(re.findall(r"<output data-sum></output>", keying)) == 3


def test_whether_the_teams_differ_is_not_to_be_seen_by_them(office: Office, client: Client) -> None:
    agreeing, differing = split(office)
    key(office, agreeing, 1)
    key(office, agreeing, 2)
    key(office, differing, 1)
    key(office, differing, 2, {"p2": {"high": 1, "medium": 4, "low": 1, "invalid": 0}})
    pages = []
    for part in ("team-1", "team-2"):
        client.force_login(office.account(part))
        text = client.get(page(office, "entry")).content.decode()
        pages.append(re.findall(r'class="tag (\w+)"', text)[1:3])
        own = client.get(page(office, "key", batch=differing.pk)).content.decode()
        sent_three = '<td class="num" data-label="Tín nhiệm cao">3</td>'
        assert own.count(sent_three) == (3 if part == "team-1" else 2)

    assert pages == [["done", "done"], ["done", "done"]]


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("entry", {"head", "team-1", "team-2", "team-1-second", "team-2-second"}),
        ("key", {"team-1", "team-2", "team-1-second", "team-2-second"}),
        ("compare", {"head"}),
        ("split", {"head"}),
        ("reopen", {"head"}),
    ],
)
def test_everybody_else_finds_nothing(
    office: Office, client: Client, name: str, allowed: set[str]
) -> None:
    batch = split(office)[0]
    more = {"entry": {}, "split": {"kind": batch.ballot_type_id}}.get(name, {"batch": batch.pk})
    for part, account in office.accounts.items():
        client.force_login(account)
        expected = 200 if part in allowed else 404
        assert client.get(page(office, name, **more)).status_code == expected, part
    client.logout()
    assert client.get(page(office, name, **more)).status_code == 302


@pytest.mark.parametrize("name", ["accept", "recount", "draft"])
def test_acts_are_not_done_by_opening_a_page(office: Office, client: Client, name: str) -> None:
    batch = split(office)[0]
    client.force_login(office.account("head"))

    assert client.get(page(office, name, batch=batch.pk)).status_code == 405


@pytest.mark.parametrize(
    "wrong", ["-1", "1e3", "99999999999999999999", "ba", "1.5", "<b>3</b>", "٣", "\x00", "3;4"]
)
def test_what_is_no_number_is_told_and_nothing_typed_is_lost(
    office: Office, client: Client, wrong: str
) -> None:
    batch = split(office)[0]
    client.force_login(office.account("team-1"))

    sent = client.post(page(office, "key", batch=batch.pk), typed(p1_high=wrong, p3_low="0001"))

    assert sent.status_code == 422
    text = sent.content.decode()
    assert 'value="0001"' in text
    assert "<b>3</b>" not in text
    assert not BatchEntry.objects.exists()


def test_a_sum_that_does_not_hold_is_told_with_both_numbers(office: Office, client: Client) -> None:
    batch = split(office)[0]
    client.force_login(office.account("team-1"))

    sent = client.post(page(office, "key", batch=batch.pk), typed(p2_low="0"))

    assert sent.status_code == 422
    assert "Lò Thị Hạnh: cộng lại 5, nhưng tập có 6 tờ. Còn thiếu 1 tờ." in sent.content.decode()
    assert (
        client.post(
            page(office, "key", batch=batch.pk), typed(p2_low="0", certain="on", token="u" * 20)
        ).status_code
        == 303
    )


def test_the_second_of_one_team_sees_both_numbers_and_loses_none(
    office: Office, client: Client
) -> None:
    batch = split(office)[0]
    keep_draft(
        poll=office.poll, batch=batch, cells={"p1": SIX}, invalid_ballots=0, version=0,
        by=office.account("team-1"), at=AT,
    )  # fmt: skip
    client.force_login(office.account("team-1-second"))

    sent = client.post(page(office, "key", batch=batch.pk), typed(p1_high="2", p1_medium="3"))

    text = sent.content.decode()
    assert sent.status_code == 422
    assert "đã lưu: 3" in text
    assert 'name="version" value="1"' in text
    assert BatchEntry.objects.get().cells["p1"] == SIX


def test_a_draft_is_kept_while_somebody_types(office: Office, client: Client) -> None:
    batch = split(office)[0]
    client.force_login(office.account("team-2"))

    sent = client.post(page(office, "draft", batch=batch.pk), {"p1-high": "3", "version": "0"})

    assert sent.json() == {"fields": {"version": 1}}
    assert BatchEntry.objects.get().cells["p1"] == {"high": 3}
    again = client.post(page(office, "draft", batch=batch.pk), {"p1-high": "2", "version": "0"})
    assert again.status_code == 409


def test_the_head_sees_only_who_differs_and_asks_for_a_recount(
    office: Office, client: Client
) -> None:
    batch = split(office)[0]
    key(office, batch, 1)
    key(office, batch, 2, {"p2": {"high": 2, "medium": 3, "low": 1, "invalid": 0}})
    client.force_login(office.account("head"))

    text = client.get(page(office, "compare", batch=batch.pk)).content.decode()
    assert "Lò Thị Hạnh" in text
    assert "Nông Văn Khải" not in text
    assert text.count('class="num differs"') == 4
    sent = client.post(page(office, "recount", batch=batch.pk), {"token": "r" * 20})

    assert sent.status_code == 303
    assert Batch.objects.get(pk=batch.pk).round == 2


def test_before_both_teams_handed_in_the_head_sees_no_number(
    office: Office, client: Client
) -> None:
    batch = split(office)[0]
    key(office, batch, 1)
    client.force_login(office.account("head"))

    text = client.get(page(office, "compare", batch=batch.pk)).content.decode()

    assert "Chưa có gì để so" in text
    assert "Nông Văn Khải" not in text


def test_an_agreed_batch_is_accepted_and_a_differing_one_refused(
    office: Office, client: Client
) -> None:
    one, two = split(office)
    key(office, one, 1)
    key(office, one, 2)
    client.force_login(office.account("head"))

    assert client.post(page(office, "accept", batch=one.pk), {"token": "a" * 20}).status_code == 303
    assert client.post(page(office, "accept", batch=two.pk), {"token": "b" * 20}).status_code == 422
    assert Batch.objects.get(pk=one.pk).state == Batch.State.ACCEPTED


def test_batches_that_do_not_make_the_ballots_returned_are_refused(
    office: Office, client: Client
) -> None:
    client.force_login(office.account("head"))
    address = page(office, "split", kind=office.types["hdnd"].pk)

    wrong = client.post(address, {"sizes": "6 5", "token": "s" * 20})
    assert wrong.status_code == 422
    assert "12" in wrong.content.decode()
    assert client.post(address, {"sizes": "6, 6", "token": "q" * 20}).status_code == 303
    assert Batch.objects.count() == 2


def test_the_pages_of_a_count_ask_the_database_little(
    office: Office, client: Client, django_assert_max_num_queries: object
) -> None:
    for code in office.types:
        for batch in split(office, code):
            key(office, batch, 1)
            key(office, batch, 2, {})
    client.force_login(office.account("team-1"))
    with django_assert_max_num_queries(18):  # type: ignore[operator]
        client.get(page(office, "entry"))
