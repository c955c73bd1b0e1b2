"""``tinnhiem calendar``: the steps of a poll with the last day of each."""

import argparse
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from tinnhiem.cli.answers import answer
from tinnhiem.cli.arguments import add_json, add_law, day, done_step
from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import Exit, UsageError
from tinnhiem.cli.parser import examples
from tinnhiem.wording.language import _
from tinnhiem.wording.terms import BODIES

if TYPE_CHECKING:
    from tinnhiem.law.chain import Chain
    from tinnhiem.law.timeline import Step


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the rules, the date that everything hangs on, and what is known of the steps."""
    parser.add_argument(
        "--rulebook", metavar=_("ID"), required=True, help=_("id of the base law file")
    )
    parser.add_argument(
        "--overlay",
        metavar=_("ID"),
        action="append",
        default=[],
        help=_("id of guidance or a plan over it; may be repeated"),
    )
    add_law(parser)
    parser.add_argument(
        "--opening", metavar=_("DATE"), type=day, help=_("day on which the sitting opens")
    )
    parser.add_argument("--poll", metavar=_("DATE"), type=day, help=_("day of the poll"))
    parser.add_argument(
        "--body", choices=tuple(BODIES), help=_("kind of body: only the steps that concern it")
    )
    parser.add_argument(
        "--done",
        metavar=_("STEP=DATE"),
        type=done_step,
        action="append",
        default=[],
        help=_("a step and the day on which it was done; may be repeated"),
    )
    parser.add_argument(
        "--today", metavar=_("DATE"), type=day, help=_("name the steps that are late on this day")
    )
    add_json(parser)
    parser.add_argument(
        "--ics", metavar=_("FILE"), type=Path, help=_("also write a calendar file (iCalendar)")
    )
    parser.epilog = examples(
        (
            "tinnhiem calendar --rulebook nq-96-2023-qh15 --opening 2028-12-05",
            _("from the opening"),
        ),
        (
            "tinnhiem calendar --rulebook qd-96-qd-tw --poll 2028-09-20 --ics poll.ics",
            _("from the day of the poll, and as a calendar file"),
        ),
    )


def run(options: argparse.Namespace, console: Console) -> Exit:
    """Print the steps in the order of their last days."""
    from tinnhiem.cli.calendar_chain import chain_of_options
    from tinnhiem.cli.calendar_text import document, report
    from tinnhiem.law.timeline import progress

    _require_dates(options)
    chain = chain_of_options(options)
    _warn_of_time(chain, options, console)
    steps = _steps(chain, options)
    states = progress(steps, _done(options, steps), options.today or _this_day())
    if options.ics is not None:
        from tinnhiem.exchange.calendar_file import CalendarIdentity, calendar_file
        from tinnhiem.exchange.output import write_whole

        anchor = options.opening or options.poll
        identity = CalendarIdentity(body=options.body or "", year=anchor.year)
        write_whole(
            options.ics, calendar_file(steps, chain, identity=identity, stamp=_stamp(options))
        )
    return answer(
        options,
        console,
        document=lambda: document(states, judged=bool(options.today or options.done)),
        lines=lambda: report(states, chain, options, console),
    )


def _require_dates(options: argparse.Namespace) -> None:
    """Refuse a command line without a date to count from, or with a poll before its sitting.

    :raises UsageError: with what is wrong.
    """
    if options.opening is None and options.poll is None:
        hint = _("see {command}").format(command="tinnhiem calendar --help")
        raise UsageError(_("one of --opening and --poll is required"), hint)
    if options.opening and options.poll and options.poll < options.opening:
        raise UsageError(_("the day of the poll (--poll) lies before the opening (--opening)"))


def _warn_of_time(chain: "Chain", options: argparse.Namespace, console: Console) -> None:
    """Say which instruments are not in force on the day that the calendar hangs on."""
    from tinnhiem.cli.failures import told
    from tinnhiem.law.problems import Problem

    day: date = options.poll or options.opening
    for instrument in chain.instruments:
        first, last = instrument.in_force_from, instrument.in_force_until
        values = {"id": instrument.id, "day": day, "from": first, "until": last}
        if day < first:
            console.warning(told(Problem(code="instrument-not-yet-in-force", values=values)))
        elif last is not None and day > last:
            console.warning(told(Problem(code="instrument-no-longer-in-force", values=values)))


def _stamp(options: argparse.Namespace) -> datetime:
    """Return when the calendar file is made: the day of ``--today``, or now."""
    if options.today is not None:
        return datetime.combine(options.today, time(), UTC)
    return datetime.now(UTC).replace(microsecond=0)


def _steps(chain: "Chain", options: argparse.Namespace) -> tuple["Step", ...]:
    from tinnhiem.exchange.public_holidays import is_public_holiday
    from tinnhiem.law.poll import BodyKind
    from tinnhiem.law.timeline import timeline

    return timeline(
        chain,
        opening=options.opening,
        poll_date=options.poll,
        body=BodyKind(options.body) if options.body else None,
        is_holiday=is_public_holiday,
    )


def _done(options: argparse.Namespace, steps: tuple["Step", ...]) -> dict[str, date]:
    """Return the steps done, once each is known to be one of the calendar's."""
    done: dict[str, date] = dict(options.done)
    known = [step.rule.id for step in steps]
    unknown = sorted(set(done) - set(known))
    if unknown:
        raise UsageError(
            _("no step is named {unknown}").format(unknown=", ".join(unknown)),
            _("steps: {known}").format(known=", ".join(known)),
        )
    return done


def _this_day() -> date:
    return datetime.now(UTC).astimezone().date()
