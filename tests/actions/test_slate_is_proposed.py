"""The list is drawn up from the registry by the law; people decide where the law is silent."""

from datetime import date
from typing import Any

import pytest

from support.office import AT, POLL_DAY, Office, build_office
from tinnhiem.actions.approvals import approve_slate, return_slate
from tinnhiem.actions.refusals import NotAllowedError, OutdatedError, RefusedError
from tinnhiem.actions.slates import (
    arrange,
    decide,
    leave_office,
    leave_to_law,
    propose_slate,
    recompute,
    state_facts,
)
from tinnhiem.conduct.states import PollState
from tinnhiem.records.digests import slate_digest
from tinnhiem.records.models import IssuedPaper, LogEntry, Post, Rated, Tenure

pytestmark = pytest.mark.django_db


def _office() -> Office:
    office = build_office(PollState.PREPARING)
    Rated.objects.filter(poll=office.poll).delete()
    return office


def _propose(office: Office) -> None:
    who: dict[str, Any] = {"by": office.account("clerk"), "at": AT}
    propose_slate(poll=office.poll, conference=office.conference, **who)


def _row(office: Office, name: str) -> Rated:
    return Rated.objects.get(poll=office.poll, name=name)


def test_everybody_who_holds_a_post_is_on_it_with_the_clause() -> None:
    office = _office()

    _propose(office)

    rows = Rated.objects.filter(poll=office.poll)
    assert rows.count() == 6
    assert set(rows.values_list("conclusion", flat=True)) == {"rated"}
    reason = _row(office, "Sùng Thị Mai").reasons[0]
    assert reason["citation"]
    assert reason["status"] == "verified"
    assert "30/06/2026" in reason["text_vi"]
    assert "30 Jun 2026" in reason["text_en"]


def test_whoever_was_elected_in_the_year_of_the_poll_is_not_rated() -> None:
    office = _office()
    Tenure.objects.filter(person__name="Chu Minh Đức").update(from_date=date(2028, 7, 12))

    _propose(office)

    row = _row(office, "Chu Minh Đức")
    assert row.conclusion == Rated.Conclusion.EXCLUDED
    assert row.reasons[0]["rule"] == "excluded-elected-in-poll-year"


def test_an_unknown_date_is_left_to_people() -> None:
    office = _office()
    Tenure.objects.filter(person__name="Lý Seo Páo").update(from_date=None)

    _propose(office)

    assert _row(office, "Lý Seo Páo").conclusion == Rated.Conclusion.UNDECIDED


def test_who_left_before_the_poll_or_comes_after_it_is_not_on_it() -> None:
    office = _office()
    Tenure.objects.filter(person__name="Chu Minh Đức").update(until_date=date(2028, 12, 1))
    Tenure.objects.filter(person__name="Lý Seo Páo").update(from_date=date(2028, 12, 20))

    _propose(office)

    names = set(Rated.objects.filter(poll=office.poll).values_list("name", flat=True))
    assert not {"Chu Minh Đức", "Lý Seo Páo"} & names


def test_several_posts_make_one_line() -> None:
    office = _office()
    post = Post.objects.create(
        body=office.body, title="Ủy viên UBND tỉnh", position="people-committee-member"
    )
    person = office.people["Chu Minh Đức"]
    Tenure.objects.create(post=post, person=person, from_date=date(2026, 6, 30))

    _propose(office)

    assert len(_row(office, "Chu Minh Đức").posts) == 2
    assert any("khoản" in r["citation"] or r["citation"] for r in _row(office, person.name).reasons)


def test_ballot_types_and_order_follow_the_posts() -> None:
    office = _office()
    office.conference.ballot_types.all().delete()
    from tinnhiem.actions.slate_making import make_types
    from tinnhiem.records.lawful import chain_for

    make_types(office.poll, office.conference, chain_for(office.poll))
    _propose(office)

    types = {r.name: r.ballot_type.code for r in Rated.objects.filter(poll=office.poll)}  # type: ignore[union-attr]
    assert types["Nông Văn Khải"] == "council"
    assert types["Chu Minh Đức"] == "people-committee"
    first = Rated.objects.filter(poll=office.poll).order_by("position").first()
    assert first is not None
    assert first.name == "Nông Văn Khải"


def test_a_decision_by_hand_stays_until_it_is_left_to_the_law_again() -> None:
    office = _office()
    Tenure.objects.filter(person__name="Lý Seo Páo").update(from_date=None)
    _propose(office)
    row = _row(office, "Lý Seo Páo")
    who: dict[str, Any] = {
        "poll": office.poll,
        "line": row.line,
        "by": office.account("clerk"),
        "at": AT,
    }

    decide(version=row.version, rated=True, reason="Bổ nhiệm năm 2026, theo hồ sơ", **who)
    recompute(poll=office.poll, by=office.account("clerk"), at=AT)

    row.refresh_from_db()
    assert row.conclusion == Rated.Conclusion.RATED
    leave_to_law(version=row.version, **who)
    row.refresh_from_db()
    assert row.conclusion == Rated.Conclusion.UNDECIDED


def test_a_decision_needs_a_reason_and_the_row_as_it_was_seen() -> None:
    office = _office()
    _propose(office)
    row = _row(office, "Lý Seo Páo")
    who: dict[str, Any] = {
        "poll": office.poll,
        "line": row.line,
        "by": office.account("clerk"),
        "at": AT,
    }

    with pytest.raises(RefusedError):
        decide(version=row.version, rated=False, reason="  ", **who)
    with pytest.raises(OutdatedError):
        decide(version=row.version - 1, rated=False, reason="Vì", **who)
    with pytest.raises(NotAllowedError):
        decide(version=row.version, rated=False, reason="Vì",
               **(who | {"by": office.account("convener")}))  # fmt: skip

    row.refresh_from_db()
    assert row.conclusion == Rated.Conclusion.RATED
    assert not LogEntry.objects.filter(act="slate.decided").exists()


def test_a_notice_of_retirement_excludes() -> None:
    office = _office()
    _propose(office)
    row = _row(office, "Lý Seo Páo")

    state_facts(
        poll=office.poll, line=row.line, version=row.version, exclusions=[],
        retirement_notice_on=date(2028, 10, 1), by=office.account("clerk"), at=AT,
    )  # fmt: skip

    row.refresh_from_db()
    assert row.conclusion == Rated.Conclusion.EXCLUDED
    assert row.reasons[0]["rule"] == "excluded-retirement-notice"


def test_an_approved_list_is_locked_until_it_is_returned() -> None:
    office = _office()
    _propose(office)
    row = _row(office, "Lý Seo Páo")
    convener, clerk = office.account("convener"), office.account("clerk")
    approve_slate(poll=office.poll, digest=slate_digest(office.poll), note="", by=convener, at=AT)
    move: dict[str, Any] = {
        "poll": office.poll,
        "line": row.line,
        "version": row.version,
        "place": 1,
    }

    with pytest.raises(RefusedError):
        arrange(ballot_type=None, by=clerk, at=AT, **move)
    return_slate(poll=office.poll, reason="Thêm một người", by=convener, at=AT)
    arrange(ballot_type=None, by=clerk, at=AT, **move)

    row.refresh_from_db()
    assert row.position == 1


def test_a_list_that_changed_while_it_was_read_is_not_approved() -> None:
    office = _office()
    _propose(office)
    seen = slate_digest(office.poll)
    Rated.objects.filter(poll=office.poll, name="Lý Seo Páo").update(position=50)

    with pytest.raises(RefusedError):
        approve_slate(poll=office.poll, digest=seen, note="", by=office.account("convener"), at=AT)


def test_somebody_who_leaves_office_while_the_list_is_read_marks_the_papers() -> None:
    office = build_office(PollState.READING)
    row = office.rated["p3"]
    paper = IssuedPaper.objects.create(
        poll=office.poll, kind="slate", stem="slate", title="Danh sách", state="issued"
    )
    who: dict[str, Any] = {"poll": office.poll, "line": "p3", "version": row.version, "at": AT}
    told: dict[str, Any] = {"left_on": POLL_DAY, "reason": "Chuyển công tác, Quyết định 12"}

    with pytest.raises(RefusedError):
        leave_office(by=office.account("clerk"), **who, **told)
    leave_office(by=office.account("convener"), **who, **told)

    row.refresh_from_db()
    paper.refresh_from_db()
    assert row.conclusion == Rated.Conclusion.LEFT
    assert "Sùng Thị Mai" in paper.affected
