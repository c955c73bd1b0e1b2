"""Work in the background: once, with progress, and again when its worker died."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import task_backends
from django_tasks_db.models import DBTaskResult

from support.office import build_office
from tinnhiem.actions import works
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.records.models import Work

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind() -> Iterator[str]:
    """A kind of work that counts to its number, and refuses 13."""

    @works.work("counting-up")
    def count_up(asked: Work, advance: works.Advance) -> works.Keep:
        number = int(asked.details["number"])
        if number == 13:
            raise RefusedError("Số 13 không đếm được.")
        for done in range(1, number + 1):
            advance(done, number)

        def keep() -> Mapping[str, Any]:
            return {"counted": number}

        return keep

    yield "counting-up"
    del works.WORKS["counting-up"]


def _ask(kind: str, number: int) -> Work:
    office = build_office()
    return works.ask(
        kind=kind, poll=office.poll, by=office.account("clerk"), details={"number": number}
    )


def test_a_work_is_done_and_says_what_came_of_it(kind: str) -> None:
    asked = _ask(kind, 5)
    works.carry_out.call(asked.key)

    asked.refresh_from_db()
    assert (asked.state, asked.done, asked.total) == (Work.State.DONE, 5, 5)
    assert asked.outcome == {"counted": 5}


def test_an_equal_work_that_is_open_is_not_asked_for_twice(kind: str) -> None:
    asked = _ask(kind, 5)
    again = works.ask(kind=kind, poll=asked.poll, by=None, details={"number": 5})
    other = works.ask(kind=kind, poll=asked.poll, by=None, details={"number": 6})

    assert again.pk == asked.pk != other.pk
    assert DBTaskResult.objects.count() == 2


def test_a_work_that_is_done_is_not_done_again(kind: str) -> None:
    asked = _ask(kind, 2)
    works.carry_out.call(asked.key)
    works.carry_out.call(asked.key)

    asked.refresh_from_db()
    assert asked.attempts == 1


def test_what_a_work_refuses_is_said_in_words(kind: str) -> None:
    asked = _ask(kind, 13)
    works.carry_out.call(asked.key)

    asked.refresh_from_db()
    assert (asked.state, asked.problem) == (Work.State.FAILED, "Số 13 không đếm được.")


def test_a_work_whose_worker_died_is_taken_up_again(kind: str) -> None:
    asked = _ask(kind, 3)
    Work.objects.filter(pk=asked.pk).update(
        state=Work.State.RUNNING, lease="dead", leased_until=timezone.now(), attempts=1
    )

    assert works.reclaim(timezone.now() - timedelta(seconds=60)) == 0
    assert works.reclaim(timezone.now() + timedelta(seconds=1)) == 1
    works.carry_out.call(asked.key)
    asked.refresh_from_db()
    assert (asked.state, asked.attempts) == (Work.State.DONE, 2)


def test_the_third_death_gives_a_work_up(kind: str) -> None:
    asked = _ask(kind, 3)
    Work.objects.filter(pk=asked.pk).update(
        state=Work.State.RUNNING, lease="dead", leased_until=timezone.now(), attempts=3
    )

    works.reclaim(timezone.now() + timedelta(seconds=1))

    asked.refresh_from_db()
    assert asked.state == Work.State.FAILED


def test_a_worker_that_was_taken_for_dead_writes_nothing(kind: str) -> None:
    asked = _ask(kind, 3)

    def slow(taken: Work, _advance: works.Advance) -> works.Keep:
        Work.objects.filter(pk=taken.pk).update(lease="another")
        return lambda: {"counted": "twice"}

    works.WORKS[kind] = slow
    works.carry_out.call(asked.key)

    asked.refresh_from_db()
    assert (asked.state, asked.outcome) == (Work.State.RUNNING, {})


def _ask_and_fail(kind: str) -> None:
    with transaction.atomic():
        _ask(kind, 3)
        raise RefusedError("Bước sau bị từ chối.")


def test_the_message_of_a_work_is_part_of_the_transaction(kind: str) -> None:
    with pytest.raises(RefusedError):
        _ask_and_fail(kind)

    assert DBTaskResult.objects.count() == 0
    assert task_backends["default"].__class__.__name__ == "DatabaseBackend"
