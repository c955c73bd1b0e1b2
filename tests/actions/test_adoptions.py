"""What a conference adopts before it votes: votes that can be, a board that the law lets sit."""

from datetime import timedelta
from typing import Any

import pytest

from support.office import AT, Office, account, build_office, person
from tinnhiem.actions.adoptions import adopt_slate, elect_board, propose_member, remove_member
from tinnhiem.actions.attendance import mark
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.facts import conference_facts
from tinnhiem.records.models import Account, Appointment, LogEntry, RollEntry
from tinnhiem.records.opening import Opening

pytestmark = pytest.mark.django_db


def _ready() -> Office:
    office = build_office(PollState.FROZEN)
    for entry in list(office.conference.roll.order_by("pk"))[:12]:
        mark(
            poll=office.poll, conference=office.conference, entry=entry,
            attendance=RollEntry.Attendance.PRESENT, by=office.account("desk"), at=AT,
        )  # fmt: skip
    return office


def _adopt(office: Office, part: str = "clerk", **votes: int) -> None:
    usual = {"for": 12, "against": 0, "abstained": 0}
    adopt_slate(
        poll=office.poll, conference=office.conference, votes={**usual, **votes},
        by=office.account(part), at=AT,
    )  # fmt: skip


def test_the_list_is_adopted_and_a_later_change_voids_it() -> None:
    office = _ready()

    _adopt(office)
    office.conference.refresh_from_db()
    assert conference_facts(office.conference).slate_adopted

    rated = office.rated["p3"]
    rated.posts = [{**rated.posts[0], "title": "Trưởng Ban Dân tộc"}]
    rated.save()
    assert not conference_facts(office.conference).slate_adopted


def _appointed(office: Office, name: str, role: Role) -> None:
    holder = Account.objects.filter(person=person(office, name)).first()
    holder = holder or account("appointed", person(office, name))
    Appointment.objects.create(account=holder, body=office.body, role=role.value)


@pytest.mark.parametrize("role", [Role.CLERK, Role.CONVENER])
def test_who_keeps_or_approves_polls_is_not_proposed_for_the_board(role: Role) -> None:
    office = _ready()
    _appointed(office, "Cầm Thị Lan", role)

    with pytest.raises(RefusedError, match="Cầm Thị Lan phụ trách hoặc phê duyệt"):
        propose_member(
            poll=office.poll, conference=office.conference, person=person(office, "Cầm Thị Lan"),
            by=office.account("clerk"), at=AT,
        )  # fmt: skip
    assert not office.conference.board.filter(person__name="Cầm Thị Lan").exists()


def test_a_member_appointed_meanwhile_keeps_the_board_from_being_elected_while_it_holds() -> None:
    office = _ready()
    given: dict[str, Any] = {
        "poll": office.poll, "conference": office.conference, "by": office.account("clerk"),
        "votes": {"for": 12, "against": 0, "abstained": 0}, "at": AT,
    }  # fmt: skip
    _appointed(office, "Mai Thu Hương", Role.CLERK)
    with pytest.raises(RefusedError, match="Mai Thu Hương phụ trách"):
        elect_board(**given)

    Appointment.objects.filter(account=office.account("team-2")).update(
        until_date=AT.date() - timedelta(days=1)
    )
    assert elect_board(**given).board_adoption["for"] == 12


@pytest.mark.parametrize(
    ("votes", "told"),
    [
        ({"for": 12, "against": 1}, "13.*12"),
        ({"for": 10**9}, "12 người có mặt"),
        ({"for": 0, "against": 12}, "Không ai tán thành"),
        ({"against": -1}, "từ 0"),
    ],
)
def test_votes_that_cannot_be_are_refused(votes: dict[str, Any], told: str) -> None:
    office = _ready()

    with pytest.raises(RefusedError, match=told):
        _adopt(office, **votes)

    office.conference.refresh_from_db()
    assert office.conference.slate_adoption == {}


@pytest.mark.parametrize("part", ["desk", "head", "voter", "outsider", "operator"])
def test_only_the_office_records_an_adoption(part: str) -> None:
    office = _ready()

    with pytest.raises(NotAllowedError):
        _adopt(office, part)


def test_nothing_is_adopted_once_the_vote_is_open() -> None:
    office = build_office(PollState.BALLOTING, Stage.VOTING)

    with pytest.raises(RefusedError, match="Đã mở lấy phiếu"):
        _adopt(office)


def _propose(office: Office, name: str, duty: str = "member", team: int | None = None) -> None:
    propose_member(
        poll=office.poll, conference=office.conference, person=person(office, name),
        duty=duty, team=team, by=office.account("clerk"), at=AT,
    )  # fmt: skip


def test_nobody_of_the_list_sits_on_the_board() -> None:
    office = _ready()
    mai = person(office, "Sùng Thị Mai")
    mai.salutation = "bà"
    mai.save()

    with pytest.raises(RefusedError, match="Bà Sùng Thị Mai có tên trong danh sách lấy phiếu"):
        _propose(office, "Sùng Thị Mai")

    assert office.conference.board.count() == 7


@pytest.mark.parametrize(
    ("name", "duty", "team", "told"),
    [
        ("Ngô Thị Hà", "head", 1, "không ở tổ nào"),
        ("Vi Thị Thảo", "head", None, "đã có Trưởng ban: Ngô Thị Hà"),
        ("Vi Thị Thảo", "secretary", 1, "đã có Thư ký: Lê Văn Toàn"),
        ("Vi Thị Thảo", "member", 3, "hai tổ"),
        ("Vi Thị Thảo", "king", None, "nhiệm vụ"),
    ],
)
def test_seats_that_cannot_be_are_refused(
    name: str, duty: str, team: int | None, told: str
) -> None:
    office = _ready()

    with pytest.raises(RefusedError, match=told):
        _propose(office, name, duty, team)


def test_a_change_of_the_board_voids_its_election() -> None:
    office = _ready()
    elected = {"poll": office.poll, "conference": office.conference,
               "by": office.account("clerk"), "at": AT}  # fmt: skip
    elect_board(**elected, votes={"for": 12, "against": 0, "abstained": 0})  # type: ignore[arg-type]

    _propose(office, "Vi Thị Thảo")

    office.conference.refresh_from_db()
    assert office.conference.board_adoption == {}
    assert LogEntry.objects.filter(act="board.member-proposed").count() == 1


def test_fewer_members_than_the_law_asks_are_not_elected() -> None:
    office = _ready()
    given = {"poll": office.poll, "conference": office.conference,
             "by": office.account("clerk"), "at": AT}  # fmt: skip
    remove_member(**given, member=office.conference.board.get(person__name="Lù A Vảng"))  # type: ignore[arg-type]

    with pytest.raises(RefusedError, match=r"6.*7"):
        elect_board(**given, votes={"for": 12, "against": 0, "abstained": 0})  # type: ignore[arg-type]


@pytest.mark.parametrize("state", [PollState.READING, PollState.FROZEN, PollState.BALLOTING])
def test_the_page_judges_as_the_step_does(state: PollState) -> None:
    office = build_office(state)
    office.conference.refresh_from_db()
    step = conference_facts(office.conference)
    findings = {found.condition: found for found in Opening(office.conference).verdict.findings}

    assert findings["quorum"].values == {"present": step.present, "needed": step.needed}
    assert findings["slate-adopted"].holds == step.slate_adopted
    assert findings["board-elected"].holds == step.board_elected
    assert findings["board-large-enough"].values["needed"] == step.board_minimum
    assert findings["enough-sheets"].values["count"] == step.too_few_sheets
