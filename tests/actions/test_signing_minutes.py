"""Minutes: every member signs the paper by name, the head last; changed data fells all."""

from io import BytesIO

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from support.counts import (
    all_sign,
    close,
    count_all,
    counting_office,
    sign,
    whole_board_signs_in,
    write,
)
from support.office import AT, Office
from tinnhiem.actions.conferences import take_day_step
from tinnhiem.actions.minutes import attach_scan, note_absence, sign_minutes
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.records.facts import unsigned
from tinnhiem.records.minuted import minutes_in_force
from tinnhiem.records.models import BallotLedger, IssuedPaper, Minutes, Signature

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    made = counting_office()
    made.poll.dossier_hash = "ab12" * 16
    made.poll.save()
    made.conference.poll = made.poll
    count_all(made, {"p3": {"high": 4, "medium": 0, "low": 8, "invalid": 0}})
    close(made)
    return made


def close_minutes(office: Office, part: str = "head") -> None:
    take_day_step(
        poll=office.poll, conference=office.conference, step="close-minutes",
        by=office.account(part), at=AT,
    )  # fmt: skip


def content_of(paper: IssuedPaper) -> bytes:
    with paper.pdf.open("rb") as file:
        return bytes(file.read())


def text_of(office: Office) -> str:
    minutes = minutes_in_force(office.conference)
    assert minutes is not None
    assert minutes.paper is not None
    pages = pypdf.PdfReader(BytesIO(content_of(minutes.paper))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_the_paper_holds_the_numbers_the_dossiers_hash_and_what_happened(office: Office) -> None:
    write(office, "Một đại biểu đề nghị kiểm lại tập 1.")

    text = text_of(office)
    assert "Sùng Thị Mai" in text
    assert "ab12 ab12 ab12 ab12" in text
    assert "kiểm lại tập 1" in text


def test_everybody_signs_the_head_last_and_the_poll_follows(office: Office) -> None:
    write(office)
    with pytest.raises(RefusedError):
        sign(office, "head")
    all_sign(office)
    assert unsigned(office.conference) == 0

    close_minutes(office)

    office.poll.refresh_from_db()
    assert office.poll.state == PollState.MINUTED
    minutes = Minutes.objects.get()
    assert minutes.state == Minutes.State.SIGNED
    assert minutes.paper is not None
    assert minutes.paper.state == IssuedPaper.State.ISSUED


def test_minutes_that_somebody_has_not_signed_are_not_closed(office: Office) -> None:
    write(office)
    for part in whole_board_signs_in(office)[:-1]:
        sign(office, part)

    with pytest.raises(RefusedError):
        close_minutes(office)


@pytest.mark.parametrize("part", ["clerk", "convener", "observer", "voter", "outsider", "operator"])
def test_nobody_outside_the_board_signs(office: Office, part: str) -> None:
    write(office)

    with pytest.raises(NotAllowedError):
        sign(office, part)


def test_nobody_signs_twice_or_without_affirming_or_another_paper(office: Office) -> None:
    write(office)
    sign(office, "team-1")

    with pytest.raises(RefusedError):
        sign(office, "team-1")
    with pytest.raises(RefusedError):
        sign(office, "team-2", facts="0" * 64)
    minutes = minutes_in_force(office.conference)
    assert minutes is not None
    with pytest.raises(RefusedError):
        sign_minutes(
            poll=office.poll, conference=office.conference, facts=minutes.facts, affirmed=False,
            dissent="", by=office.account("team-2"), at=AT,
        )  # fmt: skip
    assert Signature.objects.count() == 1


def test_a_dissent_is_printed_and_fells_no_signature(office: Office) -> None:
    write(office)
    sign(office, "team-1")
    sign(office, "team-2", dissent="Tờ số 3 của tập 1 nên coi là hợp lệ.")

    assert "Tờ số 3 của tập 1 nên coi là hợp lệ." in text_of(office)
    assert Signature.objects.filter(fallen=False).count() == 2


def test_changed_data_fells_every_signature_and_says_why(office: Office) -> None:
    write(office)
    sign(office, "team-1")
    BallotLedger.objects.filter(ballot_type=office.types["hdnd"]).update(unused=3, exchanged=0)

    with pytest.raises(RefusedError):
        sign(office, "team-2")
    minutes = write(office)

    assert not Signature.objects.filter(fallen=False).exists()
    assert minutes.fell_because
    assert unsigned(office.conference) == 7


def test_writing_the_same_paper_again_fells_nothing(office: Office) -> None:
    write(office)
    sign(office, "team-1")
    write(office)

    assert Signature.objects.filter(fallen=False).count() == 1
    assert IssuedPaper.objects.filter(state=IssuedPaper.State.SUPERSEDED).count() == 1


def test_signed_minutes_whose_data_changed_are_not_closed(office: Office) -> None:
    write(office)
    all_sign(office)
    BallotLedger.objects.filter(ballot_type=office.types["hdnd"]).update(unused=3, exchanged=0)

    with pytest.raises(RefusedError):
        close_minutes(office)

    office.conference.refresh_from_db()
    assert office.conference.stage == Stage.COUNTED


def test_who_is_absent_is_noted_with_the_reason_and_not_waited_for(office: Office) -> None:
    write(office)
    absent = office.conference.board.get(person__name="Lù A Vảng")
    note_absence(
        poll=office.poll, conference=office.conference, member=absent,
        reason="Đi cấp cứu", by=office.account("head"), at=AT,
    )  # fmt: skip
    for part in whole_board_signs_in(office):
        if part != "team-2-third":
            sign(office, part)

    assert unsigned(office.conference) == 0
    assert "Đi cấp cứu" in text_of(office)
    with pytest.raises(NotAllowedError):
        sign(office, "team-2-third")


def test_the_head_and_who_signed_are_not_absent(office: Office) -> None:
    write(office)
    sign(office, "team-1")
    for name in ("Ngô Thị Hà", "Lê Văn Toàn"):
        with pytest.raises(RefusedError):
            note_absence(
                poll=office.poll, conference=office.conference,
                member=office.conference.board.get(person__name=name), reason="Ốm",
                by=office.account("head"), at=AT,
            )  # fmt: skip


def test_a_scan_of_the_paper_is_attached_with_its_hash(office: Office) -> None:
    minutes = write(office)
    assert minutes.paper is not None
    file = SimpleUploadedFile("ký.pdf", content_of(minutes.paper))

    kept = attach_scan(
        poll=office.poll, conference=office.conference, file=file, by=office.account("team-1"),
        at=AT,
    )  # fmt: skip

    assert kept.signed_scan is not None
    assert kept.signed_scan.sha256 == minutes.paper.pdf_sha256


def test_what_is_no_scan_is_refused(office: Office) -> None:
    write(office)

    with pytest.raises(RefusedError):
        attach_scan(
            poll=office.poll, conference=office.conference, by=office.account("team-1"), at=AT,
            file=SimpleUploadedFile("ký.pdf", b"<html><script>alert(1)</script>"),
        )  # fmt: skip
