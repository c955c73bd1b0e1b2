"""Dossiers with something in them: texts, a declaration, opinions, questions, results."""

from datetime import date

from support.files import pdf, sent
from support.office import AT, Office, person
from tinnhiem.actions.dossiers import make_sections
from tinnhiem.actions.uploads import keep_upload
from tinnhiem.conduct.states import PollState
from tinnhiem.records.models import (
    Conference,
    CountedResult,
    Dossier,
    Opinion,
    Poll,
    Question,
    Rated,
    Tenure,
)

SOURCE = "Bà Vàng Thị Dợ, thôn Pa Hu"
OPINION = "Đôn đốc dự án nước sạch ba xã."
ASKER = "Vi Thị Thảo"


def fill(office: Office, state: str, *, line: str = "p3") -> Dossier:
    """Fill one dossier and bring it to a state."""
    dossier = Dossier.objects.get(rated=office.rated[line])
    make_sections(dossier)
    dossier.sections.update(text="Đã giải quyết 21 trên 23 đơn.", done=True, changed_at=AT)
    dossier.declaration = keep_upload(file=sent(pdf()), poll=office.poll, restricted=True)
    dossier.explanation = "Chậm vì mưa lũ."
    dossier.state = state
    dossier.due, dossier.submitted_on = date(2028, 11, 5), date(2028, 11, 3)
    dossier.save()
    return dossier


def opinion(office: Office, *, line: str = "p3", passed_on: bool = True) -> Opinion:
    """Note an opinion whose source is confidential."""
    return Opinion.objects.create(
        rated=office.rated[line],
        text=OPINION,
        source=SOURCE,
        filed_on=date(2028, 11, 9),
        passed_on=passed_on,
    )


def question(office: Office, state: str = "passed", *, line: str = "p3") -> Question:
    """Have a voter ask; the name is theirs who pass it on."""
    return Question.objects.create(
        rated=office.rated[line],
        asked_by=person(office, ASKER),
        text="Vì sao hai cuộc giám sát chậm?",
        state=state,
        received_on=date(2028, 11, 18),
        passed_on=date(2028, 11, 19),
        answer="Vì thiếu số liệu." if state == "answered" else "",
        answered_on=date(2028, 11, 20) if state == "answered" else None,
    )


def result(office: Office, line: str, marks: tuple[int, int, int], rule: str = "") -> CountedResult:
    """Write a person's result, one ballot of which is not valid."""
    names = ("high", "medium", "low")
    return CountedResult.objects.create(
        rated=office.rated[line],
        marks=dict(zip(names, marks, strict=True)),
        invalid=1,
        base=sum(marks) + 1,
        base_name="returned",
        outcome=rule,
        outcome_rule=rule,
    )


def earlier_poll(office: Office, name: str, *, state: str = "published") -> CountedResult:
    """Write the result of a person in a poll five years before."""
    poll = Poll.objects.create(
        body=office.body, body_name="HĐND tỉnh Lam Giang", body_kind="council",
        body_level="province", procedure="rating", rulebook="nq-96-2023-qh15",
        sitting="Kỳ họp cuối năm 2023", poll_date=date(2023, 12, 7), state=PollState(state).value,
    )  # fmt: skip
    conference = Conference.objects.create(
        poll=poll, name="Kỳ họp", held_on=date(2023, 12, 7), stage="minuted"
    )
    rated = Rated(
        poll=poll, conference=conference, person=person(office, name), line="e1",
        conclusion="rated", posts=[{"title": "Giám đốc Sở Lao động", "position": "x"}],
    )  # fmt: skip
    rated.set_name(name)
    rated.save()
    return CountedResult.objects.create(
        rated=rated, marks={"high": 33, "medium": 14, "low": 4}, invalid=0, base=51,
        base_name="returned",
    )  # fmt: skip


def many(office: Office, count: int = 30) -> None:
    """Add people to the list until it has ``count``, each with a whole dossier and an opinion."""
    tenure = Tenure.objects.select_related("post").first()
    assert tenure is not None
    for number in range(len(office.rated) + 1, count + 1):
        line = f"p{number}"
        rated = Rated(
            poll=office.poll, conference=office.conference, line=line, position=number,
            person=person(office, f"Hoàng Văn Thứ {number}"), conclusion="rated",
            posts=[{"title": tenure.post.title, "position": tenure.post.position}],
        )  # fmt: skip
        rated.set_name(f"Hoàng Văn Thứ {number}")
        rated.save()
        Dossier.objects.create(rated=rated)
        office.rated[line] = rated
    for line in office.rated:
        opinion(office, line=line)
        question(office, "answered", line=line)
        make_sections(Dossier.objects.get(rated=office.rated[line]))
