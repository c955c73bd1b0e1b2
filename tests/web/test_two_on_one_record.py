"""Two people on one record: each form that knows its version tells the second, and shows both.

Each is played on the page: both open it, the first sends, the second is told with both texts and
nothing overwritten, and what the second sends again from there is taken.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from support.dossiers import fill, question
from support.office import Office, build_office
from support.repository import PACKAGE
from support.results import minuted
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.law.rulebook import StepRule
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import BallotLedger, Dossier, Poll, Post, Tenure

pytestmark = pytest.mark.django_db
P = PollState


def _preparing() -> Office:
    return build_office(P.PREPARING)


def _writing() -> Office:
    office = build_office(P.PREPARING)
    fill(office, Dossier.State.WRITING)
    return office


def _reading() -> Office:
    office = build_office(P.READING)
    fill(office, Dossier.State.SENT)
    question(office, "answered")
    return office


def _day() -> Office:
    office = build_office(P.BALLOTING, Stage.VOTING)
    BallotLedger.objects.update(announced={})
    return office


def _long_over() -> Office:
    office = minuted()
    Poll.objects.update(opening_date=date(2026, 9, 1), poll_date=date(2026, 9, 3))
    return office


@dataclass(frozen=True)
class Case:
    """One form: who opens it where, and what both send; ``shown`` is what the pages then say."""

    name: str
    build: Callable[[], Office]
    part: str
    address: Callable[[Office], str]
    theirs: dict[str, str]
    mine: dict[str, str]
    shown: tuple[str, str]


def _poll(rest: str) -> Callable[[Office], str]:
    return lambda office: f"/cuoc/{office.poll.key}{rest}"


def _body(rest: str) -> Callable[[Office], str]:
    return lambda office: f"/so-dang-ky/don-vi/{office.body.key}{rest}"


def _post(office: Office) -> str:
    return _body(f"/chuc-vu/{Post.objects.order_by('pk')[0].pk}")(office)


def _tenure(office: Office) -> str:
    return _body(f"/giu-chuc-vu/{Tenure.objects.order_by('pk')[0].pk}")(office)


def _voter(office: Office) -> str:
    return f"/so-dang-ky/nguoi/{office.people['Vi Thị Thảo'].key}"


def _conference(office: Office) -> str:
    return f"/cuoc/{office.poll.key}/hoi-nghi/{office.conference.key}"


def _roll(office: Office) -> str:
    entry = office.conference.roll.order_by("pk")[0]
    return f"/cuoc/{office.poll.key}/hoi-nghi/{office.conference.key}/nguoi/{entry.pk}"


def _step(office: Office) -> str:
    first = next(rule.id for rule in chain_for(office.poll).of(StepRule))
    return f"/cuoc/{office.poll.key}/lich/{first}"


def _ledger(office: Office) -> str:
    return f"/cuoc/{office.poll.key}/so-phieu/{office.types['hdnd'].pk}/ghi"


def _answer(office: Office) -> str:
    key = office.rated["p3"].questions.get().key
    return f"/cuoc/{office.poll.key}/cau-hoi-gui-toi/{key}"


CASES = [
    Case("a person", _preparing, "clerk", _voter,
         {"salutation": "bà Một"}, {"salutation": "bà Hai"}, ("bà Một", "bà Hai")),
    Case("a post", _preparing, "clerk", _post,
         {"title": "Chức Một"}, {"title": "Chức Hai"}, ("Chức Một", "Chức Hai")),
    Case("who holds a post", _preparing, "clerk", _tenure,
         {"decision": "QĐ Một"}, {"decision": "QĐ Hai"}, ("QĐ Một", "QĐ Hai")),
    Case("a body", _preparing, "clerk", _body("/sua"),
         {"name": "HĐND Một"}, {"name": "HĐND Hai"}, ("HĐND Một", "HĐND Hai")),
    Case("the dates", _preparing, "clerk", _poll("/ngay"),
         {"poll_date": "08/12/2028"}, {"poll_date": "09/12/2028"}, ("08/12/2028", "09/12/2028")),
    Case("a step of the calendar", _preparing, "clerk", _step,
         {"skipped": "Vì Một"}, {"skipped": "Vì Hai"}, ("Vì Một", "Vì Hai")),
    Case("what the papers need", _preparing, "clerk", _poll("/van-ban/thong-tin"),
         {"contact": "Bà Một"}, {"contact": "Ông Hai"}, ("Bà Một", "Ông Hai")),
    Case("a conference", _preparing, "clerk", _conference,
         {"place": "Hội trường Một"}, {"place": "Hội trường Hai"},
         ("Hội trường Một", "Hội trường Hai")),
    Case("a line of the roll", _preparing, "clerk", _roll,
         {"seat": "A1", "votes": "yes"}, {"seat": "B2", "votes": "no"}, ("A1", "B2")),
    Case("a person of the list", lambda: build_office(P.DRAFT), "clerk", _poll("/danh-sach/p3"),
         {"decision": "excluded", "reason": "Vì Một"}, {"decision": "rated", "reason": "Vì Hai"},
         ("Không lấy phiếu", "Vì Hai")),
    Case("a due day", _writing, "clerk", _poll("/ho-so/p3"),
         {"act": "due", "due": "08/11/2028"}, {"act": "due", "due": "09/11/2028"},
         ("08/11/2028", "09/11/2028")),
    Case("an explanation", _writing, "officeholder", _poll("/bao-cao/p3/giai-trinh"),
         {"text": "Bản Một."}, {"text": "Bản Hai."}, ("Bản Một.", "Bản Hai.")),
    Case("an answer", _reading, "officeholder", _answer,
         {"answer": "Đáp Một."}, {"answer": "Đáp Hai."}, ("Đáp Một.", "Đáp Hai.")),
    Case("a ledger", _day, "head", _ledger, {"printed": "115", "unused": "102"},
         {"printed": "116", "unused": "103"}, ("115", "116")),
    Case("a legal case", _long_over, "clerk", _poll("/he-qua/p4"),
         {"kind": "resignation-tendered", "on": "20/11/2026", "number": "1", "note": "Ghi Một"},
         {"kind": "submission", "on": "21/11/2026", "number": "2", "note": "Ghi Hai"},
         ("Ghi Một", "Ghi Hai")),
    Case("a conclusion", minuted, "personnel",
         lambda o: f"/cuoc/{o.poll.key}/ket-luan/{o.rated['p4'].person.key}",
         {"text": "Kết luận Một", "on": "20/11/2026"},
         {"text": "Kết luận Hai", "on": "21/11/2026"}, ("Kết luận Một", "Kết luận Hai")),
]  # fmt: skip


def _value(field: Tag) -> str | None:
    """What a field holds as it stands; None where it is not sent."""
    if field.name == "textarea":
        return field.get_text().removeprefix("\n").replace("\n", "\r\n")
    if field.name == "select":
        chosen = field.select_one("option[selected]") or field.select_one("option")
        return str(chosen["value"]) if chosen else None
    if field.get("type") in {"checkbox", "radio"} and not field.has_attr("checked"):
        return None
    return None if field.get("type") == "file" else str(field.get("value", ""))


def _sent(page: str, data: dict[str, str]) -> dict[str, str]:
    """What a browser sends of the form that has these fields, filled in with them."""
    for form in BeautifulSoup(page, "html.parser").select("form[method=post]"):
        fields = [each for each in form.select("input, textarea, select") if each.get("name")]
        names = {str(each["name"]) for each in (*fields, *form.select("button[name]"))}
        if {*data, "version"} <= names:
            held = {str(each["name"]): _value(each) for each in fields if _value(each) is not None}
            return {name: value for name, value in held.items() if value is not None} | data
    raise AssertionError(sorted(data))


def _client(office: Office, part: str) -> Client:
    client = Client()
    client.force_login(office.account(part))
    return client


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_second_is_told_sees_both_and_chooses(case: Case) -> None:
    office = case.build()
    address = case.address(office)
    first, second = _client(office, case.part), _client(office, case.part)
    opened = [client.get(address) for client in (first, second)]
    assert [answer.status_code for answer in opened] == [200, 200]
    texts = [answer.content.decode() for answer in opened]

    assert first.post(address, _sent(texts[0], case.theirs)).status_code == 303
    told = second.post(address, _sent(texts[1], case.mine))

    page = told.content.decode()
    assert told.status_code == 422
    both = BeautifulSoup(page, "html.parser").select_one(".note.warning, table")
    assert both is not None
    for text in case.shown:
        assert text in page
    assert case.shown[0] in both.find_parent("main").get_text(" ")  # type: ignore[union-attr]
    again = second.post(address, _sent(page, case.mine))
    assert again.status_code == 303


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_until_the_second_chose_the_first_one_stands(case: Case) -> None:
    office = case.build()
    address = case.address(office)
    first, second = _client(office, case.part), _client(office, case.part)
    text = second.get(address).content.decode()
    first.post(address, _sent(first.get(address).content.decode(), case.theirs))
    before = _without_tokens(first.get(address).content.decode())

    second.post(address, _sent(text, case.mine))

    assert _without_tokens(first.get(address).content.decode()) == before


def _without_tokens(page: str) -> str:
    return re.sub(r'value="[\w-]{32,}"|\d{2}:\d{2}', "", page)


def test_there_is_one_way_to_show_both() -> None:
    """Pages of texts and records go through it; ledger and tally compare numbers in tables."""
    watching = {
        path.relative_to(PACKAGE / "web").as_posix()
        for path in (PACKAGE / "web").rglob("*.py")
        if "BothTexts()" in path.read_text(encoding="utf-8")
    }

    assert watching == {
        "consequences/cases.py", "consequences/conclusions.py",
        "officeholder/unsent.py",
        "registry/bodies.py", "registry/people.py", "registry/posts.py",
        "secretariat/calendar_pages.py", "secretariat/conferences.py", "secretariat/dates.py",
        "secretariat/dossiers.py", "secretariat/paper_facts.py", "secretariat/papers.py",
        "secretariat/person.py", "secretariat/rolls.py",
    }  # fmt: skip
