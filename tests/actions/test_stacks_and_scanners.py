"""Stacks that break off, are dropped, look added to; scanners checked; pictures that go."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from support.counts import counting_office
from support.office import AT, Office
from support.scanners import DIRTY, Capture, checked, report
from support.scans import Ballots, Grey, Sheet, save
from support.stalling import stalled_holding
from tinnhiem.actions.prints import definition_for
from tinnhiem.actions.proposals import confirm, propose
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.actions.scan_files import sweep_scans
from tinnhiem.actions.scanning import DROP, read_stack, start_scan
from tinnhiem.actions.stacks import folder_of
from tinnhiem.actions.works import reclaim
from tinnhiem.conduct.states import Stage
from tinnhiem.documents.ballots import print_ballots
from tinnhiem.records.count_facts import doubts_open, type_counts
from tinnhiem.records.facts import conference_facts
from tinnhiem.records.models import (
    LogEntry,
    ReadBox,
    ReadRow,
    ScannedSheet,
    ScannerCheck,
    ScanRun,
    Work,
)
from tinnhiem.records.scans import pictures_open
from tinnhiem.scan.journal import NAME as JOURNAL

pytestmark = pytest.mark.django_db


def pictures(office: Office, folder: Path) -> Iterator[Grey]:
    """Five sheets: four clear ones, and one with writing beside a name."""
    print_ballots(definition_for(office.conference), folder)
    of = Ballots(folder)
    for seed in range(4):
        yield Sheet(of.blank(0), seed).mark_all(seed % 3).scanned(seed=seed + 20)
    written = Sheet(of.blank(0), 9).mark_all(0)
    row = written.blank.page["rows"][1]
    for step in range(6):
        x, y = row["x"] + 22 + step * 3, row["y"] + 2
        written.line((x, y), (x + 2, y + 5), (x + 3, y))
    yield written.scanned(seed=31)


def fed(office: Office, folder: Path, check: ScannerCheck | None = None) -> ScanRun:
    """A stack that was fed and not read yet."""
    content = save(folder / "stack.pdf", list(pictures(office, folder))).read_bytes()
    return start_scan(
        poll=office.poll, conference=office.conference, by=office.account("team-1"), at=AT,
        file=SimpleUploadedFile("a.pdf", content), check=check or checked(office),
    )  # fmt: skip


class PowerCutError(BaseException):
    """What ends a worker between two sheets."""


def _breaks_after(number: int) -> object:
    def advance(done: int, _total: int) -> None:
        if done >= number:
            raise PowerCutError

    return advance


def test_a_stack_goes_on_after_a_worker_that_died_or_stalls_and_counts_nothing_twice(
    tmp_path: Path, django_capture_on_commit_callbacks: Capture
) -> None:
    office = counting_office()
    run = fed(office, tmp_path)
    asked = Work.objects.get(key=run.work)
    with pytest.raises(PowerCutError):
        read_stack(asked, _breaks_after(2))  # type: ignore[arg-type]
    assert folder_of(run.key).exists()
    assert not ScannedSheet.objects.exists()
    Work.objects.filter(pk=asked.pk).update(state="running", leased_until=AT)
    assert reclaim(AT + timedelta(minutes=5)) == 1
    assert Work.objects.get(pk=asked.pk).state == Work.State.WAITING

    with (
        stalled_holding(folder_of(run.key) / JOURNAL),
        django_capture_on_commit_callbacks(execute=True),
    ):
        outcome = read_stack(asked, lambda *_told: None)()

    assert outcome == {"read": 5, "refused": 0}
    assert ScannedSheet.objects.count() == 5
    assert len(set(ScannedSheet.objects.values_list("image_sha256", flat=True))) == 5
    assert not folder_of(run.key).exists()
    rows = ReadRow.objects.exclude(line="")
    assert ReadBox.objects.count() == 3 * rows.count() == 45
    _a_sheet_with_writing_is_asked_about(office)
    _the_same_stack_again_is_refused(office, tmp_path, django_capture_on_commit_callbacks)
    _a_dropped_stack_counts_no_more(office, run)


def _a_sheet_with_writing_is_asked_about(office: Office) -> None:
    asked = ReadRow.objects.filter(line="")
    assert asked.count() == 1
    question = asked.get()
    assert question.crop
    assert doubts_open(office.conference) >= 1
    assert all(line for line in type_counts(office.conference)[0].rows_read)


def _the_same_stack_again_is_refused(office: Office, folder: Path, capture: Capture) -> None:
    again = fed(office, folder)
    with capture(execute=True):
        outcome = read_stack(Work.objects.get(key=again.work), lambda *_told: None)()
    again.refresh_from_db()
    assert outcome["read"] + outcome["refused"] == 5
    assert again.refused == {"duplicate-image": outcome["refused"]}
    alike = ReadRow.objects.filter(sheet__run=again, line="")
    assert alike.count() == outcome["read"]  # drawn, without a scanner's noise: people are asked
    again.dropped = "thử"
    again.save()


def _a_dropped_stack_counts_no_more(office: Office, run: ScanRun) -> None:
    assert type_counts(office.conference)[0].scanned == 5
    made = propose(
        poll=office.poll, what=DROP, subject=run.key, reason="Máy kéo hai tờ một lúc",
        by=office.account("head"), at=AT,
    )  # fmt: skip
    with pytest.raises((RefusedError, NotAllowedError)):
        confirm(poll=office.poll, proposal=made, by=office.account("head"), at=AT)
    confirm(poll=office.poll, proposal=made, by=office.account("team-2"), at=AT)

    assert type_counts(office.conference)[0].scanned == 0
    assert doubts_open(office.conference) == 0
    assert ScannedSheet.objects.filter(run=run).count() == 5
    assert LogEntry.objects.get(act=DROP).reason == "Máy kéo hai tờ một lúc"


def test_ballots_are_read_only_by_a_scanner_that_was_checked() -> None:
    office = counting_office()
    file = SimpleUploadedFile("a.pdf", b"%PDF")
    for check in (None, checked(office, DIRTY), ScannerCheck(conference=office.conference)):
        with pytest.raises(RefusedError):
            start_scan(
                poll=office.poll, conference=office.conference, by=office.account("team-1"),
                at=AT, file=file, check=check,
            )  # fmt: skip
    assert not ScanRun.objects.exists()


def test_a_scanner_is_checked_again_before_the_count_is_closed() -> None:
    office = counting_office()
    check = checked(office)
    assert conference_facts(office.conference).scanners_unchecked == 0
    run = ScanRun.objects.create(conference=office.conference, check_used=check, pages=1)
    ScannedSheet.objects.create(
        run=run, ballot_type=office.types["hdnd"], page=1, image_sha256="a" * 64
    )
    assert conference_facts(office.conference).scanners_unchecked == 1

    check.closing = report(office, DIRTY).model_dump_json()
    check.save()
    assert conference_facts(office.conference).scanners_unchecked == 1
    check.closing = report(office).model_dump_json()
    check.save()
    assert conference_facts(office.conference).scanners_unchecked == 0


def test_a_whole_sheet_counts_or_is_void_by_a_rule_of_the_sheet() -> None:
    from tinnhiem.actions.adjudication import give_opinion

    office = counting_office()
    run = ScanRun.objects.create(conference=office.conference, pages=1)
    sheet = ScannedSheet.objects.create(
        run=run, ballot_type=office.types["hdnd"], page=1, image_sha256="a" * 64
    )
    asked = ReadRow.objects.create(sheet=sheet, state=ReadRow.State.DOUBTFUL)
    for line in ("p1", "p2", "p3"):
        ReadRow.objects.create(sheet=sheet, line=line, decision="high")

    def say(part: str, decision: str, rule: str = "") -> None:
        give_opinion(
            poll=office.poll, row=asked, decision=decision, rule=rule,
            by=office.account(part), at=AT,
        )  # fmt: skip

    for decision, rule in (("high", ""), ("invalid", "invalid-several-marks"), ("invalid", "")):
        with pytest.raises(RefusedError):
            say("team-1", decision, rule)
    say("team-1", "invalid", "invalid-text-added")
    say("team-2", "invalid", "invalid-text-added")

    count = type_counts(office.conference)[0]
    assert count.invalid_ballots == 1
    assert count.lines["p1"] == {"invalid": 1}
    assert doubts_open(office.conference) == 0


def test_pictures_are_sealed_with_the_minutes_unless_somebody_complains() -> None:
    office = counting_office()
    conference = office.conference
    assert pictures_open(conference)
    conference.stage = Stage.MINUTED
    conference.save()
    assert not pictures_open(conference)
    parcel = conference.parcels.create(
        number=1, content="Phiếu", ballots=12, seals="01", witnesses="A", sealed_on=AT.date()
    )
    assert not pictures_open(conference)
    parcel.complaint = "Đơn của ông A"
    parcel.save()
    assert pictures_open(conference)


def test_what_nobody_needs_is_swept() -> None:
    office = counting_office()
    failed = ScanRun(conference=office.conference, work="w1")
    failed.arriving.save("x.pdf", ContentFile(b"x"))
    Work.objects.create(key="w1", kind="scan-ballots", state=Work.State.FAILED)
    folder_of(failed.key).mkdir(parents=True)
    orphan = default_storage.save("scans/strips/nobody.png", ContentFile(b"x"))
    name = failed.arriving.name or ""

    sweep_scans(at=AT.replace(year=2020))
    assert default_storage.exists(orphan)
    sweep_scans(at=AT.replace(year=2099))

    assert not default_storage.exists(name)
    assert not default_storage.exists(orphan)
    assert not folder_of(failed.key).exists()
    failed.refresh_from_db()
    assert not failed.arriving
