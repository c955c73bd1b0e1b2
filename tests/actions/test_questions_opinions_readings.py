"""Questions, opinions, declarations: who learns what, and what the log does not have."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from support.files import pdf, sent
from support.office import AT, Office, build_office
from tinnhiem.actions.log import GENESIS, entry_hash
from tinnhiem.actions.opinions import (
    Filing,
    add_opinion,
    file_synthesis,
    pass_on_opinions,
    remove_opinion,
)
from tinnhiem.actions.questions import answer_question, ask_question, pass_question
from tinnhiem.actions.readings import open_declaration, opened_today
from tinnhiem.actions.refusals import NotAllowedError, OutdatedError, RefusedError
from tinnhiem.actions.uploads import keep_upload
from tinnhiem.conduct.states import PollState
from tinnhiem.records.models import Dossier, LogEntry, Opinion, Question, RestrictedReading

pytestmark = pytest.mark.django_db

SOURCE = "Bà Vàng Thị Dợ, thôn Pa Hu"


def _ask(office: Office, part: str = "voter", text: str = "Vì sao chậm?") -> Question:
    return ask_question(
        poll=office.poll, rated=office.rated["p3"], text=text, by=office.account(part), at=AT
    )


def _log_text() -> str:
    return "\n".join(str(row) for row in LogEntry.objects.values())


def test_the_log_tells_that_somebody_asked_and_never_who() -> None:
    office = build_office(PollState.READING)

    question = _ask(office)

    assert question.asked_by == office.people["Vi Thị Thảo"]
    entry = LogEntry.objects.get()
    assert (entry.act, entry.actor, entry.actor_id) == ("question.asked", "", None)
    assert "Thảo" not in _log_text()
    assert entry.hash == entry_hash(entry)
    assert entry.previous == GENESIS


@pytest.mark.parametrize("part", ["clerk", "convener", "officeholder", "outsider", "operator"])
def test_only_those_who_vote_ask(part: str) -> None:
    office = build_office(PollState.READING)

    with pytest.raises(NotAllowedError):
        _ask(office, part)

    assert not Question.objects.exists()


@pytest.mark.parametrize("state", [PollState.PREPARING, PollState.FROZEN, PollState.COUNTING])
def test_questions_belong_to_the_reading(state: PollState) -> None:
    office = build_office(state)

    with pytest.raises(RefusedError):
        _ask(office)


@pytest.mark.parametrize("text", ["", "   \n ", "\u200b\u202e", "x" * 5_001])
def test_an_empty_or_endless_question_is_refused(text: str) -> None:
    office = build_office(PollState.READING)

    with pytest.raises(RefusedError):
        _ask(office, text=text)


def _answer(
    office: Office, question: Question, text: str, version: int, *, part: str = "officeholder"
) -> None:
    answer_question(
        poll=office.poll,
        question=question,
        answer=text,
        version=version,
        by=office.account(part),
        at=AT,
    )


def test_a_question_is_passed_on_and_answered_by_the_person_alone() -> None:
    office = build_office(PollState.READING)
    question = _ask(office)

    with pytest.raises(NotAllowedError):
        _answer(office, question, "Sớm.", 1)
    pass_question(poll=office.poll, question=question, version=1, by=office.account("clerk"), at=AT)
    with pytest.raises(NotAllowedError):
        _answer(office, question, "Thay.", 2, part="another-officeholder")
    with pytest.raises(OutdatedError):
        _answer(office, question, "Cũ.", 1)
    _answer(office, question, "Vì mưa.", 2)

    question.refresh_from_db()
    assert (question.state, question.answer) == (Question.State.ANSWERED, "Vì mưa.")
    assert "mưa" not in _log_text()


def test_the_personnel_body_passes_on_where_the_bases_say_so_and_nowhere_else() -> None:
    office = build_office(PollState.READING)
    question = _ask(office)
    personnel = office.account("personnel")

    with pytest.raises(NotAllowedError):
        pass_question(poll=office.poll, question=question, version=1, by=personnel, at=AT)
    office.poll.rulebook = "qd-96-qd-tw"
    office.poll.save()
    pass_question(poll=office.poll, question=question, version=1, by=personnel, at=AT)

    question.refresh_from_db()
    assert question.state == Question.State.PASSED


def _note(office: Office) -> Opinion:
    return add_opinion(
        poll=office.poll,
        rated=office.rated["p3"],
        text="Trả lời kiến nghị đúng hạn.",
        source=SOURCE,
        by=office.account("front"),
        at=AT,
    )


def test_neither_an_opinion_nor_its_source_stands_in_the_log() -> None:
    office = build_office(PollState.READING)

    _note(office)
    pass_on_opinions(poll=office.poll, rated=office.rated["p3"], by=office.account("front"), at=AT)

    assert Opinion.objects.get().passed_on
    assert "Vàng Thị Dợ" not in _log_text()
    assert "kiến nghị" not in _log_text()


def test_an_opinion_passed_on_cannot_be_removed() -> None:
    office = build_office(PollState.READING)
    front = office.account("front")
    opinion = _note(office)
    pass_on_opinions(poll=office.poll, rated=office.rated["p3"], by=front, at=AT)

    with pytest.raises(RefusedError):
        remove_opinion(poll=office.poll, opinion=opinion, by=front, at=AT)


def test_the_front_has_the_list_only_when_it_is_approved() -> None:
    office = build_office(PollState.PREPARING)

    with pytest.raises(RefusedError):
        _note(office)


def test_a_new_synthesis_takes_the_place_of_the_one_before_until_voters_read() -> None:
    office = build_office(PollState.READING)
    office.poll.state = PollState.PREPARING
    office.poll.save()
    filing = Filing(text="", number="45/BC-MTTQ", dated=AT.date(), file=sent(pdf(), "tổng hợp.pdf"))

    file_synthesis(poll=office.poll, filing=filing, by=office.account("front"), at=AT)

    filed = office.poll.syntheses.filter(filed=True)
    assert [(kept.number, kept.upload and kept.upload.pages) for kept in filed] == [
        ("45/BC-MTTQ", 2)
    ]
    assert office.poll.syntheses.count() == 2
    office.poll.state = PollState.READING
    office.poll.save()
    again = Filing(text="Muộn.", number="", dated=AT.date())
    with pytest.raises(RefusedError):
        file_synthesis(poll=office.poll, filing=again, by=office.account("front"), at=AT)


def _declared(state: PollState) -> tuple[Office, Dossier]:
    office = build_office(state)
    dossier = Dossier.objects.get(rated=office.rated["p3"])
    dossier.declaration = keep_upload(file=sent(pdf()), poll=office.poll, restricted=True)
    dossier.save()
    return office, dossier


EVERYBODY = (
    "clerk", "convener", "front", "personnel", "auditor", "observer", "desk", "officeholder",
    "another-officeholder", "voter", "head", "team-1", "outsider", "operator",
)  # fmt: skip


@pytest.mark.parametrize("part", EVERYBODY)
@pytest.mark.parametrize("state", [PollState.READING, PollState.PUBLISHED])
def test_only_those_who_vote_and_the_standing_body_open_a_declaration(
    part: str, state: PollState
) -> None:
    office, dossier = _declared(state)
    voters = {"voter", "head", "team-1"}
    opening: Callable[[], object] = lambda: open_declaration(  # noqa: E731
        poll=office.poll, dossier=dossier, by=office.account(part), at=AT
    )

    if part in voters | {"convener"}:
        opening()
        assert RestrictedReading.objects.get().dossier == dossier
        assert LogEntry.objects.get().subject == "Sùng Thị Mai"
    else:
        with pytest.raises(NotAllowedError):
            opening()
        assert not RestrictedReading.objects.exists()


def test_who_runs_the_installation_opens_none_whatever_else_they_are() -> None:
    office, dossier = _declared(PollState.READING)
    convener = office.account("convener")
    convener.is_superuser = True
    convener.save()

    with pytest.raises(NotAllowedError):
        open_declaration(poll=office.poll, dossier=dossier, by=convener, at=AT)

    assert not RestrictedReading.objects.exists()


@pytest.mark.parametrize("state", [PollState.PREPARING, PollState.ARCHIVED, PollState.CANCELLED])
def test_voters_open_none_before_the_reading_nor_after_the_end(state: PollState) -> None:
    office, dossier = _declared(state)

    with pytest.raises(NotAllowedError):
        open_declaration(poll=office.poll, dossier=dossier, by=office.account("voter"), at=AT)


def test_the_file_is_given_only_on_a_day_on_which_the_opening_was_noted() -> None:
    office, dossier = _declared(PollState.READING)
    voter = office.account("voter")
    with pytest.raises(NotAllowedError):
        opened_today(office.poll, dossier, voter, AT)
    open_declaration(poll=office.poll, dossier=dossier, by=voter, at=AT)
    open_declaration(poll=office.poll, dossier=dossier, by=voter, at=AT)

    assert opened_today(office.poll, dossier, voter, AT) == dossier.declaration
    assert RestrictedReading.objects.count() == 1
    with pytest.raises(NotAllowedError):
        opened_today(office.poll, dossier, voter, AT + timedelta(days=1))
