"""Deeds of the preparation: the poll, its list and roll, accounts, reports, opinions."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from tinnhiem.actions import approvals, dossiers, opinions, reports, rolls, slates
from tinnhiem.actions.calendar import note_step
from tinnhiem.actions.invitations import invite, invite_official
from tinnhiem.actions.new_polls import Meeting, Wanted, make_poll
from tinnhiem.actions.plans import keep_paper_facts
from tinnhiem.actions.polls import take_step
from tinnhiem.conduct.states import PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.demonstration.office import texts
from tinnhiem.demonstration.office.cast import Holder
from tinnhiem.demonstration.office.deeds import Deed
from tinnhiem.demonstration.office.founding import WEEK
from tinnhiem.demonstration.office.stage import Stage, has_account, opened
from tinnhiem.records.digests import slate_digest
from tinnhiem.records.dossier_facts import HANDED_IN, RECEIVED, criteria
from tinnhiem.records.models import Dossier, PollRole, RollEntry

_AFTER_DRAFT: Final = frozenset(PollState) - {PollState.DRAFT}
_SUBMITTED: Final = {*HANDED_IN, *RECEIVED}
#: What the papers cannot take over: the records know it, or it is of another day.
_KNOWN: Final = ("dates", "times", "received", "absent_with_reason", "missing_ballots",
                 "invalid_lines", "nominating_authority")  # fmt: skip


def making(stage: Stage) -> Iterator[Deed]:
    """Yield the making of the poll, its roll, and the parts that people have in it."""
    yield Deed(
        name="poll made", day=-60, done=lambda: stage.poll_made, do=lambda at: _make(stage, at)
    )
    yield Deed(
        name="roll", day=-60,
        done=lambda: RollEntry.objects.filter(conference=stage.conference).exists(),
        do=lambda at: _convene(stage, at),
    )  # fmt: skip
    for role in (Role.FRONT, Role.PERSONNEL):
        yield _official(stage, role, stage.cast.staff[role.value])
    for role in (Role.DESK, Role.OBSERVER):
        yield _helper(stage, role, stage.cast.staff[role.value])


def preparing(stage: Stage) -> Iterator[Deed]:
    """Yield the preparation until the dossiers are with the voters; the poll must be made."""
    for name in _with_accounts(stage):
        yield _account(stage, name)
    yield from _deciding(stage)
    for number, holder in enumerate(stage.rated_holders):
        yield from _reporting(stage, holder, number)
    yield from _hearing(stage)
    yield Deed(
        name="dossiers sent", day=-23, done=lambda: stage.logged("poll.open-reading"),
        do=lambda at: take_step(
            poll=stage.poll, step="open-reading", by=stage.staff("clerk"), at=at
        ),
    )  # fmt: skip


def _make(stage: Stage, at: datetime) -> None:
    show = stage.show
    wanted = Wanted(
        procedure="rating", rulebook="nq-96-2023-qh15", sitting=show.sitting,
        conferences=(Meeting(name=show.sitting, held_on=show.day, place=stage.cast.place),),
        opening_date=show.opening, poll_date=show.day, place=stage.cast.place,
        term_from=show.term[0], term_until=show.term[1], membership=len(stage.cast.deputies),
        rehearsal=show.rehearsal,
    )  # fmt: skip
    make_poll(body=stage.body, wanted=wanted, by=stage.staff("clerk"), at=at)


def _convene(stage: Stage, at: datetime) -> None:
    people = [
        rolls.Convened(
            person=stage.person(deputy.name), seat=deputy.seat, delegation=deputy.delegation
        )
        for deputy in stage.cast.deputies
    ]
    rolls.convene(
        poll=stage.poll, conference=stage.conference, people=people, by=stage.staff("clerk"), at=at
    )


def _invite_official(stage: Stage, role: Role, name: str, at: datetime) -> None:
    with transaction.atomic():  # the code of the invitation is told once
        told = invite_official(
            poll=stage.poll, name=name, role=role, expires_on=at.date() + WEEK,
            by=stage.staff("clerk"), at=at,
        )  # fmt: skip
        opened(told.code, at)


def _official(stage: Stage, role: Role, name: str) -> Deed:
    return Deed(
        name=f"account of {name}", day=-59, done=lambda: has_account(name),
        do=lambda at: _invite_official(stage, role, name, at),
    )  # fmt: skip


def _helper(stage: Stage, role: Role, name: str) -> Deed:
    """Somebody who helps at one poll only; at the next one it is somebody else."""
    called = name if not stage.show.scene else f"{name} Anh"

    def there() -> bool:
        return PollRole.objects.filter(poll=stage.poll, role=role.value).exists()

    return Deed(
        name=f"account of {called}", day=-59, done=there,
        do=lambda at: _invite_official(stage, role, called, at),
    )  # fmt: skip


def _with_accounts(stage: Stage) -> Iterator[str]:
    """Yield who signs in: those rated, the board, and the voters who ask."""
    deputies = (*stage.cast.board, *stage.cast.deputies[-3:])
    names = [one.name for one in stage.rated_holders] + [one.name for one in deputies]
    yield from dict.fromkeys(names)


def _account(stage: Stage, name: str) -> Deed:
    def do(at: datetime) -> None:
        with transaction.atomic():  # the code of the invitation is told once
            told = invite(
                poll=stage.poll, people=[stage.person(name)], expires_on=at.date() + WEEK,
                by=stage.staff("clerk"), at=at,
            )  # fmt: skip
            opened(told[0].code, at)

    return Deed(name=f"account of {name}", day=-58, done=lambda: has_account(name), do=do)


def _deciding(stage: Stage) -> Iterator[Deed]:
    yield Deed(
        name="what the papers say", day=-57, done=lambda: stage.logged("poll.papers-facts"),
        do=lambda at: keep_paper_facts(
            poll=stage.poll, version=stage.poll.version, papers=_papers(stage),
            by=stage.staff("clerk"), at=at,
        ),
    )  # fmt: skip
    yield Deed(
        name="list concluded anew", day=-57, done=lambda: stage.logged("slate.again"),
        do=lambda at: slates.recompute(poll=stage.poll, by=stage.staff("clerk"), at=at),
    )  # fmt: skip
    yield Deed(
        name="preparation begun", day=-56, done=lambda: PollState(stage.poll.state) in _AFTER_DRAFT,
        do=lambda at: take_step(poll=stage.poll, step="prepare", by=stage.staff("clerk"), at=at),
    )  # fmt: skip
    yield Deed(
        name="plan approved", day=-56, done=lambda: stage.logged("plan.approved"),
        do=lambda at: approvals.approve_plan(
            poll=stage.poll, digest=approvals.plan_digest(stage.poll), note="",
            by=stage.staff("convener"), at=at,
        ),
    )  # fmt: skip
    yield Deed(
        name="list approved", day=-55, done=lambda: stage.logged("slate.approved"),
        do=lambda at: approvals.approve_slate(
            poll=stage.poll, digest=slate_digest(stage.poll), note="Đồng ý",
            by=stage.staff("convener"), at=at,
        ),
    )  # fmt: skip
    yield Deed(
        name="reports asked for", day=-50, done=lambda: stage.logged("dossier.requested"),
        do=lambda at: dossiers.request_dossiers(poll=stage.poll, by=stage.staff("clerk"), at=at),
    )  # fmt: skip
    for step, day in (("draft-list", -55), ("request-reports", -50)):
        yield _calendar(stage, step, day)


def _calendar(stage: Stage, step: str, day: int) -> Deed:
    return Deed(
        name=f"calendar: {step}", day=day,
        done=lambda: stage.poll.steps_done.filter(step=step).exists(),
        do=lambda at: note_step(
            poll=stage.poll, step=step, done_on=at.date(), skipped="", by=stage.staff("clerk"),
            at=at,
        ),
    )  # fmt: skip


def _papers(stage: Stage) -> dict[str, Any]:
    papers = {name: value for name, value in stage.cast.papers.items() if name not in _KNOWN}
    papers["times"] = stage.cast.papers["times"]
    return papers


def _reporting(stage: Stage, holder: Holder, number: int) -> Iterator[Deed]:
    for rule in criteria(stage.poll):
        yield _section(stage, holder, rule.id, number)
    if number < stage.show.declarations:
        yield Deed(
            name=f"declaration of {holder.name}", day=-40,
            done=lambda: stage.dossier(holder).declaration_id is not None,
            do=lambda at: _declare(stage, holder, number, at),
        )  # fmt: skip
    yield Deed(
        name=f"report of {holder.name}", day=-38,
        done=lambda: stage.dossier(holder).state in _SUBMITTED,
        do=lambda at: reports.submit_report(
            poll=stage.poll, dossier=stage.dossier(holder), by=stage.by(holder.name), at=at
        ),
    )  # fmt: skip
    yield Deed(
        name=f"report of {holder.name} accepted", day=-36,
        done=lambda: stage.dossier(holder).state in RECEIVED,
        do=lambda at: _accept(stage, stage.dossier(holder), at),
    )  # fmt: skip


def _section(stage: Stage, holder: Holder, criterion: str, number: int) -> Deed:
    def done() -> bool:
        return bool(stage.dossier(holder).sections.get(criterion=criterion).text)

    def do(at: datetime) -> None:
        section = stage.dossier(holder).sections.get(criterion=criterion)
        reports.save_section(
            poll=stage.poll, section=section, text=texts.report(criterion, number),
            version=section.version, by=stage.by(holder.name), at=at, done=True,
        )  # fmt: skip

    return Deed(name=f"report of {holder.name}: {criterion}", day=-42, done=done, do=do)


def _declare(stage: Stage, holder: Holder, number: int, at: datetime) -> None:
    file = SimpleUploadedFile("ban-ke-khai.pdf", texts.declaration(number))
    reports.attach_declaration(
        poll=stage.poll, dossier=stage.dossier(holder), file=file, by=stage.by(holder.name), at=at
    )


def _accept(stage: Stage, dossier: Dossier, at: datetime) -> None:
    dossiers.accept_dossier(
        poll=stage.poll, dossier=dossier, version=dossier.version, by=stage.staff("clerk"), at=at
    )


def _hearing(stage: Stage) -> Iterator[Deed]:
    """Yield what the Front files and notes, and what it passes on."""
    yield Deed(
        name="synthesis filed", day=-30,
        done=lambda: stage.poll.syntheses.filter(filed=True).exists(),
        do=lambda at: _file_synthesis(stage, at),
    )  # fmt: skip
    for number, (text, source) in enumerate(texts.OPINIONS):
        holder = stage.rated_holders[(number * 5 + 1) % len(stage.rated_holders)]
        yield from _opinion(stage, holder, text, source)


def _file_synthesis(stage: Stage, at: datetime) -> None:
    filing = opinions.Filing(
        text=texts.SYNTHESIS.format(n=86), number="212/BC-MTTQ", dated=at.date() - timedelta(days=1)
    )
    opinions.file_synthesis(poll=stage.poll, filing=filing, by=stage.staff("front"), at=at)


def _opinion(stage: Stage, holder: Holder, text: str, source: str) -> Iterator[Deed]:
    yield Deed(
        name=f"opinion about {holder.name}", day=-29,
        done=lambda: stage.row(holder).opinions.filter(text=text).exists(),
        do=lambda at: opinions.add_opinion(
            poll=stage.poll, rated=stage.row(holder), text=text, source=source,
            by=stage.staff("front"), at=at,
        ),
    )  # fmt: skip
    yield Deed(
        name=f"opinion about {holder.name} passed on", day=-28,
        done=lambda: stage.row(holder).opinions.filter(text=text, passed_on=True).exists(),
        do=lambda at: opinions.pass_on_opinions(
            poll=stage.poll, rated=stage.row(holder), by=stage.staff("front"), at=at
        ),
    )  # fmt: skip
