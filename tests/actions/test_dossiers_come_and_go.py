"""Dossiers: asked for, written by two people, handed in, returned, taken, sent, frozen."""

from datetime import date, datetime, timedelta

import pytest

from support.files import packed, pdf, sent
from support.office import AT, OPENING, Office, build_office
from tinnhiem.actions.dossiers import (
    accept_dossier,
    move_due,
    request_dossiers,
    return_dossier,
)
from tinnhiem.actions.refusals import NotAllowedError, OutdatedError, RefusedError
from tinnhiem.actions.reports import (
    attach_declaration,
    name_assistant,
    save_section,
    settle_section,
    submit_report,
    withdraw_report,
    write_explanation,
)
from tinnhiem.conduct.states import PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.dossier_facts import criteria, report_due
from tinnhiem.records.models import Dossier, LogEntry, Section, SectionDraft
from tinnhiem.records.roles import roles_in
from tinnhiem.wording.language import speaking

pytestmark = pytest.mark.django_db

EARLY = AT - timedelta(days=50)
LATE = AT - timedelta(days=10)


@pytest.fixture
def office() -> Office:
    built = build_office(PollState.PREPARING)
    request_dossiers(poll=built.poll, by=built.account("clerk"), at=EARLY)
    return built


def _dossier(office: Office, line: str = "p3") -> Dossier:
    return Dossier.objects.get(rated=office.rated[line])


def _section(office: Office, at: int = 1) -> Section:
    return _dossier(office).sections.get(position=at)


def _write(
    office: Office, text: str = "Đã làm.", *, part: str = "officeholder", at: int = 1
) -> None:
    section = _section(office, at)
    save_section(
        poll=office.poll,
        section=section,
        text=text,
        version=section.version,
        by=office.account(part),
        at=EARLY,
        done=True,
    )


def _hand_in(office: Office, at: datetime = EARLY) -> None:
    for place in range(1, len(criteria(office.poll)) + 1):
        _write(office, at=place)
    submit_report(
        poll=office.poll, dossier=_dossier(office), by=office.account("officeholder"), at=at
    )


def _accept(office: Office) -> None:
    dossier = _dossier(office)
    accept_dossier(
        poll=office.poll,
        dossier=dossier,
        version=dossier.version,
        by=office.account("clerk"),
        at=EARLY,
    )


def test_everybody_rated_is_asked_once_until_the_day_of_the_calendar(office: Office) -> None:
    dossier = _dossier(office)

    assert dossier.state == Dossier.State.REQUESTED
    assert dossier.due == report_due(office.poll) == OPENING - timedelta(days=30)
    titles = [section.criterion for section in dossier.sections.order_by("position")]
    assert titles == [rule.id for rule in criteria(office.poll)]
    with pytest.raises(RefusedError, match="Nobody"), speaking("en"):
        request_dossiers(poll=office.poll, by=office.account("clerk"), at=EARLY)


def test_only_some_may_be_asked() -> None:
    office = build_office(PollState.PREPARING)

    count = request_dossiers(
        poll=office.poll, by=office.account("clerk"), at=EARLY, rated=[office.rated["p1"]]
    )

    assert count == 1
    assert _dossier(office, "p2").state == Dossier.State.NOT_REQUESTED


@pytest.mark.parametrize("state", [PollState.DRAFT, PollState.FROZEN, PollState.PUBLISHED])
def test_nobody_is_asked_in_another_state_of_the_poll(state: PollState) -> None:
    office = build_office(state)

    with pytest.raises(RefusedError):
        request_dossiers(poll=office.poll, by=office.account("clerk"), at=EARLY)


def test_the_first_text_begins_the_report_and_saving_again_leaves_no_line(office: Office) -> None:
    _write(office, "Một.")
    _write(office, "Hai.")

    assert _dossier(office).state == Dossier.State.WRITING
    acts = LogEntry.objects.filter(poll_key=office.poll.key).values_list("act", flat=True)
    assert list(acts) == ["dossier.requested", "report.begun"]


@pytest.mark.parametrize(
    "part", ["clerk", "convener", "voter", "another-officeholder", "outsider", "operator"]
)
def test_nobody_else_writes_a_report(office: Office, part: str) -> None:
    with pytest.raises(NotAllowedError):
        _write(office, part=part)

    assert _section(office).text == ""


def test_an_assistant_writes_but_neither_hands_in_nor_attaches(office: Office) -> None:
    name_assistant(
        poll=office.poll,
        dossier=_dossier(office),
        username="outsider",
        by=office.account("officeholder"),
        at=EARLY,
    )
    helper = office.account("outsider")
    for place in (1, 2):
        _write(office, part="outsider", at=place)

    assert roles_in(office.poll, helper, EARLY.date()) == {Role.ASSISTANT}
    with pytest.raises(NotAllowedError):
        submit_report(poll=office.poll, dossier=_dossier(office), by=helper, at=EARLY)
    with pytest.raises(NotAllowedError):
        attach_declaration(
            poll=office.poll, dossier=_dossier(office), file=sent(pdf()), by=helper, at=EARLY
        )


@pytest.mark.parametrize("name", ["operator", "officeholder", "nobody-here", "\x00", "' or 1=1 --"])
def test_nobody_is_named_who_may_not_assist_and_the_answer_does_not_tell(
    office: Office, name: str
) -> None:
    for each in ("outsider", name):
        name_assistant(
            poll=office.poll,
            dossier=_dossier(office),
            username=each,
            by=office.account("officeholder"),
            at=EARLY,
        )

    kept = _dossier(office)
    assert kept.assistant is None
    assert kept.assistant_name == name.replace("\x00", "")


def test_two_texts_at_once_are_both_kept_until_somebody_chooses(office: Office) -> None:
    office.poll.refresh_from_db()
    dossier = _dossier(office)
    dossier.assistant = office.account("outsider")
    dossier.save()
    opened = _section(office).version
    _write(office, "Bản của người giúp.", part="outsider")

    saved = save_section(
        poll=office.poll,
        section=_section(office),
        text="Bản của tôi.",
        version=opened,
        by=office.account("officeholder"),
        at=EARLY,
    )

    assert saved.beside is not None
    assert saved.beside.text == "Bản của tôi."
    assert _section(office).text == "Bản của người giúp."

    section = _section(office)
    settle_section(
        poll=office.poll,
        section=section,
        text="Bản của tôi.",
        version=section.version,
        by=office.account("officeholder"),
        at=EARLY,
    )

    assert _section(office).text == "Bản của tôi."
    aside = SectionDraft.objects.get()
    assert (aside.text, aside.settled) == ("Bản của người giúp.", True)


def test_choosing_between_texts_that_changed_meanwhile_is_refused(office: Office) -> None:
    _write(office, "Một.")

    with pytest.raises(OutdatedError):
        settle_section(
            poll=office.poll,
            section=_section(office),
            text="Hai.",
            version=1,
            by=office.account("officeholder"),
            at=EARLY,
        )


def test_a_report_with_an_empty_part_is_not_handed_in(office: Office) -> None:
    _write(office)

    with pytest.raises(RefusedError, match="1 of 2"), speaking("en"):
        submit_report(
            poll=office.poll, dossier=_dossier(office), by=office.account("officeholder"), at=EARLY
        )


@pytest.mark.parametrize(
    ("at", "state"), [(EARLY, Dossier.State.SUBMITTED), (LATE, Dossier.State.LATE)]
)
def test_a_late_report_is_taken_and_marked(office: Office, at: datetime, state: str) -> None:
    _hand_in(office, at)

    assert _dossier(office).state == state


def test_a_report_is_taken_back_until_it_is_accepted(office: Office) -> None:
    _hand_in(office)
    with pytest.raises(RefusedError):
        _write(office, "Sửa sau khi nộp.")
    mine = office.account("officeholder")
    withdraw_report(poll=office.poll, dossier=_dossier(office), by=mine, at=EARLY)
    _hand_in(office)
    _accept(office)

    with pytest.raises(RefusedError):
        withdraw_report(poll=office.poll, dossier=_dossier(office), by=mine, at=EARLY)


def test_a_returned_report_carries_its_remark_and_keeps_its_first_day(office: Office) -> None:
    _hand_in(office)
    dossier, section = _dossier(office), _section(office, 2)
    return_dossier(
        poll=office.poll,
        dossier=dossier,
        remark="Nêu rõ số liệu.",
        section=section.criterion,
        version=dossier.version,
        by=office.account("clerk"),
        at=EARLY,
    )
    assert _dossier(office).state == Dossier.State.RETURNED
    assert not _section(office, 2).done

    _hand_in(office, LATE)

    assert _dossier(office).submitted_on == EARLY.date()
    assert _dossier(office).state == Dossier.State.SUBMITTED


def test_the_second_of_two_clerks_is_told(office: Office) -> None:
    _hand_in(office)
    version = _dossier(office).version
    _accept(office)

    with pytest.raises(OutdatedError):
        return_dossier(
            poll=office.poll,
            dossier=_dossier(office),
            remark="Thiếu.",
            version=version,
            by=office.account("clerk"),
            at=EARLY,
        )


def test_a_due_day_is_moved_and_logged(office: Office) -> None:
    dossier = _dossier(office)

    move_due(
        poll=office.poll,
        dossier=dossier,
        due=date(2028, 11, 20),
        version=dossier.version,
        by=office.account("clerk"),
        at=EARLY,
    )

    entry = LogEntry.objects.latest("sequence")
    assert entry.before == {"due": "2028-11-05"}
    assert entry.after == {"due": "2028-11-20"}


def test_the_declaration_is_a_restricted_file_of_a_few_kinds(office: Office) -> None:
    mine = office.account("officeholder")
    first = attach_declaration(
        poll=office.poll, dossier=_dossier(office), file=sent(pdf()), by=mine, at=EARLY
    )
    second = attach_declaration(
        poll=office.poll, dossier=_dossier(office), file=sent(pdf(5)), by=mine, at=EARLY
    )

    assert first.restricted
    assert _dossier(office).declaration == second
    with pytest.raises(RefusedError):
        attach_declaration(
            poll=office.poll, dossier=_dossier(office), file=sent(packed()), by=mine, at=EARLY
        )


def test_an_explanation_that_another_window_changed_is_not_overwritten(office: Office) -> None:
    dossier = _dossier(office)
    mine = office.account("officeholder")
    values = {"poll": office.poll, "dossier": dossier, "by": mine, "at": EARLY}
    write_explanation(text="Một.", version=dossier.version, **values)  # type: ignore[arg-type]

    with pytest.raises(OutdatedError) as outdated:
        write_explanation(text="Hai.", version=dossier.version, **values)  # type: ignore[arg-type]

    assert outdated.value.theirs == {"text": "Một."}
    assert outdated.value.mine == {"text": "Hai."}
