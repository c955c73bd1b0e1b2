"""Taking over a workbook: read apart, shown as what it would change, confirmed once as a whole."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.import_plan import Plan, Preview
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.rolls import keep_on_roll, refuse_begun
from tinnhiem.conduct.transitions import Role
from tinnhiem.exchange.registry_process import lines_of
from tinnhiem.exchange.workbook_guard import MAXIMUM_BYTES
from tinnhiem.law.problems import InputError, Problem
from tinnhiem.records.models import Account, Body, Conference, Poll, RegistryImport
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.names import clean

CLERK: Final = frozenset({Role.CLERK})
REGISTRY: Final = "registry"
ROLL: Final = "roll"


def read_workbook(content: bytes, kind: str) -> list[dict[str, Any]]:
    """Return the lines of a workbook, read in a process of its own.

    :raises InputError: where it is hostile, damaged or too large, or with every mistake in it.
    """
    if len(content) > MAXIMUM_BYTES:
        raise InputError((Problem(code="file-too-large", values={"limit": MAXIMUM_BYTES}),))
    return lines_of(content, kind)


@act("import.read", roles=CLERK, says=noted("{actor} read a workbook to compare it: {subject}"))
def keep_lines(
    *,
    body: Body,
    purpose: str,
    name: str,
    lines: Sequence[Mapping[str, Any]],
    by: Account,
    at: datetime,
) -> Noted[RegistryImport]:
    """Keep the lines of a workbook until somebody confirms them; the registry stays as it is."""
    made = RegistryImport.objects.create(
        body=body,
        purpose=purpose[:20],
        name=clean(name)[:255],
        lines=list(lines),
        asked_by=by,
        read_on=at.date(),
    )
    return Noted(result=made, subject=made.name, after={"lines": len(made.lines)})


def preview(kept: RegistryImport, conference: Conference | None, today: date) -> Preview:
    """Return what taking a workbook over would change; nothing is written."""
    return _planned(kept, conference, today).found


@act("import.confirmed", roles=CLERK, says=noted("{actor} took a workbook over: {subject}"))
def confirm_registry(
    *, body: Body, kept: RegistryImport, digest: str, by: Account, at: datetime
) -> Noted[Preview]:
    """Take over people, posts and who held them, exactly as the preview showed it.

    :raises RefusedError: where there are mistakes, it was done, or the registry changed since.
    """
    return _confirm(kept, digest, None, at.date())


@act(
    "roll.imported", roles=CLERK, says=noted("{actor} took a roll over from a workbook: {subject}")
)
def confirm_roll(
    *,
    poll: Poll,
    conference: Conference,
    kept: RegistryImport,
    digest: str,
    by: Account,
    at: datetime,
) -> Noted[Preview]:
    """Take the roll of a conference over, exactly as the preview showed it.

    :raises RefusedError: where there are mistakes, it was done, or the records changed since.
    """
    fresh = refuse_begun(poll, conference)
    return _confirm(kept, digest, fresh, at.date())


def _confirm(
    kept: RegistryImport, digest: str, conference: Conference | None, today: date
) -> Noted[Preview]:
    fresh = RegistryImport.objects.select_for_update().get(pk=kept.pk)
    if fresh.state == RegistryImport.State.DONE:
        raise RefusedError(_("This workbook was taken over already."))
    planned = _planned(fresh, conference, today)
    seen = planned.found
    if seen.errors:
        raise RefusedError(_("The workbook has mistakes. Correct them and read it again."))
    if seen.digest != digest:
        raise RefusedError(
            _("The registry changed since this was shown. Look at it again, then confirm.")
        )
    _save(planned, conference)
    fresh.state = RegistryImport.State.DONE.value
    fresh.save()
    kinds = ("added", "changed", "ended", "same")
    after = {kind: len(seen.of(kind)) for kind in kinds}
    return Noted(result=seen, subject=fresh.name, after=after)


def _planned(kept: RegistryImport, conference: Conference | None, today: date) -> Plan:
    plan = Plan(kept.body, today)
    places = []
    for line in kept.lines:
        before = len(plan.roll)
        plan.compare(line, roll=conference is not None)
        if len(plan.roll) > before:
            places.append(str(line["place"]))
    if conference is not None and not plan.found.errors:
        plan.compare_roll(conference, places)
    return plan


def _save(plan: Plan, conference: Conference | None) -> None:
    """Save the rows of a plan: whom others refer to first."""
    for row in (*plan.people, *plan.posts, *plan.tenures):
        row.save()
    if conference is not None:
        keep_on_roll(conference, plan.roll)
