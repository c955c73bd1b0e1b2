"""The hall sees what the chair released, frozen; of a result nothing before signed minutes."""

import pytest

from support.office import AT, Office, build_office
from tinnhiem.actions.hall import blank, new_address, release
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.records.hall import Showing
from tinnhiem.records.models import CountedResult, HallScreen, HallStep

pytestmark = pytest.mark.django_db


def _release(office: Office, kind: str, page: int = 1, part: str = "convener") -> HallScreen:
    return release(
        poll=office.poll, conference=office.conference, kind=kind, page=page,
        by=office.account(part), at=AT,
    )  # fmt: skip


def _results(office: Office, *, low: int = 1) -> None:
    for rated in office.rated.values():
        CountedResult.objects.create(
            rated=rated, marks={"high": 8, "medium": 3, "low": low}, invalid=1 - low, base=14,
            base_name="membership",
        )  # fmt: skip


def test_a_release_is_frozen_whatever_changes_after() -> None:
    office = build_office(PollState.FROZEN)
    screen = _release(office, "list")

    rated = office.rated["p1"]
    rated.set_name("Tên Khác")
    rated.save()

    assert screen.step is not None
    assert HallStep.objects.get(pk=screen.step.pk).content["people"][0]["name"] == "Nông Văn Khải"


@pytest.mark.parametrize("part", ["clerk", "head", "voter", "outsider", "operator"])
def test_only_the_chair_releases(part: str) -> None:
    office = build_office(PollState.FROZEN)

    with pytest.raises(NotAllowedError):
        _release(office, "list", part=part)


@pytest.mark.parametrize("kind", ["sheets", "counting", "results", "person", "case", "quorum", "x"])
def test_what_is_not_there_yet_is_not_released(kind: str) -> None:
    office = build_office(PollState.FROZEN)

    with pytest.raises(RefusedError):
        _release(office, kind)

    assert not HallStep.objects.exists()


@pytest.mark.parametrize("stage", [Stage.VOTING, Stage.COUNTING, Stage.COUNTED])
def test_no_result_is_shown_before_the_minutes_are_signed(stage: Stage) -> None:
    office = build_office(PollState.COUNTING, stage)
    _results(office)

    for kind in ("results", "person", "case"):
        with pytest.raises(RefusedError, match="Biên bản"):
            _release(office, kind)


def test_results_stand_in_the_order_of_the_ballot_with_their_base() -> None:
    office = build_office(PollState.MINUTED, Stage.MINUTED)
    _results(office)

    table = _release(office, "results").step
    person = _release(office, "person", 4).step

    assert table is not None
    assert person is not None
    assert [each["name"] for each in table.content["people"]] == [
        "Nông Văn Khải", "Lò Thị Hạnh", "Sùng Thị Mai",
    ]  # fmt: skip
    assert table.content["people"][0]["counts"] == [8, 3, 1]
    assert (person.content["name"], person.content["base"]) == ("Chu Minh Đức", 14)


def test_the_sentence_about_cases_is_only_offered_where_it_is_true() -> None:
    office = build_office(PollState.MINUTED, Stage.MINUTED)
    _results(office)
    assert _release(office, "case").step is not None

    CountedResult.objects.filter(rated=office.rated["p1"]).update(outcome="over-half-low")
    with pytest.raises(RefusedError, match="trường hợp"):
        _release(office, "case")


def test_seven_people_at_most_and_never_two_types_on_a_page() -> None:
    office = build_office(PollState.FROZEN)
    showing = Showing(office.conference)

    pages = [showing.content("list", number + 1) for number in range(showing.pages("list"))]

    assert [page["title"] for page in pages] == [
        "Khối Hội đồng nhân dân", "Khối Ủy ban nhân dân",
    ]  # fmt: skip
    assert all(len(page["people"]) <= 7 for page in pages)


def test_blank_shows_nothing_and_a_new_address_closes_the_old() -> None:
    office = build_office(PollState.FROZEN)
    key = _release(office, "list").key
    chair = office.account("convener")

    assert blank(poll=office.poll, conference=office.conference, by=chair, at=AT).step is None
    made = new_address(poll=office.poll, conference=office.conference, by=chair, at=AT)

    assert made.key != key
    assert not HallScreen.objects.filter(key=key).exists()
