"""Steps of the day for tests: ledgers written, the vote opened, somebody of superior bodies."""

from support.office import AT, Office, person
from tinnhiem.records.models import BallotLedger, Conference, RollEntry


def written(office: Office, code: str, **numbers: int | None) -> BallotLedger:
    """Write the ledger of a type as it would be, 15 printed and 12 issued where not told."""
    usual: dict[str, int | None] = {
        "printed": 15, "issued": 12, "exchanged": 1, "unused": 2, "returned": 12,
    }  # fmt: skip
    ledger, _new = BallotLedger.objects.get_or_create(ballot_type=office.types[code])
    for name, number in {**usual, **numbers}.items():
        setattr(ledger, name, number)
    ledger.announced = {}
    ledger.save()
    return ledger


def entry_of(office: Office, name: str) -> RollEntry:
    """The line of somebody on the roll of the office's conference."""
    return office.conference.roll.get(name=name)


def observer_on_roll(office: Office, name: str) -> RollEntry:
    """Put somebody on the roll who attends without a vote."""
    entry = RollEntry(
        conference=office.conference, person=person(office, name), votes=False,
        delegation="Ban Tổ chức Tỉnh ủy",
    )  # fmt: skip
    entry.set_name(name)
    entry.save()
    return entry


def second_conference(office: Office) -> Conference:
    """Add another conference with a roll of its own to the poll."""
    made = Conference.objects.create(
        poll=office.poll, name="Hội nghị thứ hai", held_on=AT.date(), position=2
    )
    for name in ("Hoàng Văn Tuấn", "Trần Thị Bích"):
        entry = RollEntry(conference=made, person=person(office, name))
        entry.set_name(name)
        entry.save()
    return made


def make_party(office: Office) -> Office:
    """Make the office's poll one of a Party organisation: two conferences, those convened count."""
    poll = office.poll
    poll.body_name, poll.body_kind = "Đảng ủy các cơ quan Đảng tỉnh", "party-committee"
    poll.rulebook, poll.denominator = "qd-96-qd-tw", "convened"
    poll.save()
    office.conference.convened = 16
    office.conference.name = "Hội nghị Ban Chấp hành"
    office.conference.save()
    second_conference(office)
    return office


def make_confidence_vote(office: Office) -> Office:
    """Make the office's poll a vote of confidence: two choices."""
    office.poll.procedure = "confidence_vote"
    office.poll.save()
    return office
