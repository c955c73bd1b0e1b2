"""The office throws away by itself what nobody needs any more, and nothing else."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from support.office import build_office
from tinnhiem.actions.housekeeping import MESSAGES_KEPT, TOKENS_KEPT, tidy
from tinnhiem.actions.works import carry_out
from tinnhiem.conduct.states import PollState
from tinnhiem.records.models import LogEntry, SpentToken

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def test_only_sessions_that_are_over_go() -> None:
    Session.objects.create(session_key="over", expire_date=NOW - timedelta(seconds=1))
    Session.objects.create(session_key="open", expire_date=NOW + timedelta(hours=1))

    assert tidy(at=NOW).sessions == 1

    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]


def test_a_token_stays_as_long_as_its_form_may_be_sent_again() -> None:
    last = (NOW - TOKENS_KEPT).date()
    SpentToken.objects.create(token="kept", outcome="/", spent_on=last)
    SpentToken.objects.create(token="old", outcome="/", spent_on=last - timedelta(days=1))

    assert tidy(at=NOW).tokens == 1

    assert SpentToken.objects.get().token == "kept"


def test_messages_to_the_worker_go_once_they_are_done_and_old() -> None:
    for _one in range(3):
        carry_out.enqueue("nothing")
    waiting, fresh, old = DBTaskResult.objects.all()
    DBTaskResult.objects.filter(pk=waiting.pk).update(status="READY", finished_at=None)
    DBTaskResult.objects.filter(pk=fresh.pk).update(status="SUCCESSFUL", finished_at=NOW)
    long_ago = NOW - MESSAGES_KEPT - timedelta(minutes=1)
    DBTaskResult.objects.filter(pk=old.pk).update(status="FAILED", finished_at=long_ago)

    assert tidy(at=NOW).messages == 1

    assert set(DBTaskResult.objects.all()) == {waiting, fresh}


def test_stray_files_go_after_a_day() -> None:
    name = default_storage.save("uploads/stray.pdf", ContentFile(b"%PDF-"))
    path = Path(default_storage.path(name))
    day_ago = (NOW - timedelta(days=1, minutes=1)).timestamp()

    assert tidy(at=NOW).files == 0
    os.utime(path, (day_ago, day_ago))
    assert tidy(at=NOW).files == 1

    assert not path.exists()


def test_it_changes_nothing_of_a_poll_and_stands_in_no_log() -> None:
    office = build_office(PollState.PREPARING)
    before = LogEntry.objects.count()
    far = NOW.replace(year=date.max.year - 2)

    tidy(at=far)

    office.poll.refresh_from_db()
    assert office.poll.slate.count() == 6
    assert LogEntry.objects.count() == before
