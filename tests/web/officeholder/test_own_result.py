"""The page of one's own result: numbers, base, case, earlier polls; nobody else's, nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from support.dossiers import SOURCE, earlier_poll, many, opinion, result
from support.office import POLL_DAY, Office, build_office
from tinnhiem.conduct.states import COUNTED, PollState, Stage
from tinnhiem.law.rulebook import DisclosureRule
from tinnhiem.records.disclosure import person_may_see
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import OwnRules, Poll, Release

pytestmark = pytest.mark.django_db


def _counted(state: PollState = PollState.MINUTED) -> Office:
    office = build_office(state, Stage.MINUTED)
    result(office, "p3", (5, 4, 2))
    result(office, "p4", (1, 3, 8), "over-half-low")
    return office


def _page(client: Client, office: Office, part: str = "officeholder") -> tuple[int, str]:
    client.force_login(office.account(part))
    answer = client.get(reverse("officeholder:mirror", kwargs={"poll": office.poll.key}))
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("state", sorted(set(PollState) - COUNTED - {PollState.CANCELLED}))
def test_before_the_minutes_there_are_dates_and_no_number(client: Client, state: PollState) -> None:
    office = build_office(state)
    result(office, "p3", (5, 4, 2))

    status, page = _page(client, office)

    assert status == 200
    assert "07/12/2028" in page
    assert "41,67" not in page
    assert "own-count" not in page


@pytest.mark.parametrize("state", sorted(COUNTED))
def test_from_the_minutes_on_the_person_reads_counts_shares_base_and_case(
    client: Client, state: PollState
) -> None:
    _status, page = _page(client, _counted(state))

    for text in ("41,67%", "33,33%", "16,67%", "5 + 4 + 2 + 1 = 12", "tổng số phiếu thu về: 12"):
        assert text in page
    assert "Không thuộc trường hợp nào" in page
    assert "từ 7 phiếu trở lên" in page


def test_a_legal_case_is_said_with_its_clause_and_what_the_law_offers(client: Client) -> None:
    _status, page = _page(client, _counted(), "another-officeholder")

    assert "Thuộc trường hợp khoản 2 Điều 12" in page
    assert "Có thể xin từ chức" in page
    assert "{base}" not in page


def test_nobody_elses_number_or_name_is_there(client: Client) -> None:
    _status, page = _page(client, _counted())

    assert "61,54" not in page
    assert "Chu Minh Đức" not in page


@pytest.mark.parametrize(
    "part",
    ["clerk", "convener", "front", "personnel", "auditor", "observer", "voter", "head", "team-1",
     "outsider", "operator"],
)  # fmt: skip
def test_nobody_else_opens_it(client: Client, part: str) -> None:
    assert _page(client, _counted(), part)[0] == 404


def test_earlier_polls_stand_beside_with_their_base_and_post(client: Client) -> None:
    office = _counted()
    earlier_poll(office, "Sùng Thị Mai")

    _status, page = _page(client, office)

    assert "64,71" in page
    assert "12/2023" in page
    assert "51" in page
    assert "Giám đốc Sở Lao động" in page


@pytest.mark.parametrize("state", ["counting", "cancelled"])
def test_an_earlier_poll_without_signed_minutes_is_not_there(client: Client, state: str) -> None:
    office = _counted()
    earlier_poll(office, "Sùng Thị Mai", state=state)

    assert "64,71" not in _page(client, office)[1]


def test_a_rehearsal_never_mixes_with_a_real_poll(client: Client) -> None:
    office = _counted()
    kept = earlier_poll(office, "Sùng Thị Mai")
    Poll.objects.filter(pk=kept.rated.poll_id).update(rehearsal=True)

    assert "64,71" not in _page(client, office)[1]


def test_opinions_come_without_their_source(client: Client) -> None:
    office = _counted()
    opinion(office)

    _status, page = _page(client, office)

    assert "nước sạch" in page
    assert SOURCE not in page


def test_where_a_plan_only_allows_the_scope_it_must_be_released_first() -> None:
    office = _counted()
    poll = office.poll
    poll.rulebook = "qd-96-qd-tw"
    poll.save()
    rules = chain_for(poll).of(DisclosureRule, poll.poll_date)
    by_itself = any("person" in rule.default for rule in rules)

    assert person_may_see(poll) is by_itself
    Release.objects.create(
        poll=poll, scope="person", by=office.account("clerk"), released_on=POLL_DAY
    )
    allowed = any("person" in rule.allowed for rule in rules)
    assert person_may_see(Poll.objects.get(pk=poll.pk)) is (by_itself or allowed)


def test_the_note_is_never_part_of_a_form(client: Client) -> None:
    _status, page = _page(client, _counted())

    note = page[page.index("data-device-note") : page.index("data-erase")]
    assert "<textarea" in note
    assert " name=" not in note
    before = page[: page.index("data-device-note")]
    assert before.count("<form") == before.count("</form>")


def test_thirty_people_and_earlier_polls_cost_no_more_queries(
    client: Client, django_assert_max_num_queries: object
) -> None:
    office = _counted()
    many(office)
    earlier_poll(office, "Sùng Thị Mai")
    client.force_login(office.account("officeholder"))

    with django_assert_max_num_queries(15):  # type: ignore[operator]
        client.get(reverse("officeholder:mirror", kwargs={"poll": office.poll.key}))
    assert not OwnRules.objects.exists()
