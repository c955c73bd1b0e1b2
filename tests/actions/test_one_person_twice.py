"""Two records of one person become one: everything goes over, two people where it matters."""

from collections.abc import Callable
from datetime import date

import pytest

from support.office import AT, Office, account, build_office
from tinnhiem.actions.mergings import MERGE, merge_people, propose_merging
from tinnhiem.actions.proposals import confirm, refuse
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.records.digests import slate_digest
from tinnhiem.records.models import (
    BoardMember,
    Body,
    Conclusion,
    Conference,
    Invitation,
    LogEntry,
    PendingAct,
    Person,
    Petition,
    Poll,
    PollRole,
    Rated,
    RollEntry,
    Tenure,
)

pytestmark = pytest.mark.django_db
WHY = "Cùng ngày sinh"
NAME = "Sùng Thị Mai"


@pytest.fixture
def office() -> Office:
    return build_office(PollState.PREPARING)


def _person(name: str = NAME, **facts: object) -> Person:
    made = Person(**facts)
    made.set_name(name)
    made.save()
    return made


def _other_poll(office: Office, body: Body | None = None) -> Poll:
    """An earlier poll of the body, of which nobody here is a part yet."""
    poll = Poll.objects.create(
        body=body or office.body, body_name="HĐND tỉnh Lam Giang", body_kind="council",
        body_level="province", term_from=2026, term_until=2031, procedure="rating",
        rulebook="nq-96-2023-qh15", sitting="Kỳ họp thứ ba", state=PollState.PUBLISHED.value,
    )  # fmt: skip
    Conference.objects.create(poll=poll, name="Kỳ họp thứ ba", stage=Stage.MINUTED.value)
    return poll


def _rated(poll: Poll, person: Person, line: str = "p1") -> Rated:
    made = Rated(
        poll=poll, conference=poll.conferences.get(), person=person, line=line, conclusion="rated"
    )
    made.set_name("Sùng Thị Mai (tên cũ)")
    made.save()
    return made


def _merged(office: Office, kept: Person, other: Person, **more: bool) -> Person:
    return merge_people(
        body=office.body, kept=kept, other=other, reason=WHY, by=office.account("clerk"),
        at=AT, **more,
    )  # fmt: skip


def _proposed(office: Office, kept: Person, other: Person) -> PendingAct:
    return propose_merging(
        body=office.body, kept=kept, other=other, reason=WHY, by=office.account("clerk"),
        at=AT,
    )  # fmt: skip


def test_two_records_without_account_and_poll_are_made_one_by_one_clerk(office: Office) -> None:
    post = office.people[NAME].tenures.get().post
    kept, other = _person("Trần Văn An"), _person("Tran Van An", birth_year=1970, salutation="ông")
    held = {"post": post, "from_date": date(2021, 1, 1), "until_date": date(2022, 1, 1)}
    Tenure.objects.create(person=kept, **held)
    Tenure.objects.create(person=other, **held)
    Tenure.objects.create(person=other, post=post, from_date=date(2023, 1, 1))

    _merged(office, kept, other)

    kept.refresh_from_db()
    assert not Person.objects.filter(pk=other.pk).exists()
    assert (kept.name, kept.birth_year, kept.salutation, kept.version) == (
        "Trần Văn An", 1970, "ông", 2,
    )  # fmt: skip
    assert kept.tenures.count() == 2
    line = LogEntry.objects.get(act="person.merged")
    assert line.subject == "Trần Văn An"
    assert line.before["name"] == "Tran Van An"
    assert line.reason == "Cùng ngày sinh"


def test_everything_goes_over_and_what_was_published_says_what_it_said(office: Office) -> None:
    kept, other, poll = office.people[NAME], _person(), _other_poll(office)
    place = poll.conferences.get()
    row = _rated(poll, other)
    entry = RollEntry(conference=place, person=other)
    entry.set_name("Sung Thi Mai")
    entry.save()
    BoardMember.objects.create(conference=place, person=other)
    Conclusion.objects.create(person=other, poll=poll, text="Kết luận")
    about = {"body": office.body, "dated": AT.date(), "received_on": AT.date()}
    voter, third = office.people["Vi Thị Thảo"], office.people["Lê Đức Thạo"]
    Petition.objects.create(deputy=voter, about=other, **about)
    Petition.objects.create(deputy=other, about=third, **about)
    invited = Invitation.objects.create(
        person=other, poll=poll, code_hash="h", expires_on=date(2029, 1, 1)
    )
    digest = slate_digest(poll)

    made = _proposed(office, kept, other)
    assert made.poll == poll  # the latest that names one of them
    confirm(poll=made.poll, proposal=made, by=office.account("convener"), at=AT)

    row.refresh_from_db()
    entry.refresh_from_db()
    invited.refresh_from_db()
    assert (row.person, row.name) == (kept, "Sùng Thị Mai (tên cũ)")
    assert (entry.person, entry.name) == (kept, "Sung Thi Mai")
    assert kept.boards.filter(conference=place).exists()
    assert kept.conclusions.get(poll=poll).text == "Kết luận"
    assert kept.petitions_about.get().deputy == voter
    assert kept.petitions_made.get().about == third
    assert (invited.person, invited.withdrawn) == (kept, True)
    assert slate_digest(poll) == digest
    assert not Person.objects.filter(pk=other.pk).exists()


def test_nothing_that_points_to_a_person_is_left_out() -> None:
    pointing = {each.get_accessor_name() for each in Person._meta.related_objects}

    assert pointing == {
        "account", "boards", "conclusions", "invitations", "petitions_about", "petitions_made",
        "questions", "ratings", "rolls", "tenures",
    }  # fmt: skip


def test_the_account_of_the_record_that_goes_is_that_of_the_one_kept(office: Office) -> None:
    kept, other = _person(), office.people[NAME]
    made = _proposed(office, kept, other)

    confirm(poll=made.poll, proposal=made, by=office.account("convener"), at=AT)

    assert kept.account == office.account("officeholder")
    assert kept.ratings.get(poll=office.poll).name == NAME


def test_one_clerk_alone_merges_nobody_who_signs_in_or_stands_in_a_poll(office: Office) -> None:
    with pytest.raises(RefusedError, match="người khác xác nhận"):
        _merged(office, office.people[NAME], _person())
    made = _proposed(office, office.people[NAME], _person())

    with pytest.raises(RefusedError, match="Bạn là người đề nghị"):
        confirm(poll=made.poll, proposal=made, by=office.account("clerk"), at=AT)

    assert Person.objects.filter(folded="sung thi mai").count() == 3


def test_a_refused_proposal_leaves_both(office: Office) -> None:
    other = _person()
    made = _proposed(office, office.people[NAME], other)

    refuse(poll=made.poll, proposal=made, by=office.account("convener"), at=AT, reason="Hai người")

    assert Person.objects.filter(pk=other.pk).exists()


def test_what_has_changed_meanwhile_is_looked_at_again(office: Office) -> None:
    kept, other = office.people[NAME], _person()
    made = _proposed(office, kept, other)
    account("meanwhile", other)

    with pytest.raises(RefusedError, match="đều có tài khoản"):
        confirm(poll=made.poll, proposal=made, by=office.account("convener"), at=AT)


def test_of_two_proposals_about_the_same_the_second_finds_nobody(office: Office) -> None:
    kept, other = office.people[NAME], _person()
    first, second = _proposed(office, kept, other), _proposed(office, other, kept)
    confirm(poll=first.poll, proposal=first, by=office.account("convener"), at=AT)

    with pytest.raises(RefusedError, match="không còn"):
        confirm(poll=second.poll, proposal=second, by=office.account("convener"), at=AT)


def _both_on_one_roll(office: Office, other: Person) -> None:
    entry = RollEntry(conference=office.conference, person=other)
    entry.set_name(other.name)
    entry.save()


def _observer_here(office: Office, other: Person) -> None:
    office.people[NAME].account.delete()
    PollRole.objects.create(account=account("watching", other), poll=office.poll, role="observer")


def _with_account(_office: Office, other: Person) -> None:
    account("another", other)


def _other_year(office: Office, other: Person) -> None:
    Person.objects.filter(pk=other.pk).update(birth_year=1970)
    Person.objects.filter(pk=office.people[NAME].pk).update(birth_year=1971)
    other.refresh_from_db()
    office.people[NAME].refresh_from_db()


def _on_an_elected_board(office: Office, other: Person) -> None:
    place = _other_poll(office).conferences.get()
    Poll.objects.filter(pk=place.poll_id).update(state=PollState.COUNTING.value)
    Conference.objects.filter(pk=place.pk).update(stage=Stage.COUNTING.value)
    BoardMember.objects.create(conference=place, person=other)


def _petition_between(office: Office, other: Person) -> None:
    Petition.objects.create(
        body=office.body, deputy=other, about=office.people[NAME], dated=AT.date(),
        received_on=AT.date(),
    )  # fmt: skip


def _other_dates(office: Office, other: Person) -> None:
    post = office.people[NAME].tenures.get().post
    Tenure.objects.create(person=other, post=post, from_date=date(2027, 1, 1))


@pytest.mark.parametrize(
    ("arranged", "said"),
    [
        (_both_on_one_roll, "cùng có tên trong một cuộc"),
        (_observer_here, "cùng có tên trong một cuộc"),
        (_with_account, "đều có tài khoản"),
        (_other_year, "Năm sinh khác nhau"),
        (_on_an_elected_board, "Ban Kiểm phiếu"),
        (_petition_between, "kiến nghị"),
        (_other_dates, "cùng giữ chức vụ"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_two_who_may_be_two_stay_two(
    office: Office,
    arranged: Callable[[Office, Person], None],
    said: str,
    turned: bool,  # noqa: FBT001 - a case
) -> None:
    other = _person()
    arranged(office, other)
    pair = (other, office.people[NAME]) if turned else (office.people[NAME], other)

    with pytest.raises(RefusedError, match=said):
        _proposed(office, *pair)
    with pytest.raises(RefusedError, match=said):
        _merged(office, *pair, confirmed=True)

    assert not PendingAct.objects.filter(act=MERGE).exists()
    assert Person.objects.filter(pk=other.pk).exists()


def test_polls_of_bodies_that_are_not_the_clerks_are_left_alone(office: Office) -> None:
    other = _person()
    _rated(_other_poll(office, Body.objects.create()), other)
    Tenure.objects.create(person=other, post=office.people["Lò Thị Hạnh"].tenures.get().post)

    with pytest.raises(RefusedError, match="không thuộc bạn"):
        _proposed(office, office.people[NAME], other)


def test_who_is_out_of_reach_is_not_there(office: Office) -> None:
    other = _person()
    _rated(_other_poll(office, Body.objects.create()), other)

    with pytest.raises(NotAllowedError):
        _proposed(office, office.people[NAME], other)
    with pytest.raises(NotAllowedError):
        _merged(office, office.people[NAME], office.people[NAME])


@pytest.mark.parametrize("part", ["front", "auditor", "outsider", "voter", "operator"])
def test_nobody_else_merges_or_proposes(office: Office, part: str) -> None:
    two = {"kept": _person("Trần Văn An"), "other": _person("Trần Văn An")}
    who = {"body": office.body, "by": office.account(part), "at": AT, "reason": "x"}

    with pytest.raises(NotAllowedError):
        merge_people(**two, **who)  # type: ignore[arg-type]
    with pytest.raises((NotAllowedError, RefusedError)):
        propose_merging(**two, **who)  # type: ignore[arg-type]
