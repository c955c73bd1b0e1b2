"""Whoever edits second a line of the roll or a step of the calendar sees both texts."""

from typing import Any

import pytest
from django.test import Client

from support.office import AT, Office, build_office
from tinnhiem.actions.calendar import note_step
from tinnhiem.actions.refusals import OutdatedError, RefusedError
from tinnhiem.actions.rolls import Convened, change_entry, convene, dismiss
from tinnhiem.conduct.states import PollState
from tinnhiem.law.rulebook import StepRule
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import RollEntry, StepDone

pytestmark = pytest.mark.django_db


def _entry(office: Office) -> RollEntry:
    return RollEntry.objects.get(conference=office.conference, name="Vi Thị Thảo")


def _line(office: Office, entry: RollEntry) -> dict[str, Any]:
    return {"poll": office.poll, "conference": office.conference, "entry": entry,
            "version": entry.version, "by": office.account("clerk"), "at": AT}  # fmt: skip


def _step(office: Office) -> str:
    return next(rule.id for rule in chain_for(office.poll).of(StepRule))


def test_the_second_of_two_does_not_overwrite_a_line_of_the_roll() -> None:
    office = build_office(PollState.PREPARING)
    seen = _entry(office)
    change_entry(votes=True, seat="A1", delegation="Đoàn một", **_line(office, seen))

    with pytest.raises(OutdatedError) as told:
        change_entry(votes=True, seat="B2", delegation="", **_line(office, seen))
    with pytest.raises(OutdatedError):
        dismiss(**_line(office, seen))

    assert told.value.theirs["seat"] == "A1"
    assert _entry(office).seat == "A1"


def test_checking_somebody_in_changes_no_version() -> None:
    office = build_office(PollState.PREPARING)
    seen = _entry(office)
    RollEntry.objects.filter(pk=seen.pk).update(attendance=RollEntry.Attendance.PRESENT)

    change_entry(votes=True, seat="A1", delegation="", **_line(office, seen))

    kept = _entry(office)
    assert (kept.seat, kept.attendance) == ("A1", RollEntry.Attendance.PRESENT)


def test_a_line_that_was_put_anew_on_the_roll_is_another() -> None:
    office = build_office(PollState.PREPARING)
    seen = _entry(office)
    who: dict[str, Any] = {"by": office.account("clerk"), "at": AT}
    convene(poll=office.poll, conference=office.conference,
            people=[Convened(person=seen.person, seat="C3")], **who)  # fmt: skip

    with pytest.raises(OutdatedError):
        dismiss(**_line(office, seen))


def test_a_line_that_is_gone_is_told() -> None:
    office = build_office(PollState.PREPARING)
    seen = _entry(office)
    dismiss(**_line(office, seen))

    with pytest.raises(RefusedError, match="không còn trong"):
        dismiss(**_line(office, seen))


def test_the_second_of_two_does_not_overwrite_a_step() -> None:
    office = build_office(PollState.PREPARING)
    what: dict[str, Any] = {"poll": office.poll, "step": _step(office), "done_on": None,
                            "by": office.account("clerk"), "at": AT}  # fmt: skip
    note_step(skipped="Lý do một", version=0, **what)

    with pytest.raises(OutdatedError) as told:
        note_step(skipped="Lý do hai", version=0, **what)
    assert told.value.theirs["skipped"] == "Lý do một"

    note_step(skipped="Lý do ba", version=1, **what)
    kept = StepDone.objects.get(poll=office.poll)
    assert (kept.skipped, kept.version) == ("Lý do ba", 2)
    note_step(skipped="", version=2, **what)
    with pytest.raises(OutdatedError):
        note_step(skipped="Lý do bốn", version=2, **what)


def test_pages_show_both_and_sending_again_keeps_mine(client: Client) -> None:
    office = build_office(PollState.PREPARING)
    client.force_login(office.account("clerk"))
    entry, step = _entry(office), _step(office)
    base = f"/cuoc/{office.poll.key}"
    line = f"{base}/hoi-nghi/{office.conference.key}/nguoi/{entry.pk}"
    for address, theirs, mine in (
        (line, {"votes": "yes", "seat": "A1"}, {"votes": "no", "seat": "B2"}),
        (f"{base}/lich/{step}", {"skipped": "Lý do một"}, {"skipped": "Lý do hai"}),
    ):
        version = _version(client.get(address).content.decode())
        first = client.post(address, {**theirs, "version": version, "token": f"1{address}"})
        assert first.status_code == 303

        second = client.post(address, {**mine, "version": version, "token": f"2{address}"})

        page = second.content.decode()
        assert second.status_code == 422
        assert list(theirs.values())[-1] in page
        assert list(mine.values())[-1] in page
        again = {**mine, "version": _version(page), "token": f"3{address}"}
        assert client.post(address, again).status_code == 303

    assert _entry(office).seat == "B2"
    assert StepDone.objects.get().skipped == "Lý do hai"


def _version(page: str) -> str:
    return page.split('name="version" value="', 1)[1].split('"', 1)[0]
