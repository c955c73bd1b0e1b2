"""An invented office for tests: one council, its people, their accounts, a poll at any state.

Built straight in the records: tests of actions and pages start from it, they do not replay it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.digests import slate_digest
from tinnhiem.records.models import (
    Account,
    Appointment,
    Approval,
    BallotLedger,
    BallotType,
    BoardMember,
    Body,
    BodyVersion,
    Conference,
    Dossier,
    Person,
    Poll,
    PollRole,
    Post,
    Rated,
    RollEntry,
    Synthesis,
    Tenure,
)

OPENING = date(2028, 12, 5)
POLL_DAY = date(2028, 12, 7)
AT = datetime(2028, 12, 7, 9, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
PASSWORD = "giay-do-va-muc-cham"

NAMES = (
    ("Nông Văn Khải", "Chủ tịch HĐND tỉnh", "council-chair", "hdnd"),
    ("Lò Thị Hạnh", "Phó Chủ tịch HĐND tỉnh", "council-vice-chair", "hdnd"),
    ("Sùng Thị Mai", "Trưởng Ban Pháp chế HĐND tỉnh", "council-committee-head", "hdnd"),
    ("Chu Minh Đức", "Chủ tịch UBND tỉnh", "people-committee-chair", "ubnd"),
    ("Phạm Quang Huy", "Phó Chủ tịch UBND tỉnh", "people-committee-vice-chair", "ubnd"),
    ("Lý Seo Páo", "Giám đốc Sở Nội vụ", "people-committee-member", "ubnd"),
)
DEPUTIES = (
    "Vi Thị Thảo", "Nguyễn Phương Thảo", "Lê Đức Thạo", "Hoàng Anh Dũng", "Lù A Vảng",
    "Trịnh Thị Yên", "Cầm Thị Lan", "Ngô Thị Hà", "Lê Văn Toàn", "Đặng Thị Ánh", "Vàng A Sử",
    "Mai Thu Hương",
)  # fmt: skip
BOARD = ("Ngô Thị Hà", "Lê Văn Toàn", "Đặng Thị Ánh", "Vàng A Sử", "Mai Thu Hương",
         "Trịnh Thị Yên", "Lù A Vảng")  # fmt: skip


@dataclass
class Office:
    """What was built. ``accounts`` by the name of the part somebody plays."""

    body: Body
    poll: Poll
    conference: Conference
    people: dict[str, Person]
    accounts: dict[str, Account] = field(default_factory=dict)
    rated: dict[str, Rated] = field(default_factory=dict)
    types: dict[str, BallotType] = field(default_factory=dict)

    def account(self, part: str) -> Account:
        """The account of somebody by the part they play: ``clerk``, ``head``, ``outsider``…"""
        return self.accounts[part]


def build_office(
    state: PollState = PollState.DRAFT, stage: Stage = Stage.WAITING, *, rehearsal: bool = False
) -> Office:
    """Build the council and a poll in ``state`` whose one conference stands at ``stage``."""
    body = _body()
    poll = Poll.objects.create(
        body=body, body_name="HĐND tỉnh Lam Giang", body_kind="council", body_level="province",
        term_from=2026, term_until=2031, procedure="rating", rulebook="nq-96-2023-qh15",
        sitting="Kỳ họp thứ chín", place="Lam Giang", opening_date=OPENING, poll_date=POLL_DAY,
        state=state.value, rehearsal=rehearsal,
    )  # fmt: skip
    conference = Conference.objects.create(
        poll=poll, name="Kỳ họp thứ chín", held_on=POLL_DAY, stage=stage.value
    )
    office = Office(body=body, poll=poll, conference=conference, people={})
    _slate(office)
    _roll(office)
    _board(office)
    _accounts(office)
    if state not in {PollState.DRAFT, PollState.PREPARING}:
        make_ready(office)
    if state in _ON_THE_DAY:
        make_day(office)
    return office


_ON_THE_DAY = set(PollState) - {
    PollState.DRAFT, PollState.PREPARING, PollState.READING, PollState.FROZEN, PollState.CANCELLED
}  # fmt: skip


def _body() -> Body:
    body = Body.objects.create()
    version = BodyVersion(body=body, kind="council", level="province", from_date=date(2026, 6, 1))
    version.set_name("HĐND tỉnh Lam Giang")
    version.save()
    return body


def person(office: Office, name: str) -> Person:
    """The person of this name, made where there is none yet."""
    if name not in office.people:
        made = Person(salutation="ông")
        made.set_name(name)
        made.save()
        office.people[name] = made
    return office.people[name]


def account(part: str, holder: Person | None = None, **more: bool) -> Account:
    """An account called after the part its holder plays."""
    made = Account(username=part, person=holder, **more)
    made.set_password(PASSWORD)
    made.save()
    return made


def _slate(office: Office) -> None:
    for place, (code, title) in enumerate(
        (("hdnd", "Khối Hội đồng nhân dân"), ("ubnd", "Khối Ủy ban nhân dân")), 1
    ):
        office.types[code] = BallotType.objects.create(
            conference=office.conference, code=code, title=title, position=place
        )
    for number, (name, title, position, code) in enumerate(NAMES, 1):
        holder = person(office, name)
        post = Post.objects.create(body=office.body, title=title, position=position)
        Tenure.objects.create(post=post, person=holder, from_date=date(2026, 6, 30))
        rated = Rated(
            poll=office.poll, conference=office.conference, person=holder, line=f"p{number}",
            position=number, ballot_type=office.types[code], salutation="ông",
            posts=[{"title": title, "position": position, "elected_on": "2026-06-30"}],
            conclusion=Rated.Conclusion.RATED,
        )  # fmt: skip
        rated.set_name(name)
        rated.save()
        Dossier.objects.create(rated=rated)
        office.rated[rated.line] = rated


def _roll(office: Office) -> None:
    for number, name in enumerate((*DEPUTIES, NAMES[0][0], NAMES[1][0]), 1):
        entry = RollEntry(
            conference=office.conference, person=person(office, name), seat=f"{number:02d}",
            delegation="Tổ Thành phố",
        )  # fmt: skip
        entry.set_name(name)
        entry.save()


def _board(office: Office) -> None:
    for number, name in enumerate(BOARD):
        BoardMember.objects.create(
            conference=office.conference, person=person(office, name), position=number,
            duty="head" if number == 0 else "secretary" if number == 1 else "member",
            team=None if number == 0 else 1 if number in {1, 2, 3} else 2,
        )  # fmt: skip


def _accounts(office: Office) -> None:
    appointed = {
        "clerk": Role.CLERK, "convener": Role.CONVENER, "front": Role.FRONT,
        "personnel": Role.PERSONNEL, "auditor": Role.AUDITOR,
    }  # fmt: skip
    for part, role in appointed.items():
        office.accounts[part] = account(part)
        Appointment.objects.create(account=office.accounts[part], body=office.body, role=role.value)
    for part, role in {"observer": Role.OBSERVER, "desk": Role.DESK}.items():
        office.accounts[part] = account(part)
        PollRole.objects.create(account=office.accounts[part], poll=office.poll, role=role.value)
    holders = {
        "officeholder": "Sùng Thị Mai", "another-officeholder": "Chu Minh Đức",
        "voter": "Vi Thị Thảo", "head": "Ngô Thị Hà", "team-1": "Lê Văn Toàn",
        "team-1-second": "Đặng Thị Ánh", "team-2": "Mai Thu Hương",
        "team-2-second": "Trịnh Thị Yên",
    }  # fmt: skip
    for part, name in holders.items():
        office.accounts[part] = account(part, person(office, name))
    office.accounts["outsider"] = account("outsider")
    office.accounts["operator"] = account("operator", is_superuser=True, is_staff=True)


def make_ready(office: Office) -> None:
    """Approve the list, accept every dossier, file the Front's synthesis."""
    Approval.objects.create(
        poll=office.poll, subject="slate", digest=slate_digest(office.poll),
        by=office.account("convener"), name="Nông Văn Khải", approved_on=OPENING - timedelta(40),
    )  # fmt: skip
    Dossier.objects.filter(rated__poll=office.poll).update(state=Dossier.State.ACCEPTED)
    Synthesis.objects.create(
        poll=office.poll, text="Cử tri đồng tình.", filed=True, filed_on=OPENING - timedelta(26)
    )


def make_day(office: Office, *, present: int = 12) -> None:
    """Check in the first ``present`` voters, adopt list and board, print and issue ballots."""
    conference = office.conference
    for entry in list(conference.roll.order_by("pk"))[:present]:
        entry.attendance = RollEntry.Attendance.PRESENT
        entry.save()
    conference.slate_adoption = {"for": present, "against": 0, "abstained": 0}
    conference.board_adoption = {"for": present, "against": 0, "abstained": 0}
    conference.slate_digest = slate_digest(office.poll, conference)
    conference.present_at_opening = present
    conference.save()
    for kind in office.types.values():
        BallotLedger.objects.create(
            ballot_type=kind, printed=present + 3, issued=present, exchanged=1, unused=2,
            returned=present, announced={"issued": present, "returned": present},
        )  # fmt: skip
