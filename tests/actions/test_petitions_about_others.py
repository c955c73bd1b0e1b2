"""Petitions about holders of posts whom no list names; rehearsals apart from what is real."""

from datetime import date, timedelta

import pytest
from django.test import Client

from support.office import OPENING, Office, build_office, person
from support.results import LATER, minuted
from tinnhiem.actions.petitions import Written, register_petition
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.votes import Sitting, begin_from_petitions
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Petition, Poll, Post, Rated, Tenure
from tinnhiem.records.petition_counts import period_of, petition_book

pytestmark = pytest.mark.django_db
DAY = LATER.date()
OTHER = "Hầu Văn Lý"
SITTING = Sitting(name="Kỳ họp thứ mười")
FIVE = ("Vi Thị Thảo", "Lê Đức Thạo", "Lù A Vảng", "Trịnh Thị Yên", "Cầm Thị Lan")


def _holds(
    office: Office,
    position: str = "people-committee-member",
    since: date = date(2028, 3, 1),
    until: date | None = None,
) -> Tenure:
    """Somebody elected in the year of the poll: no rating, so not on the list."""
    post = Post.objects.create(body=office.body, title="Giám đốc Sở Tài chính", position=position)
    return Tenure.objects.create(
        post=post, person=person(office, OTHER), from_date=since, until_date=until
    )


def _petition(office: Office, deputy: str) -> Petition:
    written = Written(
        deputy=office.people[deputy], about=person(office, OTHER), dated=DAY, received_on=DAY
    )
    return register_petition(
        poll=office.poll, petition=written, by=office.account("clerk"), at=LATER
    )


def _begin(office: Office) -> Poll:
    return begin_from_petitions(
        poll=office.poll, about=person(office, OTHER), sitting=SITTING,
        by=office.account("convener"), at=LATER,
    )  # fmt: skip


def test_a_third_of_all_deputies_brings_about_a_vote_on_somebody_of_no_list() -> None:
    office = minuted()
    _holds(office)
    for deputy in FIVE[:4]:
        _petition(office, deputy)
    with pytest.raises(RefusedError, match="Chưa đủ"):
        _begin(office)

    _petition(office, FIVE[4])
    made = _begin(office)

    only = made.slate.get()
    assert (made.origin_kind, made.procedure, made.rehearsal) == (
        "petition", "confidence_vote", False,
    )  # fmt: skip
    assert (only.name, only.person, only.conclusion) == (OTHER, person(office, OTHER), "rated")
    assert only.posts == [
        {
            "title": "Giám đốc Sở Tài chính", "position": "people-committee-member",
            "elected_on": "2028-03-01",
        }
    ]  # fmt: skip
    assert only.reasons[0]["rule"] == "vote-by-petition-council"
    assert only.ballot_type is not None
    assert only.ballot_type.title == OTHER
    assert made.conferences.get().roll.count() == office.conference.roll.count()
    assert not Rated.objects.filter(poll=office.poll, person=only.person).exists()
    with pytest.raises(RefusedError, match="Đã có"):
        _begin(office)


@pytest.mark.parametrize(
    ("position", "since", "until"),
    [
        ("council-standing-member", date(2028, 3, 1), None),
        ("people-committee-member", DAY + timedelta(1), None),
        ("people-committee-member", date(2028, 3, 1), DAY - timedelta(1)),
    ],
)
def test_without_such_a_post_today_nobody_is_petitioned_about(
    position: str, since: date, until: date | None
) -> None:
    office = minuted()
    _holds(office, position, since, until)

    with pytest.raises(RefusedError, match="chức vụ"):
        _petition(office, FIVE[0])


def test_a_deputy_who_holds_no_post_is_not_petitioned_about() -> None:
    office = minuted()
    person(office, OTHER)

    with pytest.raises(RefusedError, match="chức vụ"):
        _petition(office, FIVE[0])
    assert not Petition.objects.exists()


def test_whoever_left_the_post_meanwhile_is_put_to_no_vote() -> None:
    office = minuted()
    held = _holds(office)
    for deputy in FIVE:
        _petition(office, deputy)
    held.until_date = DAY - timedelta(1)
    held.save()

    with pytest.raises(RefusedError, match="chức vụ"):
        _begin(office)
    assert Poll.objects.count() == 1


def test_whoever_left_the_list_is_put_to_no_vote() -> None:
    office = minuted()
    about = office.rated["p6"]
    for deputy in FIVE:
        Petition.objects.create(
            body=office.body, deputy=office.people[deputy], about=about.person, dated=DAY,
            received_on=DAY,
        )  # fmt: skip
    Rated.objects.filter(pk=about.pk).update(conclusion=Rated.Conclusion.LEFT)

    with pytest.raises(RefusedError, match="thôi"):
        begin_from_petitions(
            poll=office.poll, about=about.person, sitting=SITTING, by=office.account("clerk"),
            at=LATER,
        )  # fmt: skip


def _real_petitions(office: Office) -> None:
    _holds(office)
    for deputy in FIVE:
        Petition.objects.create(
            body=office.body, deputy=office.people[deputy], about=person(office, OTHER),
            dated=DAY, received_on=DAY,
        )  # fmt: skip


def test_a_rehearsal_starts_no_vote_from_petitions_of_its_real_body(client: Client) -> None:
    office = build_office(PollState.MINUTED, Stage.MINUTED, rehearsal=True)
    _real_petitions(office)

    found = petition_book(office.poll, chain_for(office.poll)).count(person(office, OTHER).pk)
    assert found is not None
    assert found.reached
    with pytest.raises(RefusedError, match="thử nghiệm"):
        _begin(office)
    client.force_login(office.account("clerk"))
    text = client.get(f"/cuoc/{office.poll.key}/kien-nghi").content.decode()
    assert "Đây là cuộc thử nghiệm" in text
    assert "Lập cuộc bỏ phiếu tín nhiệm</a>" not in text
    assert Poll.objects.count() == 1


def test_petitions_of_a_rehearsed_body_start_no_real_vote() -> None:
    office = minuted()
    _real_petitions(office)
    office.body.rehearsal = True
    office.body.save()

    with pytest.raises(RefusedError, match="thử nghiệm"):
        _begin(office)


def test_what_a_rehearsed_body_starts_is_a_rehearsal() -> None:
    office = build_office(PollState.MINUTED, Stage.MINUTED, rehearsal=True)
    _real_petitions(office)
    office.body.rehearsal = True
    office.body.save()

    assert _begin(office).rehearsal is True


def test_a_rehearsal_of_a_later_sitting_does_not_end_the_real_period() -> None:
    office = minuted()
    next_year = OPENING + timedelta(200)
    Poll.objects.create(
        body=office.body, body_kind="council", body_level="province", rulebook="nq-96-2023-qh15",
        procedure="rating", opening_date=next_year, poll_date=next_year, rehearsal=True,
    )  # fmt: skip
    period = period_of(office.poll)
    assert period is not None
    assert period.next_opening is None

    Poll.objects.update(rehearsal=False)
    period = period_of(office.poll)
    assert period is not None
    assert (period.opening, period.next_opening) == (OPENING, next_year)


def test_the_page_offers_other_holders_and_makes_their_vote(client: Client) -> None:
    office = minuted()
    _holds(office, since=date(2026, 6, 30))
    client.force_login(office.account("clerk"))
    where = f"/cuoc/{office.poll.key}/kien-nghi"
    about = person(office, OTHER)
    assert f'<option value="{about.key}">{OTHER}</option>' in client.get(where).content.decode()
    sent = {
        "deputy": office.people["Mai Thu Hương"].key, "about": about.key, "token": "t",
        "dated": "01/11/2026", "received_on": "02/11/2026",
    }  # fmt: skip
    assert client.post(where, sent).status_code == 303
    for deputy in FIVE:
        Petition.objects.create(
            body=office.body, deputy=office.people[deputy], about=about, dated=DAY, received_on=DAY
        )

    text = client.get(where).content.decode()
    assert "Không có tên trong danh sách" in text
    assert "Điều 13" in text
    address = f"{where}/{about.key}"
    assert f'href="{address}"' in text
    assert client.get(address).status_code == 200
    made = client.post(address, {"name": "Kỳ họp thứ mười", "token": "u"})
    assert made["Location"] == where
    assert Poll.objects.get(origin=office.poll).slate.get().name == OTHER


def test_nobody_else_reaches_the_page_of_such_a_vote(client: Client) -> None:
    office = minuted()
    _real_petitions(office)
    for part in ("voter", "head", "auditor", "outsider"):
        client.force_login(office.account(part))
        address = f"/cuoc/{office.poll.key}/kien-nghi/{person(office, OTHER).key}"
        assert client.get(address).status_code == 404
