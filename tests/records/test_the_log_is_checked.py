"""The log of the office finds whatever was done to its lines behind its back."""

import pytest
from django.db import connection

from support.office import AT, Office, build_office
from tinnhiem.actions.log_checks import check_log
from tinnhiem.actions.polls import take_step
from tinnhiem.exchange.log_file import (
    CHANGED,
    FORMAT,
    HEAD,
    MISSING,
    REORDERED,
    UNLINKED,
    LogReport,
    check_lines,
    check_text,
)
from tinnhiem.records.export import json_lines
from tinnhiem.records.log_check import last_check, lines, verify
from tinnhiem.records.models import LogEntry

pytestmark = pytest.mark.django_db


def _busy() -> Office:
    """An office whose log has six lines."""
    office = build_office()
    take_step(poll=office.poll, step="prepare", by=office.account("clerk"), at=AT)
    for number in range(2):
        for step in ("suspend", "resume"):
            take_step(
                poll=office.poll, step=step, by=office.account("convener"), at=AT,
                reason=f"Lý do {number}",
            )  # fmt: skip
    check_log(poll=office.poll, by=office.account("auditor"), at=AT)
    return office


def test_a_log_that_nobody_touched_is_sound() -> None:
    _busy()

    found = verify()

    assert (found.sound, found.lines) == (True, 6)
    assert found.last == LogEntry.objects.get(sequence=6).hash


def test_a_check_is_a_line_of_the_log_with_what_it_found() -> None:
    office = _busy()
    check = last_check(office.poll.key)

    assert check is not None
    assert check.after["lines"] == 5
    assert "fault" not in check.after


def test_a_copy_of_one_poll_withholds_the_words_of_others_and_can_be_checked() -> None:
    office = _busy()
    mine = office.poll.key
    other = build_office_again(office)
    text = "".join(json_lines(lambda line: line["poll"] == mine))

    found = check_text(text)

    assert (found.sound, found.lines, found.withheld) == (True, 7, 1)
    assert other not in text
    assert FORMAT in text.splitlines()[-1]
    withheld = LogEntry.objects.get(poll_key=other)
    assert withheld.hash in text
    assert withheld.salt not in text


def test_every_line_has_a_salt_of_its_own() -> None:
    _busy()
    salts = list(LogEntry.objects.values_list("salt", flat=True))

    assert all(len(bytes.fromhex(salt)) == 16 for salt in salts)
    assert len(set(salts)) == len(salts) == 6


def build_office_again(office: Office) -> str:
    """Let something happen in another poll, and return its key."""
    poll = office.poll
    poll.pk, poll.key, poll.state = None, "another-poll", "draft"
    poll.save()
    office.conference.pk, office.conference.key, office.conference.poll = None, "another", poll
    office.conference.save()
    take_step(poll=poll, step="prepare", by=office.account("clerk"), at=AT)
    return "another-poll"


TAMPERED = [
    ("UPDATE records_logentry SET actor = 'Ai đó' WHERE sequence = 3", CHANGED, 3),
    ("UPDATE records_logentry SET after = '{}' WHERE sequence = 1", CHANGED, 1),
    ("UPDATE records_logentry SET at = '2028-12-01 00:00:00' WHERE sequence = 4", CHANGED, 4),
    ("DELETE FROM records_logentry WHERE sequence = 3", MISSING, 3),
    ("DELETE FROM records_logentry WHERE sequence = 6", MISSING, 6),
    ("UPDATE records_loghead SET hash = 'x'", HEAD, 6),
    ("UPDATE records_logentry SET previous = 'x' WHERE sequence = 2", CHANGED, 2),
]


@pytest.mark.parametrize(("statement", "fault", "at"), TAMPERED)
def test_a_database_that_was_tampered_with_is_found_out(
    statement: str, fault: str, at: int
) -> None:
    _busy()
    found = _tampered([statement])

    assert (found.fault, found.at) == (fault, at)


def test_two_lines_that_changed_places_are_found() -> None:
    _busy()
    moves = [
        "UPDATE records_logentry SET sequence = 99 WHERE sequence = 2",
        "UPDATE records_logentry SET sequence = 2 WHERE sequence = 3",
        "UPDATE records_logentry SET sequence = 3 WHERE sequence = 99",
    ]

    assert _tampered(moves).fault in {CHANGED, UNLINKED, REORDERED}


GUARDS = ("records_logentry_keep", "records_logentry_stay")


def _tampered(statements: list[str]) -> LogReport:
    """Harm the log as somebody with the whole database can, its guards dropped, and check it."""
    of_table = "" if connection.vendor == "sqlite" else " ON records_logentry"
    with connection.cursor() as cursor:
        for guard in GUARDS:
            cursor.execute(f"DROP TRIGGER {guard}{of_table}")
        for statement in statements:
            cursor.execute(statement)
    return verify()


def test_lines_can_be_checked_without_the_head() -> None:
    _busy()

    assert check_lines(lines()).sound
