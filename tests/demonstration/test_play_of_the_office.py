"""The demonstration is played by acts alone, can be stopped anywhere, ends as its scene says."""

from datetime import UTC, date, datetime, timedelta

import pytest

from support.killing import NOW, result, small_cast
from support.plays import small_play, stage_of
from tinnhiem.actions.approvals import approve_plan, plan_digest
from tinnhiem.actions.dossiers import request_dossiers
from tinnhiem.actions.refusals import NotAllowedError
from tinnhiem.conduct.states import PollState
from tinnhiem.demonstration.office.cast import council, enlarged
from tinnhiem.demonstration.office.deeds import ZONE, Deed, moments
from tinnhiem.demonstration.office.names import invented
from tinnhiem.demonstration.office.shows import former, present
from tinnhiem.demonstration.office.soundness import faults
from tinnhiem.demonstration.office.stage import Stage
from tinnhiem.records.log_check import verify
from tinnhiem.records.models import Batch, CountedResult, LogEntry, Minutes, Poll, RollEntry

pytestmark = pytest.mark.django_db


def test_the_batches_of_every_person_add_up_to_the_counts_of_the_scene() -> None:
    cast = council()
    show = present(cast, date(2026, 11, 22))
    for holder in cast.holders:
        cells = show.cells(cast, holder)
        marks = show.marks(cast, holder)
        assert [sum(batch.values()) for batch in cells] == show.sizes(holder.ballot_type)
        assert {name: sum(batch[name] for batch in cells) for name in marks} == marks
        if holder.marks:
            assert marks == holder.marks


def test_the_batches_of_made_up_counts_add_up_too_for_any_size() -> None:
    cast = enlarged(council(), holders=60, voters=500, present=470)
    for show in (former(cast, date(2028, 2, 29)), present(cast, date(2028, 2, 29))):
        for holder in cast.holders:
            cells = show.cells(cast, holder)
            assert [sum(batch.values()) for batch in cells] == show.sizes(holder.ballot_type)


def test_nobody_is_invented_twice() -> None:
    names = [name for _salutation, name in invented(800, taken=("Lò Văn Khải",))]
    assert len(set(names)) == 800
    assert "Lò Văn Khải" not in names


def test_a_poll_is_played_from_an_empty_installation_to_its_public_page() -> None:
    small_play().play()
    poll = Poll.objects.get(sitting="Kỳ họp thứ chín")
    assert poll.state == PollState.PUBLISHED
    assert poll.publications.get().content
    assert list(faults()) == []
    cast = small_cast()
    show = stage_of(small_play()).show
    kept = {row.rated.name: {**row.marks, "invalid": row.invalid}
            for row in CountedResult.objects.select_related("rated")}  # fmt: skip
    assert kept == {holder.name: show.marks(cast, holder) for holder in cast.holders}


def test_a_play_that_is_stopped_and_taken_up_again_ends_like_one_in_a_go() -> None:
    lines: list[str] = []
    small_play("list approved", told=lines.append).play()
    assert lines[-1] == "list approved"
    small_play("council 1 keyed by team 1").play()
    small_play().play()
    first = result()
    assert small_play().play() == 0, "a second play finds nothing left to do"
    assert result() == first
    again = [act for act, count in first["acts"].items() if act == "slate.again" and count != 1]
    assert again == []


def test_the_log_follows_the_days_of_the_poll_and_never_runs_ahead_of_now() -> None:
    small_play("balloting opened").play()
    times = list(LogEntry.objects.order_by("sequence").values_list("at", flat=True))
    assert max(times) <= NOW
    assert NOW - min(times) > timedelta(days=60)


def test_on_the_day_deeds_end_a_moment_before_now_even_just_after_midnight() -> None:
    deeds = [Deed(name=str(n), day=0, done=lambda: True, do=lambda _at: None) for n in range(200)]
    now = datetime(2026, 11, 22, 0, 5, tzinfo=ZONE)
    moment = moments(deeds, now.date(), now)
    found = [moment(number) for number in range(200)]
    assert found == sorted(found)
    assert found[0].date() == now.date()
    assert found[-1] < now


def test_a_deed_of_an_earlier_day_is_done_in_working_hours() -> None:
    deeds = [Deed(name=str(n), day=-3, done=lambda: True, do=lambda _at: None) for n in range(900)]
    now = datetime(2026, 11, 22, 10, tzinfo=ZONE)
    moment = moments(deeds, now.date(), now)
    assert {moment(number).date() for number in (0, 899)} == {date(2026, 11, 19)}
    assert 8 <= moment(0).hour <= moment(899).hour <= 17


def _fifty_days_before(stage: Stage) -> datetime:
    return datetime.combine(stage.show.day - timedelta(days=50), NOW.timetz())


class TestSoundness:
    """The check of the records finds what a half-done act would leave."""

    def test_a_state_that_its_conference_does_not_allow(self) -> None:
        small_play("balloting opened").play()
        Poll.objects.update(state="frozen")
        assert any("with conferences" in fault for fault in faults())

    def test_a_state_that_the_log_does_not_know(self) -> None:
        small_play("preparation begun").play()
        Poll.objects.update(state="reading")
        assert any("the log says preparing" in fault for fault in faults())

    def test_a_presence_that_changed_after_it_was_closed(self) -> None:
        small_play("attendance closed").play()
        RollEntry.objects.filter(attendance="present").first().delete()  # type: ignore[union-attr]
        assert any("are marked" in fault for fault in faults())

    def test_a_batch_that_was_accepted_although_its_teams_differ(self) -> None:
        small_play("people-committee 2 keyed by team 2").play()
        Batch.objects.filter(state="differs").update(state="accepted")
        assert any("do not agree" in fault for fault in faults())

    def test_results_without_a_closed_count_and_minutes_without_signatures(self) -> None:
        small_play().play()
        CountedResult.objects.first().delete()  # type: ignore[union-attr]
        Minutes.objects.get().signatures.first().delete()  # type: ignore[union-attr]
        found = list(faults())
        assert any("results of" in fault for fault in found)
        assert any("signatures" in fault for fault in found)

    def test_an_upload_whose_file_is_gone(self) -> None:
        small_play("dossiers sent").play()
        poll = Poll.objects.get()
        upload = poll.uploads.all()[0]
        upload.file.storage.delete(upload.file.name or "")
        assert list(faults()) == [f"upload {upload.key}: its file is not whole"]


class TestClock:
    """A clock that jumps changes nothing but what the lines say of the time."""

    @pytest.mark.parametrize("jump", [timedelta(days=-30), timedelta(days=400), timedelta(0)])
    def test_acts_after_a_jump_are_kept_in_their_order(self, jump: timedelta) -> None:
        small_play("list approved").play()
        before = LogEntry.objects.count()
        jumped = small_play("reports asked for", now=NOW)
        stage = jumped.stage
        deed = next(
            deed for table in jumped.tables() for deed in table if deed.name == "reports asked for"
        )
        deed.do(_fifty_days_before(stage) + jump)
        assert deed.done()
        assert LogEntry.objects.count() == before + 1
        assert verify().sound

    def test_before_the_day_of_an_appointment_the_act_is_refused_and_nothing_is_written(
        self,
    ) -> None:
        small_play("list approved").play()
        before = LogEntry.objects.count()
        stage = stage_of(small_play())
        with pytest.raises(NotAllowedError):
            request_dossiers(
                poll=stage.poll, by=stage.staff("clerk"),
                at=_fifty_days_before(stage) - timedelta(days=400),
            )  # fmt: skip
        assert LogEntry.objects.count() == before
        assert list(faults()) == []

    def test_a_clock_that_runs_far_ahead_opens_and_closes_nothing(self) -> None:
        small_play("list approved").play()
        ahead = datetime(2031, 1, 1, tzinfo=UTC)
        poll = Poll.objects.get()
        assert poll.state == PollState.PREPARING
        stage = stage_of(small_play())
        by = stage.staff("convener")
        approve_plan(poll=poll, digest=plan_digest(poll), note="", by=by, at=ahead)
        poll.refresh_from_db()
        assert poll.state == PollState.PREPARING
        assert poll.conferences.get().stage == "waiting"
        assert list(faults()) == []
