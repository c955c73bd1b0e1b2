"""Results open scope by scope as the bases allow; publishing takes two people and is final."""

import hashlib
import json
from datetime import date, timedelta
from typing import Any

import pytest

from support.office import POLL_DAY, Office, account, person
from support.results import (
    LATER,
    confirmed,
    minuted,
    publication,
    published,
    resolution,
)
from tinnhiem.actions.polls import take_step
from tinnhiem.actions.proposals import confirm
from tinnhiem.actions.publications import propose_correction, propose_publication
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.actions.releases import release
from tinnhiem.actions.resolutions import record_resolution
from tinnhiem.conduct.states import PollState
from tinnhiem.records.disclosure import Sight, person_may_see, sight_of, wholly_open
from tinnhiem.records.models import (
    Appointment,
    Body,
    CountedResult,
    LogEntry,
    Poll,
    Post,
    Publication,
    Release,
    Resolution,
    Tenure,
)
from tinnhiem.records.published import canonical, table

pytestmark = pytest.mark.django_db
OTHERS = ["personnel", "voter", "head", "outsider", "operator", "auditor", "officeholder", "front"]
PLACES = ["leadership", "managing-authority", "conference", "unit"]


def _release(office: Office, scope: str, reason: str = "") -> None:
    convener = office.account("convener")
    release(poll=office.poll, scope=scope, by=convener, at=LATER, reason=reason)


def _sight(office: Office, part: str) -> Sight:
    return sight_of(office.poll, office.account(part), LATER.date())


def _narrow(office: Office) -> None:
    """Lay the poll under the Party's rules, whose default disclosure is narrow."""
    office.poll.rulebook = "qd-96-qd-tw"
    office.poll.body_kind = "agency"
    office.poll.save()


def test_before_any_release_the_office_sees_all_and_the_person_the_own_result() -> None:
    office = minuted()

    seen = {part: _sight(office, part) for part in office.accounts}

    assert {part: sight for part, sight in seen.items() if sight is not Sight.NOTHING} == {
        "clerk": Sight.ALL,
        "convener": Sight.ALL,
        "personnel": Sight.ALL,
        "officeholder": Sight.OWN,
        "another-officeholder": Sight.OWN,
    }


def test_where_the_bases_only_allow_it_the_person_waits_for_the_release() -> None:
    office = minuted()
    office.poll.rulebook = "qd-262-qd-tw"
    office.poll.body_kind = "agency"
    office.poll.save()

    assert person_may_see(office.poll) is False
    assert _sight(office, "officeholder") is Sight.NOTHING
    _release(office, "person", "Kế hoạch số 12-KH/ĐU")
    assert _sight(office, "officeholder") is Sight.OWN


def test_under_unknown_law_the_person_sees_nothing() -> None:
    office = minuted()
    office.poll.rulebook = "khong-co"
    office.poll.save()

    assert _sight(office, "officeholder") is Sight.NOTHING


@pytest.mark.parametrize("scope", ["person", *PLACES])
def test_what_is_asked_of_many_polls_at_once_is_what_is_said_of_each(scope: str) -> None:
    office = minuted()
    above = Body.objects.create()
    office.body.parent = above
    office.body.save()
    superior = account("superior")
    Appointment.objects.create(account=superior, body=above, role="personnel")
    holder = account("holder", person(office, "Trần Văn Ba"))
    post = Post(body=office.body, title="Ủy viên", position="people-committee-member")
    post.save()
    assert holder.person is not None
    Tenure.objects.create(post=post, person=holder.person, from_date=date(2026, 6, 30))
    office.accounts |= {"superior": superior, "holder": holder}
    _release(office, scope)

    for part, who in office.accounts.items():
        if part in {"clerk", "convener", "personnel"}:
            continue  # they see everything without a release
        seen = set(Poll.objects.filter(wholly_open(who, LATER.date())))
        expected = {office.poll} if _sight(office, part) is Sight.ALL else set()
        assert (part, seen) == (part, expected)


@pytest.mark.parametrize(
    ("scope", "part", "sight"),
    [
        ("person", "officeholder", Sight.OWN),
        ("person", "voter", Sight.NOTHING),
        ("conference", "voter", Sight.ALL),
        ("conference", "outsider", Sight.NOTHING),
        ("unit", "front", Sight.ALL),
        ("unit", "outsider", Sight.NOTHING),
        ("managing-authority", "voter", Sight.NOTHING),
        ("leadership", "voter", Sight.NOTHING),
    ],
)
def test_a_release_opens_results_to_those_who_belong_and_to_nobody_else(
    scope: str, part: str, sight: Sight
) -> None:
    office = minuted()
    _release(office, scope)

    assert _sight(office, part) is sight


def test_a_release_is_named_and_dated_and_a_line_of_the_log() -> None:
    office = minuted()
    _release(office, "conference")

    kept = Release.objects.get()
    assert (kept.scope, kept.by, kept.released_on) == (
        "conference",
        office.account("convener"),
        LATER.date(),
    )
    assert LogEntry.objects.latest("sequence").act == "result.released"


@pytest.mark.parametrize("part", ["clerk", *OTHERS])
def test_only_the_standing_body_releases(part: str) -> None:
    office = minuted()

    with pytest.raises(NotAllowedError):
        release(poll=office.poll, scope="conference", by=office.account(part), at=LATER)


@pytest.mark.parametrize("scope", ["public", "everybody", "", "conference"])
def test_what_the_bases_do_not_open_is_refused(scope: str) -> None:
    office = minuted()
    _release(office, "conference")

    with pytest.raises(RefusedError):
        _release(office, scope)


def test_a_scope_beyond_the_default_needs_the_plan_that_opens_it() -> None:
    office = minuted()
    _narrow(office)

    with pytest.raises(RefusedError, match="mặc định"):
        _release(office, "conference")
    _release(office, "conference", "Kế hoạch số 12-KH/ĐU")
    _release(office, "leadership")

    assert _sight(office, "voter") is Sight.ALL


def test_a_resolution_is_recorded_corrected_and_then_closed_by_the_confirmation() -> None:
    office = minuted()
    clerk = office.account("clerk")
    for number in ("60/NQ-HĐND", "61/NQ-HĐND"):
        record_resolution(poll=office.poll, adopted=resolution(number), by=clerk, at=LATER)
    take_step(poll=office.poll, step="confirm", by=office.account("convener"), at=LATER)

    with pytest.raises(RefusedError):
        record_resolution(poll=office.poll, adopted=resolution(), by=clerk, at=LATER)
    assert Resolution.objects.get().number == "61/NQ-HĐND"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"number": " \N{RIGHT-TO-LEFT OVERRIDE} "}, "number"),
        ({"on": POLL_DAY - timedelta(1)}, "on"),
        ({"on": date(2029, 1, 1)}, "on"),
        ({"for": 15, "against": 0, "abstained": 0}, "votes_for"),
        ({"for": 12}, "votes_for"),
    ],
)
def test_an_impossible_resolution_is_refused(changed: dict[str, Any], field: str) -> None:
    office = minuted()

    with pytest.raises(RefusedError) as refused:
        record_resolution(
            poll=office.poll, adopted=resolution(**changed), by=office.account("clerk"), at=LATER
        )

    assert refused.value.field == field
    assert not Resolution.objects.exists()


def test_without_a_resolution_nothing_is_confirmed() -> None:
    office = minuted()

    with pytest.raises(RefusedError, match="nghị quyết"):
        take_step(poll=office.poll, step="confirm", by=office.account("convener"), at=LATER)


def test_publishing_freezes_the_content_under_its_hash_and_opens_the_public_scope() -> None:
    office = published()
    made = publication(office)

    assert office.poll.state == PollState.PUBLISHED
    assert made.address == "hdnd-tinh-lam-giang-2028-12-07"
    assert hashlib.sha256(canonical(made.content)).hexdigest() == made.sha256
    assert json.loads(canonical(made.content))["resolution"]["number"] == "61/NQ-HĐND"
    with made.pdf.open("rb") as paper:
        assert paper.read(5) == b"%PDF-"
    assert Release.objects.get().scope == "public"
    assert _sight(office, "outsider") is Sight.ALL


def test_the_one_who_proposed_cannot_confirm() -> None:
    office = confirmed()
    clerk = office.account("clerk")
    proposal = propose_publication(poll=office.poll, by=clerk, at=LATER)

    with pytest.raises((RefusedError, NotAllowedError)):
        confirm(poll=office.poll, proposal=proposal, by=clerk, at=LATER)
    assert not Publication.objects.exists()


@pytest.mark.parametrize("part", ["convener", *OTHERS])
def test_nobody_else_proposes(part: str) -> None:
    office = confirmed()

    with pytest.raises(NotAllowedError):
        propose_publication(poll=office.poll, by=office.account(part), at=LATER)


def test_figures_that_changed_after_the_proposal_are_not_published() -> None:
    office = confirmed()
    proposal = propose_publication(poll=office.poll, by=office.account("clerk"), at=LATER)
    CountedResult.objects.filter(rated__line="p1").update(marks={"high": 9, "medium": 3, "low": 0})

    with pytest.raises(RefusedError, match="Số liệu đã đổi"):
        confirm(poll=office.poll, proposal=proposal, by=office.account("convener"), at=LATER)

    office.poll.refresh_from_db()
    assert office.poll.state == PollState.CONFIRMED
    assert not Publication.objects.exists()


def test_where_the_bases_do_not_open_results_to_the_public_nothing_is_proposed() -> None:
    office = confirmed()
    office.poll.overlays = []
    office.poll.rulebook = "qd-96-qd-tw"
    office.poll.body_kind = "agency"
    office.poll.classification = "none"
    office.poll.state = PollState.MINUTED
    office.poll.save()

    with pytest.raises(RefusedError):
        propose_publication(poll=office.poll, by=office.account("clerk"), at=LATER)


def test_what_is_not_public_by_default_is_proposed_only_with_the_plan_that_opens_it() -> None:
    office = confirmed()
    _narrow(office)
    clerk = office.account("clerk")

    with pytest.raises(RefusedError, match="mặc định"):
        propose_publication(poll=office.poll, by=clerk, at=LATER, reason=" ")
    made = propose_publication(poll=office.poll, by=clerk, at=LATER, reason="Kế hoạch số 12-KH/ĐU")
    confirm(poll=office.poll, proposal=made, by=office.account("convener"), at=LATER)

    assert made.reason == "Kế hoạch số 12-KH/ĐU"
    assert publication(office).note == ""


def test_a_correction_stands_beside_the_original() -> None:
    office = published()
    first = publication(office)
    proposal = propose_correction(
        poll=office.poll, note="Sai chức vụ dòng 3.", by=office.account("clerk"), at=LATER
    )
    confirm(poll=office.poll, proposal=proposal, by=office.account("convener"), at=LATER)
    second = publication(office)

    assert (second.number, second.corrects) == (2, first)
    assert second.address == f"{first.address}-dinh-chinh-1"
    assert second.content["corrects"] == first.sha256
    first.refresh_from_db()
    assert hashlib.sha256(canonical(first.content)).hexdigest() == first.sha256


def test_a_second_correction_has_an_address_of_its_own() -> None:
    office = published()
    for note in ("Một.", "Hai."):
        clerk, convener = office.account("clerk"), office.account("convener")
        made = propose_correction(poll=office.poll, note=note, by=clerk, at=LATER)
        confirm(poll=office.poll, proposal=made, by=convener, at=LATER)

    found = Publication.objects.order_by("number").values_list("address", flat=True)
    first = "hdnd-tinh-lam-giang-2028-12-07"
    assert list(found) == [first, f"{first}-dinh-chinh-1", f"{first}-dinh-chinh-2"]


def test_a_hostile_name_is_data_in_the_table() -> None:
    office = confirmed()
    rated = office.rated["p1"]
    rated.name = '=HYPERLINK("http://x")<script>'
    rated.save()
    proposal = propose_publication(poll=office.poll, by=office.account("clerk"), at=LATER)
    confirm(poll=office.poll, proposal=proposal, by=office.account("convener"), at=LATER)

    assert "'=HYPERLINK" in table(publication(office).content).decode()


def test_a_name_that_no_paper_can_print_is_refused_in_words_and_nothing_is_published() -> None:
    office = confirmed()
    rated = office.rated["p1"]
    rated.name = "Nông \N{PILE OF POO}"
    rated.save()
    proposal = propose_publication(poll=office.poll, by=office.account("clerk"), at=LATER)

    with pytest.raises(RefusedError):
        confirm(poll=office.poll, proposal=proposal, by=office.account("convener"), at=LATER)
    assert not Publication.objects.exists()
