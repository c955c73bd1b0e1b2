"""Legal cases open with the minutes, go on by recorded steps, and end by a decision."""

from datetime import timedelta

import pytest

from support.office import AT, POLL_DAY, Office, build_office
from support.results import LATER, count, minuted
from tinnhiem.actions.conclusions import Concluded, record_conclusion
from tinnhiem.actions.follow_ups import (
    Event,
    conclude_case,
    minutes_closed,
    open_cases,
    record_event,
)
from tinnhiem.actions.petitions import Written, register_petition, withdraw_petition
from tinnhiem.actions.refusals import NotAllowedError, OutdatedError, RefusedError
from tinnhiem.actions.votes import Sitting, begin_from_case, begin_from_petitions
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.law.poll import Choice, Procedure
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Conclusion, FollowUp, FollowUpEvent, LogEntry, Petition, Poll
from tinnhiem.records.petition_counts import petition_book

pytestmark = pytest.mark.django_db
DAY = LATER.date()
SITTING = Sitting(name="Kỳ họp thứ mười")


def _case(office: Office, line: str = "p4") -> FollowUp:
    return FollowUp.objects.get(rated__poll=office.poll, rated__line=line)


def _record(office: Office, event: Event, line: str = "p4", part: str = "clerk") -> FollowUp:
    case = _case(office, line)
    return record_event(
        poll=office.poll, follow_up=case, event=event, version=case.version,
        by=office.account(part), at=LATER,
    )  # fmt: skip


def test_every_count_in_a_case_opens_one_with_what_the_law_attaches() -> None:
    minuted()

    found = {
        case.rated.line: (case.outcome, case.consequences, case.state)
        for case in FollowUp.objects.all()
    }

    assert found == {
        "p4": ("over-half-low", ["may-resign", "confidence-vote"], "waiting"),
        "p5": ("two-thirds-low", ["dismissal-submission"], "waiting"),
    }


def test_exactly_half_is_no_case() -> None:
    office = minuted(((6, 0, 6, 0),) * 6)

    assert not FollowUp.objects.filter(rated__poll=office.poll).exists()


def test_cases_open_once_and_only_with_the_last_minutes() -> None:
    office = build_office(PollState.COUNTING, Stage.COUNTED)
    count(office)
    minutes_closed(office.conference, AT)
    assert not FollowUp.objects.exists()

    office.poll.state = PollState.MINUTED
    office.conference.poll = office.poll
    minutes_closed(office.conference, AT)

    assert open_cases(office.poll) == []
    assert FollowUp.objects.count() == 2


def test_a_step_is_recorded_with_its_document_and_its_day() -> None:
    office = minuted()
    event = Event(kind="submission", on=DAY, number="12/TTr", note="Trình HĐND")
    case = _record(office, event)

    kept = FollowUpEvent.objects.get()
    assert (case.state, kept.document_number, kept.happened_on) == ("submitted", "12/TTr", DAY)
    assert LogEntry.objects.latest("sequence").before == {"case": "waiting"}


@pytest.mark.parametrize(
    ("event", "field"),
    [
        (Event(kind="dismissed", on=DAY), "kind"),
        (Event(kind="conclusion", on=DAY, number="1"), "kind"),
        (Event(kind="vote", on=DAY + timedelta(1)), "on"),
        (Event(kind="vote", on=POLL_DAY - timedelta(1)), "on"),
        (Event(kind="decision", on=DAY), "number"),
    ],
)
def test_an_impossible_step_is_refused(event: Event, field: str) -> None:
    office = minuted()

    with pytest.raises(RefusedError) as refused:
        _record(office, event)

    assert refused.value.field == field
    assert not FollowUpEvent.objects.exists()


def test_the_second_of_two_people_is_told_and_overwrites_nothing() -> None:
    office = minuted()
    case = _case(office)
    _record(office, Event(kind="resignation-tendered", on=DAY))

    with pytest.raises(OutdatedError):
        record_event(
            poll=office.poll, follow_up=case, event=Event(kind="vote", on=DAY),
            version=case.version, by=office.account("convener"), at=LATER,
        )  # fmt: skip

    assert FollowUpEvent.objects.get().kind == "resignation-tendered"


@pytest.mark.parametrize("part", ["voter", "officeholder", "front", "auditor", "head", "operator"])
def test_nobody_else_records(part: str) -> None:
    office = minuted()

    with pytest.raises(NotAllowedError):
        _record(office, Event(kind="vote", on=DAY), part=part)


def test_a_concluded_case_takes_no_further_step() -> None:
    office = minuted()
    case = _case(office)
    conclude_case(
        poll=office.poll, follow_up=case, version=case.version, at=LATER,
        event=Event(kind="conclusion", on=DAY, number="5/QĐ", note="Cho thôi giữ chức vụ."),
        by=office.account("personnel"),
    )  # fmt: skip

    assert _case(office).state == FollowUp.State.CONCLUDED
    with pytest.raises(RefusedError):
        _record(office, Event(kind="vote", on=DAY))


def test_a_confidence_vote_is_made_from_a_case_as_a_poll_of_its_own() -> None:
    office = minuted()
    made = begin_from_case(
        poll=office.poll, follow_up=_case(office), sitting=SITTING,
        by=office.account("clerk"), at=LATER,
    )  # fmt: skip

    only = made.slate.get()
    assert (made.procedure, made.state, made.origin) == ("confidence_vote", "draft", office.poll)
    assert only.person == office.rated["p4"].person
    assert only.reasons[0]["rule"] == "vote-by-rating-council"
    assert made.conferences.get().roll.count() == office.conference.roll.count()
    assert not made.conferences.get().roll.filter(attendance="present").exists()
    assert (_case(office).vote, _case(office).state) == (made, "vote")
    choices = chain_for(made).choices(Procedure(made.procedure)).choices
    assert [choice.id for choice in choices] == [Choice.CONFIDENCE, Choice.NO_CONFIDENCE]


def test_it_is_made_once_and_not_after_a_resignation() -> None:
    office = minuted()
    clerk = office.account("clerk")
    _record(office, Event(kind="resignation-tendered", on=DAY))

    with pytest.raises(RefusedError, match="từ chức"):
        begin_from_case(
            poll=office.poll, follow_up=_case(office), sitting=SITTING, by=clerk, at=LATER
        )
    assert Poll.objects.count() == 1


def test_the_graver_case_leads_to_no_vote() -> None:
    office = minuted()

    with pytest.raises(RefusedError, match="không dẫn đến"):
        begin_from_case(
            poll=office.poll, follow_up=_case(office, "p5"), sitting=SITTING,
            by=office.account("clerk"), at=LATER,
        )  # fmt: skip


def _petition(office: Office, deputy: str, line: str = "p6") -> Petition:
    written = Written(
        deputy=office.people[deputy], about=office.rated[line].person, dated=DAY, received_on=DAY
    )
    return register_petition(
        poll=office.poll, petition=written, by=office.account("clerk"), at=LATER
    )


FIVE = ("Vi Thị Thảo", "Lê Đức Thạo", "Lù A Vảng", "Trịnh Thị Yên", "Cầm Thị Lan")


def _reached(office: Office) -> bool:
    found = petition_book(office.poll, chain_for(office.poll)).count(office.rated["p6"].person_id)
    return found is not None and found.reached


def test_petitions_count_distinct_deputies_of_all_and_reach_a_third() -> None:
    office = minuted()
    for deputy in FIVE[:4]:
        _petition(office, deputy)
    assert not _reached(office)  # 4 of 14 is less than a third

    _petition(office, FIVE[4])
    assert _reached(office)
    made = begin_from_petitions(
        poll=office.poll, about=office.rated["p6"].person, sitting=SITTING,
        by=office.account("clerk"), at=LATER,
    )  # fmt: skip
    assert (made.origin_kind, made.slate.get().name) == ("petition", "Lý Seo Páo")


def test_a_deputy_counts_once_and_a_withdrawn_petition_not_at_all() -> None:
    office = minuted()
    kept = [_petition(office, deputy) for deputy in FIVE]
    with pytest.raises(RefusedError, match="một lần"):
        _petition(office, FIVE[0])

    withdraw_petition(
        poll=office.poll, petition=kept[0], by=office.account("clerk"), at=LATER, reason="Rút đơn"
    )

    assert not _reached(office)
    assert Petition.objects.count() == 5


def test_somebody_who_is_no_deputy_cannot_petition() -> None:
    office = minuted()

    with pytest.raises(RefusedError, match="danh sách đại biểu"):
        _petition(office, "Chu Minh Đức")


def _conclude(office: Office, text: str = "Giữ nguyên.", version: int = 0, **more: str) -> None:
    record_conclusion(
        poll=office.poll, person=office.rated["p4"].person, version=version, at=LATER,
        concluded=Concluded(text=text, on=DAY, **more), by=office.account("personnel"),
    )  # fmt: skip


def test_the_personnel_body_records_its_conclusion_and_the_planning() -> None:
    office = minuted()
    _conclude(office, planning="taken-out")

    kept = Conclusion.objects.get()
    assert (kept.planning, kept.concluded_on, kept.version) == ("taken-out", DAY, 1)
    assert "Giữ nguyên." not in str(LogEntry.objects.latest("sequence").after)
    with pytest.raises(OutdatedError):
        _conclude(office, "Khác.")
    _conclude(office, "Khác.", version=1)


@pytest.mark.parametrize("bad", [{"text": " "}, {"planning": "hanged"}])
def test_an_impossible_conclusion_is_refused(bad: dict[str, str]) -> None:
    office = minuted()

    with pytest.raises(RefusedError):
        _conclude(office, **bad)  # type: ignore[arg-type]


def test_a_rehearsal_registers_no_petition_of_its_real_body() -> None:
    office = build_office(PollState.MINUTED, rehearsal=True)

    with pytest.raises(RefusedError, match="thử nghiệm"):
        _petition(office, "Vi Thị Thảo")

    assert not Petition.objects.exists()
