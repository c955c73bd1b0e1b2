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
    _people(office)
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
        office.people[name] = _named(name)
        office.people[name].save()
    return office.people[name]


def _named(name: str) -> Person:
    made = Person(salutation="ông")
    made.set_name(name)
    return made


def _people(office: Office) -> None:
    names = dict.fromkeys((*(name for name, *_rest in NAMES), *DEPUTIES, *BOARD))
    made = Person.objects.bulk_create(_named(name) for name in names)
    office.people.update(zip(names, made, strict=True))


def account(part: str, holder: Person | None = None, **more: bool) -> Account:
    """An account called after the part its holder plays."""
    made = _account(part, holder, **more)
    made.save()
    return made


def _account(part: str, holder: Person | None = None, **more: bool) -> Account:
    made = Account(username=part, person=holder, **more)
    made.set_password(PASSWORD)
    return made


def _slate(office: Office) -> None:
    kinds = {"hdnd": "Khối Hội đồng nhân dân", "ubnd": "Khối Ủy ban nhân dân"}
    types = BallotType.objects.bulk_create(
        BallotType(conference=office.conference, code=code, title=title, position=place)
        for place, (code, title) in enumerate(kinds.items(), 1)
    )
    office.types.update(zip(kinds, types, strict=True))
    posts = Post.objects.bulk_create(
        Post(body=office.body, title=title, position=position) for _, title, position, _ in NAMES
    )
    Tenure.objects.bulk_create(
        Tenure(post=post, person=office.people[name], from_date=date(2026, 6, 30))
        for post, (name, *_rest) in zip(posts, NAMES, strict=True)
    )
    rated = Rated.objects.bulk_create(_rated(office, number) for number in range(1, len(NAMES) + 1))
    Dossier.objects.bulk_create(Dossier(rated=each) for each in rated)
    office.rated.update((each.line, each) for each in rated)


def _rated(office: Office, number: int) -> Rated:
    name, title, position, code = NAMES[number - 1]
    rated = Rated(
        poll=office.poll, conference=office.conference, person=office.people[name],
        line=f"p{number}", position=number, ballot_type=office.types[code], salutation="ông",
        posts=[{"title": title, "position": position, "elected_on": "2026-06-30"}],
        conclusion=Rated.Conclusion.RATED,
    )  # fmt: skip
    rated.set_name(name)
    return rated


def _roll(office: Office) -> None:
    entries = []
    for number, name in enumerate((*DEPUTIES, NAMES[0][0], NAMES[1][0]), 1):
        entry = RollEntry(
            conference=office.conference, person=office.people[name], seat=f"{number:02d}",
            delegation="Tổ Thành phố",
        )  # fmt: skip
        entry.set_name(name)
        entries.append(entry)
    RollEntry.objects.bulk_create(entries)


def _board(office: Office) -> None:
    BoardMember.objects.bulk_create(
        BoardMember(
            conference=office.conference, person=office.people[name], position=number,
            duty="head" if number == 0 else "secretary" if number == 1 else "member",
            team=None if number == 0 else 1 if number in {1, 2, 3} else 2,
        )
        for number, name in enumerate(BOARD)
    )  # fmt: skip


#: Who is appointed at the body, who for the poll, and whose account is that of somebody known.
_APPOINTED = {
    "clerk": Role.CLERK, "convener": Role.CONVENER, "front": Role.FRONT,
    "personnel": Role.PERSONNEL, "auditor": Role.AUDITOR,
}  # fmt: skip
_FOR_THE_POLL = {"observer": Role.OBSERVER, "desk": Role.DESK}
_HOLDERS = {
    "officeholder": "Sùng Thị Mai", "another-officeholder": "Chu Minh Đức",
    "voter": "Vi Thị Thảo", "head": "Ngô Thị Hà", "team-1": "Lê Văn Toàn",
    "team-1-second": "Đặng Thị Ánh", "team-2": "Mai Thu Hương", "team-2-second": "Trịnh Thị Yên",
}  # fmt: skip


def _accounts(office: Office) -> None:
    made = Account.objects.bulk_create(
        [_account(part) for part in (*_APPOINTED, *_FOR_THE_POLL, "outsider")]
        + [_account(part, office.people[name]) for part, name in _HOLDERS.items()]
        + [_account("operator", is_superuser=True, is_staff=True)]
    )
    office.accounts.update((each.username, each) for each in made)
    Appointment.objects.bulk_create(
        Appointment(account=office.account(part), body=office.body, role=role.value)
        for part, role in _APPOINTED.items()
    )
    PollRole.objects.bulk_create(
        PollRole(account=office.account(part), poll=office.poll, role=role.value)
        for part, role in _FOR_THE_POLL.items()
    )


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
    first = conference.roll.order_by("pk").values("pk")[:present]
    conference.roll.filter(pk__in=first).update(attendance=RollEntry.Attendance.PRESENT)
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
