"""Checking in: presence without a time, once whichever desk, and numbers only in the log."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from support.day import entry_of, observer_on_roll, second_conference
from support.office import AT, Office, build_office
from tinnhiem.actions.attendance import (
    check_in_by_code,
    close_attendance,
    code_of,
    make_invitations,
    mark,
    open_attendance,
)
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.records.attendance import attendance_of, found
from tinnhiem.records.facts import quorum_needed
from tinnhiem.records.lawful import chain_for, roll_numbers
from tinnhiem.records.models import LogEntry, Poll, RollEntry

pytestmark = pytest.mark.django_db
PRESENT, EXCUSED, ABSENT = (
    RollEntry.Attendance.PRESENT, RollEntry.Attendance.EXCUSED, RollEntry.Attendance.ABSENT,
)  # fmt: skip


def _mark(office: Office, name: str, attendance: RollEntry.Attendance, part: str = "desk") -> bool:
    return mark(
        poll=office.poll, conference=office.conference, entry=entry_of(office, name),
        attendance=attendance, by=office.account(part), at=AT,
    )  # fmt: skip


def test_the_same_person_at_two_desks_counts_once() -> None:
    office = build_office(PollState.FROZEN)

    assert _mark(office, "Vi Thị Thảo", PRESENT)
    assert not _mark(office, "Vi Thị Thảo", PRESENT, "clerk")

    assert attendance_of(office.conference).present == 1


def test_checking_in_writes_no_line_of_the_log_and_keeps_no_time() -> None:
    office = build_office(PollState.FROZEN)

    _mark(office, "Vi Thị Thảo", PRESENT)

    assert not LogEntry.objects.exists()
    kinds = {field.get_internal_type() for field in RollEntry._meta.fields}
    assert not kinds & {"DateTimeField", "TimeField", "DateField"}


def test_undoing_and_excusing() -> None:
    office = build_office(PollState.FROZEN)
    _mark(office, "Vi Thị Thảo", PRESENT)

    _mark(office, "Vi Thị Thảo", ABSENT)
    _mark(office, "Lê Đức Thạo", EXCUSED)

    counts = attendance_of(office.conference)
    assert (counts.present, counts.excused, counts.absent) == (0, 1, 13)


@pytest.mark.parametrize("part", ["voter", "head", "observer", "outsider", "operator"])
def test_nobody_but_a_desk_checks_in(part: str) -> None:
    office = build_office(PollState.FROZEN)

    with pytest.raises(NotAllowedError):
        _mark(office, "Vi Thị Thảo", PRESENT, part)

    assert attendance_of(office.conference).present == 0


def test_a_desk_of_one_conference_marks_nobody_of_another() -> None:
    office = build_office(PollState.FROZEN)
    other = second_conference(office)

    with pytest.raises(NotAllowedError):
        mark(
            poll=office.poll, conference=other, entry=entry_of(office, "Vi Thị Thảo"),
            attendance=PRESENT, by=office.account("desk"), at=AT,
        )  # fmt: skip


def test_nobody_is_checked_in_while_the_poll_is_prepared() -> None:
    office = build_office(PollState.PREPARING)

    with pytest.raises(RefusedError, match="hồ sơ đã gửi"):
        _mark(office, "Vi Thị Thảo", PRESENT)


def test_who_attends_without_a_vote_is_counted_apart() -> None:
    office = build_office(PollState.FROZEN)
    guest = observer_on_roll(office, "Phan Văn Bách")

    mark(
        poll=office.poll, conference=office.conference, entry=guest, attendance=PRESENT,
        by=office.account("desk"), at=AT,
    )  # fmt: skip

    counts = attendance_of(office.conference)
    assert (counts.listed, counts.present, counts.observers_present) == (14, 0, 1)
    assert roll_numbers(office.conference).present is None


def test_closing_logs_numbers_and_no_name_and_fixes_the_number() -> None:
    office = build_office(PollState.FROZEN)
    _mark(office, "Vi Thị Thảo", PRESENT)
    _mark(office, "Lê Đức Thạo", EXCUSED)

    close_attendance(
        poll=office.poll, conference=office.conference, by=office.account("clerk"), at=AT
    )

    entry = LogEntry.objects.get()
    assert entry.after == {"listed": 14, "present": 1, "excused": 1, "absent": 12, "observers": 0}
    assert "Thảo" not in str(entry.after) + entry.subject
    with pytest.raises(RefusedError, match="đã chốt với 1"):
        _mark(office, "Lê Đức Thạo", PRESENT)


def test_nobody_present_is_nothing_to_close() -> None:
    office = build_office(PollState.FROZEN)

    with pytest.raises(RefusedError):
        close_attendance(
            poll=office.poll, conference=office.conference, by=office.account("clerk"), at=AT
        )


def test_opening_again_needs_a_reason_and_ends_with_the_balloting() -> None:
    office = build_office(PollState.BALLOTING, Stage.WAITING)
    again = {"poll": office.poll, "conference": office.conference,
             "by": office.account("convener"), "at": AT}  # fmt: skip

    with pytest.raises(RefusedError, match="lý do"):
        open_attendance(**again, reason=" ")  # type: ignore[arg-type]
    open_attendance(**again, reason="Một đại biểu đến muộn")  # type: ignore[arg-type]
    office.conference.refresh_from_db()
    assert office.conference.present_at_opening is None

    for stage in (Stage.VOTING, Stage.COUNTING):
        office.conference.present_at_opening, office.conference.stage = 12, stage
        office.conference.save()
        with pytest.raises(RefusedError, match="bỏ phiếu"):
            open_attendance(**again, reason="Muộn nữa")  # type: ignore[arg-type]


def test_rows_of_the_roll_do_not_lie_in_the_order_in_which_people_came() -> None:
    office = build_office(PollState.FROZEN)
    clerk = office.account("clerk")
    came = list(office.conference.roll.order_by("-pk").values_list("pk", flat=True))
    for key in came:
        mark(
            poll=office.poll, conference=office.conference, entry=RollEntry.objects.get(pk=key),
            attendance=RollEntry.Attendance.PRESENT, by=office.account("desk"), at=AT,
        )  # fmt: skip

    with CaptureQueriesContext(connection) as asked:
        close_attendance(poll=office.poll, conference=office.conference, by=clerk, at=AT)

    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM records_rollentry ORDER BY {place}")  # noqa: S608 - ours
        lying = [key for (key,) in cursor.fetchall()]
    assert sorted(lying) == sorted(came)
    assert lying != came
    written = [
        int(found.group(1))
        for each in asked.captured_queries
        if each["sql"].startswith('UPDATE "records_rollentry"')
        and (found := re.search(r"= (\d+)$", each["sql"]))
    ]
    assert sorted(written) == sorted(came)
    assert written not in (came, sorted(came))


@pytest.mark.parametrize("state", [PollState.DRAFT, PollState.MINUTED, PollState.CANCELLED])
def test_codes_are_made_from_the_preparation_to_the_balloting(state: PollState) -> None:
    office = build_office(PollState.PREPARING)
    given: dict[str, Any] = {"poll": office.poll, "conference": office.conference,
                    "by": office.account("clerk"), "at": AT}  # fmt: skip
    assert make_invitations(**given).invitation_round == 1
    Poll.objects.update(state=state.value)

    with pytest.raises((RefusedError, NotAllowedError)):
        make_invitations(**given)


def test_two_people_of_one_name_stay_two() -> None:
    office = build_office(PollState.FROZEN)
    twin = observer_on_roll(office, "Vi Thị Thảo hai")
    twin.set_name("Vi Thị Thảo")
    twin.save()

    assert len(found(office.conference, "vi thi thao")) == 2


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("thao", ["Lê Đức Thạo", "Nguyễn Phương Thảo", "Vi Thị Thảo"]),
        ("THẢO vi", ["Vi Thị Thảo"]),
        ("ánh", ["Hoàng Anh Dũng", "Đặng Thị Ánh"]),
        ("dang", ["Đặng Thị Ánh"]),
        ("03", ["Lê Đức Thạo"]),
        ("zz", []),
        ("", []),
        ("% _", []),
        ("'; drop table", []),
    ],
)
def test_people_are_found_without_marks_or_by_seat(typed: str, names: list[str]) -> None:
    office = build_office(PollState.FROZEN)

    assert sorted(entry.name for entry in found(office.conference, typed)) == sorted(names)


def test_a_code_checks_in_once_and_says_so_the_second_time() -> None:
    office = build_office(PollState.FROZEN)
    clerk = office.account("clerk")
    made = make_invitations(poll=office.poll, conference=office.conference, by=clerk, at=AT)
    code = code_of(made, entry_of(office, "Vi Thị Thảo"))
    given = {"poll": office.poll, "conference": made, "by": office.account("desk"), "at": AT}

    first = check_in_by_code(**given, code=code)  # type: ignore[arg-type]
    second = check_in_by_code(**given, code=f" {code.lower()} ")  # type: ignore[arg-type]

    assert first == (entry_of(office, "Vi Thị Thảo"), True)
    assert second[1] is False
    assert code not in str(list(RollEntry.objects.values()))


def test_codes_of_another_conference_of_before_and_of_nobody_are_refused_in_words() -> None:
    office = build_office(PollState.FROZEN)
    clerk, desk = office.account("clerk"), office.account("desk")
    other = second_conference(office)
    made = make_invitations(poll=office.poll, conference=other, by=clerk, at=AT)
    foreign = code_of(made, made.roll.get(name="Trần Thị Bích"))
    here = make_invitations(poll=office.poll, conference=office.conference, by=clerk, at=AT)
    old = code_of(here, entry_of(office, "Vi Thị Thảo"))
    make_invitations(poll=office.poll, conference=office.conference, by=clerk, at=AT)
    given = {"poll": office.poll, "conference": office.conference, "by": desk, "at": AT}

    with pytest.raises(RefusedError, match="Hội nghị thứ hai"):
        check_in_by_code(**given, code=foreign)  # type: ignore[arg-type]
    for wrong in (old, "TN1-AAAAAAAAAAAAAAAA", "TN1-"):
        with pytest.raises(RefusedError, match="không thuộc giấy mời nào"):
            check_in_by_code(**given, code=wrong)  # type: ignore[arg-type]
    assert attendance_of(office.conference).present == 0


def test_the_number_needed_is_that_of_the_step() -> None:
    office = build_office(PollState.FROZEN)

    assert quorum_needed(office.conference, chain_for(office.poll)) == (10, False)
