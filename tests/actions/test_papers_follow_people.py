"""Papers drawn up in the office follow what people decided, and belong to the right person."""

from datetime import date

import pytest

from support.office import AT, Office, build_office
from tinnhiem.actions.dossiers import request_dossiers
from tinnhiem.actions.papers import draw_up, issue
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.reminders import remind
from tinnhiem.actions.slates import decide, leave_office
from tinnhiem.actions.works import carry_out
from tinnhiem.conduct.states import PollState
from tinnhiem.documents.issue import freeze_poll
from tinnhiem.records.lawful import chain_for, lawful_poll
from tinnhiem.records.models import BallotType, Dossier, IssuedPaper, Rated, Work

pytestmark = pytest.mark.django_db

REASON = "Đang điều trị dài ngày"


def _row(office: Office, name: str) -> Rated:
    return Rated.objects.get(poll=office.poll, name=name)


def _who(office: Office) -> dict[str, object]:
    return {"poll": office.poll, "by": office.account("clerk"), "at": AT}


def _polled(office: Office) -> dict[str, bool]:
    poll = lawful_poll(office.conference)
    persons = freeze_poll(poll, chain_for(office.poll)).data["persons"]
    assert isinstance(persons, list)
    return {person["id"]: person["polled"] for person in persons}


def _drawn(work: Work) -> Work:
    carry_out.func(work.key)
    work.refresh_from_db()
    assert work.state == Work.State.DONE, work.problem
    return work


def _ask(office: Office) -> None:
    Dossier.objects.filter(rated__poll=office.poll).update(state="not-requested")
    request_dossiers(due=date(2028, 11, 1), **_who(office))  # type: ignore[arg-type]


def test_somebody_decided_out_is_on_no_paper_as_polled() -> None:
    office = build_office(PollState.PREPARING)
    row = _row(office, "Lý Seo Páo")

    decide(line=row.line, version=row.version, rated=False, reason=REASON, **_who(office))  # type: ignore[arg-type]

    polled = _polled(office)
    assert not polled.pop(row.line)
    assert all(polled.values())


def test_somebody_decided_in_against_the_law_is_polled() -> None:
    office = build_office(PollState.PREPARING)
    row = _row(office, "Lý Seo Páo")
    row.retirement_notice_on = date(2028, 9, 1)
    row.save()
    assert not _polled(office)[row.line]

    decide(line=row.line, version=row.version, rated=True, reason="Đã hủy", **_who(office))  # type: ignore[arg-type]

    assert _polled(office)[row.line]


def test_somebody_who_left_office_is_not_polled() -> None:
    office = build_office(PollState.PREPARING)
    row = _row(office, "Lý Seo Páo")

    left = {"left_on": date(2028, 11, 3), "reason": "Chuyển công tác"}
    leave_office(line=row.line, version=row.version, **left, **_who(office))  # type: ignore[arg-type]

    (found,) = [p for p in lawful_poll(office.conference).slate if p.id == row.line]
    assert not _polled(office)[row.line]
    assert found.left_on == date(2028, 11, 3)


def test_every_letter_belongs_to_the_person_whom_it_is_for() -> None:
    office = build_office(PollState.PREPARING)
    first = Rated.objects.filter(poll=office.poll).order_by("position", "order_key").first()
    assert first is not None
    own = BallotType.objects.create(
        conference=office.conference, code="khac", title="Khối khác", position=99
    )
    first.ballot_type = own
    first.save()

    _drawn(draw_up(conference=office.conference, kinds=["request-letters"], **_who(office)))  # type: ignore[arg-type]

    papers = IssuedPaper.objects.filter(poll=office.poll).select_related("rated")
    assert papers.count() == 6
    for paper in papers:
        assert paper.rated is not None
        words = paper.rated.name.casefold().replace("đ", "d").split()
        assert len(paper.stem.split("-")[3:]) == len(words)
    assert {paper.rated_id for paper in papers} == set(
        Rated.objects.filter(poll=office.poll).values_list("pk", flat=True)
    )
    last = papers.get(rated=first)
    assert last.stem.startswith("request-letters-06-")


def test_reminders_go_to_those_who_have_not_handed_in_and_to_nobody_else() -> None:
    office = build_office(PollState.PREPARING)
    _ask(office)
    done = _row(office, "Lý Seo Páo")
    Dossier.objects.filter(rated=done).update(state="submitted")

    work = _drawn(remind(conference=office.conference, **_who(office)))  # type: ignore[arg-type]

    papers = IssuedPaper.objects.filter(poll=office.poll, kind="reminder-letters")
    assert papers.count() == 5
    assert work.outcome["count"] == 5
    assert done.pk not in set(papers.values_list("rated", flat=True))
    assert all(paper.unverified for paper in papers)


def test_a_reminder_that_went_out_stays_beside_the_next_one() -> None:
    office = build_office(PollState.PREPARING)
    _ask(office)
    one = {"conference": office.conference, "lines": [_row(office, "Lý Seo Páo").line]}
    _drawn(remind(**one, **_who(office)))  # type: ignore[arg-type]
    sent = IssuedPaper.objects.get(kind="reminder-letters")
    sent.state = IssuedPaper.State.APPROVED
    sent.save()
    issue(keys=[sent.key], number="5/HĐND-VP", issued_on=AT.date(), **_who(office))  # type: ignore[arg-type]

    for _again in range(2):
        _drawn(remind(**one, **_who(office)))  # type: ignore[arg-type]

    states = IssuedPaper.objects.filter(kind="reminder-letters").values_list("state", flat=True)
    assert sorted(states) == ["draft", "issued", "superseded"]
    assert IssuedPaper.objects.get(state="issued").supersedes is None


def test_nobody_is_reminded_of_what_was_not_asked_for() -> None:
    office = build_office(PollState.PREPARING)
    Dossier.objects.filter(rated__poll=office.poll).update(state="not-requested")

    with pytest.raises(RefusedError):
        remind(conference=office.conference, **_who(office))  # type: ignore[arg-type]

    assert not Work.objects.exists()
