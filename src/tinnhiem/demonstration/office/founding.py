"""Deeds before any poll: the operator, the body, who works in the office, the registry."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from tinnhiem.actions.accounts import first_account
from tinnhiem.actions.invitations import invite_staff
from tinnhiem.actions.registry import (
    BodyFacts,
    PersonFacts,
    TenureFacts,
    add_body,
    add_person,
    add_tenure,
    change_person,
    keep_post,
)
from tinnhiem.conduct.transitions import Role
from tinnhiem.demonstration.office.cast import START, Holder
from tinnhiem.demonstration.office.deeds import Deed
from tinnhiem.demonstration.office.stage import Stage, has_account, opened
from tinnhiem.records.models import Account, Body, LogEntry, Person, Post, Tenure

_STAFF: Final = (Role.CLERK, Role.CONVENER, Role.AUDITOR)
_DAY: Final = -90
WEEK: Final = timedelta(days=7)


def founding(stage: Stage) -> Iterator[Deed]:
    """Yield what makes an empty installation the council's."""
    yield Deed(
        name="operator",
        day=_DAY,
        done=lambda: _operator(stage),
        do=lambda at: _open_operator(stage, at),
    )
    yield Deed(
        name="body", day=_DAY,
        done=lambda: Body.objects.filter(versions__name=stage.cast.body).exists(),
        do=lambda at: _add_body(stage, at),
    )  # fmt: skip
    for role in _STAFF:
        yield _staff(stage, role)
    for salutation, name, year in _people(stage):
        yield _person(stage, salutation, name, year)
    for holder in stage.cast.holders:
        for title, position in holder.posts:
            yield _post(stage, title, position)
            yield _tenure(stage, holder, title)


def _operator(stage: Stage) -> bool:
    """Whether the operator's account was opened by its link."""
    name = stage.cast.staff["operator"]
    return Account.objects.filter(username=name, invitations__used=True).exists()


def _open_operator(stage: Stage, at: datetime) -> None:
    with transaction.atomic():  # the code of the link is told once
        opened(first_account(username=stage.cast.staff["operator"], by=None, at=at), at)


def _add_body(stage: Stage, at: datetime) -> None:
    facts = BodyFacts(
        name=stage.cast.body, kind="council", level="province", from_date=_term(stage)
    )
    add_body(body=None, facts=facts, by=stage.staff("operator"), at=at)


def _term(stage: Stage) -> date:
    """Return the day on which the term began."""
    return date(stage.show.term[0], 6, 25)


def _staff(stage: Stage, role: Role) -> Deed:
    name = stage.cast.staff[role.value]

    def do(at: datetime) -> None:
        with transaction.atomic():  # the code of the invitation is told once
            told = invite_staff(
                body=stage.body, name=name, role=role, expires_on=at.date() + WEEK,
                by=stage.staff("operator"), at=at,
            )  # fmt: skip
            opened(told.code, at)

    return Deed(name=f"account of {name}", day=_DAY, done=lambda: has_account(name), do=do)


def _people(stage: Stage) -> Iterator[tuple[str, str, int | None]]:
    """Yield everybody of the registry once."""
    seen: set[str] = set()
    for holder in stage.cast.holders:
        seen.add(holder.name)
        yield holder.salutation, holder.name, holder.birth_year
    for deputy in stage.cast.deputies:
        if deputy.name not in seen:
            yield deputy.salutation, deputy.name, None


def _person(stage: Stage, salutation: str, name: str, year: int | None) -> Deed:
    facts = PersonFacts(name=name, salutation=salutation, birth_year=year)
    return Deed(
        name=f"person {name}", day=_DAY + 1,
        done=lambda: Person.objects.filter(name=name).exists(),
        do=lambda at: add_person(body=stage.body, facts=facts, by=stage.staff("clerk"), at=at),
    )  # fmt: skip


def _post(stage: Stage, title: str, position: str) -> Deed:
    return Deed(
        name=f"post {title}", day=_DAY + 2,
        done=lambda: Post.objects.filter(title=title).exists(),
        do=lambda at: keep_post(
            body=stage.body, of=stage.body, title=title, position=position,
            by=stage.staff("clerk"), at=at,
        ),
    )  # fmt: skip


def _tenure(stage: Stage, holder: Holder, title: str) -> Deed:
    since = _term(stage) if holder.since == START else date(stage.show.term[1] - 1, 1, 12)
    facts = TenureFacts(from_date=since, decision="Nghị quyết bầu, phê chuẩn")

    def do(at: datetime) -> None:
        post = Post.objects.get(title=title)
        add_tenure(
            body=stage.body, post=post, person=stage.person(holder.name), facts=facts,
            by=stage.staff("clerk"), at=at,
        )  # fmt: skip

    return Deed(
        name=f"{holder.name} holds {title}", day=_DAY + 3,
        done=lambda: Tenure.objects.filter(post__title=title, person__name=holder.name).exists(),
        do=do,
    )  # fmt: skip


def retirements(stage: Stage) -> Iterator[Deed]:
    """Yield the notices of leave before retirement, given before the poll of a show."""
    for holder in stage.cast.holders:
        if holder.retiring and stage.show.retirements:
            yield _retirement(stage, holder)


def _retirement(stage: Stage, holder: Holder) -> Deed:
    def do(at: datetime) -> None:
        person = stage.person(holder.name)
        facts = PersonFacts(
            name=person.name, salutation=person.salutation, birth_year=person.birth_year,
            retirement_notice_on=at.date(),
        )  # fmt: skip
        change_person(
            body=stage.body, person=person, version=person.version, facts=facts,
            by=stage.staff("clerk"), at=at,
        )  # fmt: skip

    return Deed(
        name=f"notice of retirement of {holder.name}", day=-70,
        done=lambda: LogEntry.objects.filter(act="person.changed", subject=holder.name).exists(),
        do=do,
    )  # fmt: skip
