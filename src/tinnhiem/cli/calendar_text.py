"""The calendar of a poll, as a table for a terminal and as a document for a program."""

import argparse
from collections.abc import Iterator, Sequence
from typing import Any, Final

from tinnhiem.cli.console import Console
from tinnhiem.cli.legal import cite, paraphrase, short_name, status_mark
from tinnhiem.cli.tables import filled, width, wrapped
from tinnhiem.exchange.result import citation_document
from tinnhiem.law.chain import Chain
from tinnhiem.law.rulebook import StepRule
from tinnhiem.law.timeline import Progress
from tinnhiem.wording.dates import long_date, short_date, weekday
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.terms import ACTORS, ANCHORS, STANDING_BODIES, label

_STATES: Final = {
    "done": noted("✓ done"),
    "late": noted("! done late"),
    "overdue": noted("! overdue"),
    "due": "",
}


def document(states: Sequence[Progress], *, judged: bool) -> dict[str, Any]:
    """Return the steps for a program; with their states where a day to judge them was given."""
    steps = []
    for progress in states:
        rule = progress.step.rule
        step: dict[str, Any] = {
            "id": rule.id,
            "due": progress.step.due.isoformat(),
            "actor": rule.actor,
            "citation": citation_document(rule.citation),
            "status": rule.status.value,
        }
        if judged:
            done = progress.done_on
            step |= {"state": progress.state, "done_on": done.isoformat() if done else None}
        steps.append(step)
    return {"steps": steps}


def report(
    states: Sequence[Progress], chain: Chain, options: argparse.Namespace, console: Console
) -> Iterator[str]:
    """Give the steps, after the dates that they hang on."""
    bases = "; ".join(short_name(instrument) for instrument in chain.instruments)
    for line in wrapped(_("Calendar · {bases}").format(bases=bases), console.width):
        yield console.styled(line, "bold")
    for name, day in (("opening", options.opening), ("poll", options.poll)):
        if day is not None:
            anchor = label(ANCHORS, name)
            yield f"{anchor[:1].upper()}{anchor[1:]}: {weekday(day)}, {long_date(day)}"
    judged = bool(options.today or options.done)
    for progress in states:
        yield ""
        yield from _step(progress, chain, options, console, judged=judged)
    late = [p.step.rule for p in states if judged and p.state in {"late", "overdue"}]
    if late:
        yield ""
        title = _("Late: {count}").format(count=len(late))
        yield console.styled(title, "bold", "yellow")
        yield from _listed(late, console)
    yield from _elsewhere(states, chain, options, console)


def _listed(rules: Sequence[StepRule], console: Console) -> Iterator[str]:
    """Give what is to be done by each of some steps, as a list."""
    for rule in rules:
        for place, line in enumerate(wrapped(paraphrase(rule), console.width - 4)):
            yield f"  {'-' if place == 0 else ' '} {line}"


def _step(
    progress: Progress,
    chain: Chain,
    options: argparse.Namespace,
    console: Console,
    *,
    judged: bool,
) -> Iterator[str]:
    """Give the last day and what is to be done; below it who, by which clause, the step's id."""
    rule = progress.step.rule
    last_day = f"{short_date(progress.step.due)}  {filled(weekday(progress.step.due), 9)}  "
    texts = wrapped(paraphrase(rule), console.width - width(last_day))
    for number, text in enumerate(texts):
        yield (last_day if number == 0 else " " * width(last_day)) + text
    parts = [_actor(rule, options), cite(rule.citation, chain), rule.id]
    state = _(_STATES[progress.state]) if judged else ""
    parts.append(state.replace(" ", "\u00a0"))
    told = "\u00a0· ".join(part for part in parts if part) + status_mark(rule.status, console)
    for line in wrapped(told, console.width - width(last_day)):
        yield " " * width(last_day) + console.styled(line, "faint")


def _actor(rule: StepRule, options: argparse.Namespace) -> str:
    if rule.actor == "standing-body" and options.body:
        return label(STANDING_BODIES, options.body)
    return label(ACTORS, rule.actor)


def _elsewhere(
    states: Sequence[Progress], chain: Chain, options: argparse.Namespace, console: Console
) -> Iterator[str]:
    """Say how many steps hang on a date that was not given."""
    given = {"opening": options.opening, "poll": options.poll}
    shown = {progress.step.rule.id for progress in states}
    for name, day in given.items():
        rules = [rule for rule in chain.of(StepRule) if rule.anchor == name and day is None]
        missing = [rule for rule in rules if rule.id not in shown]
        if missing:
            yield ""
            text = _("Not shown, for want of {anchor} (--{option}): {count}")
            told = text.format(anchor=label(ANCHORS, name), option=name, count=len(missing))
            yield from wrapped(told, console.width)
            yield from _listed(missing, console)
