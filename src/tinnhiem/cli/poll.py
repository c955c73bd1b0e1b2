"""``tinnhiem poll``: poll files and workbooks, made, checked and turned into each other."""

import argparse
from pathlib import Path

from tinnhiem.cli.arguments import add_law, add_poll
from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import Exit
from tinnhiem.cli.parser import Parser, add_language, examples
from tinnhiem.cli.poll_output import (
    JSON,
    WORKBOOK,
    add_force,
    require_ending,
    require_new,
    write_poll,
)
from tinnhiem.wording.language import _, current
from tinnhiem.wording.terms import BODIES, PROCEDURES


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the commands on poll files."""
    parser.epilog = examples(
        ("tinnhiem poll template --rulebook nq-96-2023-qh15 poll.xlsx", _("a workbook to fill in")),
        ("tinnhiem poll check poll.xlsx", _("every mistake at once, with sheet and cell")),
        ("tinnhiem poll convert poll.xlsx poll.json", _("the same content as JSON, or back")),
    )
    commands = parser.add_subparsers(
        dest="action", metavar=_("ACTION"), title=_("commands"), required=True, parser_class=Parser
    )
    template = commands.add_parser("template", help=_("write a workbook to fill in"))
    template.add_argument(
        "--rulebook", metavar=_("ID"), required=True, help=_("id of the base law file")
    )
    template.add_argument(
        "--procedure", choices=tuple(PROCEDURES), default="rating", help=_("kind of poll")
    )
    template.add_argument("--body", choices=tuple(BODIES), help=_("kind of body"))
    template.add_argument(
        "--overlay",
        metavar=_("ID"),
        action="append",
        default=[],
        help=_("id of guidance or a plan over it; may be repeated"),
    )
    add_law(template)
    template.add_argument("file", metavar=_("FILE"), type=Path, help=_("workbook to write (XLSX)"))
    check = commands.add_parser("check", help=_("check a poll file or workbook"))
    add_poll(check)
    convert = commands.add_parser("convert", help=_("turn a workbook into JSON, or back"))
    convert.add_argument("poll", metavar=_("POLL"), type=Path, help=_("poll file or workbook"))
    convert.add_argument(
        "file", metavar=_("FILE"), type=Path, help=_("file to write (.json, .xlsx)")
    )
    for command in (template, convert):
        add_force(command)
    for command in (template, check, convert):
        add_language(command)


def run(options: argparse.Namespace, console: Console) -> Exit:
    """Carry out one of the commands on poll files."""
    actions = {"template": _template, "check": _check, "convert": _convert}
    return actions[options.action](options, console)


def _template(options: argparse.Namespace, console: Console) -> Exit:
    """Write the workbook of a chain of legal bases that rules the procedure."""
    from tinnhiem.cli.inputs import own_rulebooks
    from tinnhiem.exchange.workbook_template import template_info
    from tinnhiem.exchange.workbook_writing import write_template
    from tinnhiem.law.chain import load_chain
    from tinnhiem.law.poll import BodyKind, Procedure

    require_ending(options.file, WORKBOOK)
    require_new(options.file, force=options.force)
    own = own_rulebooks(options.law or ())
    info = template_info(
        load_chain(options.rulebook, options.overlay, own),
        procedure=Procedure(options.procedure),
        body=BodyKind(options.body) if options.body else None,
    )
    write_template(info, options.file, language=current())
    console.result(_("{path} is written").format(path=options.file))
    return Exit.DONE


def _check(options: argparse.Namespace, console: Console) -> Exit:
    """Read a poll, and once it has counts let the law look at them too."""
    from tinnhiem.cli.evaluate_text import warnings
    from tinnhiem.cli.heads import head
    from tinnhiem.cli.inputs import about, read
    from tinnhiem.law.eligibility import eligibility
    from tinnhiem.law.evaluation import evaluate
    from tinnhiem.law.evaluation import warnings as poll_warnings

    poll, chain = read(options)
    with about(options.poll, options.places):
        counted = any(person.count is not None for person in poll.slate)
        told = evaluate(poll, chain).warnings if counted else poll_warnings(poll, chain)
        persons = eligibility(poll, chain)
    for line in head(poll, chain, console):
        console.result(line)
    text = _("In order: {persons} persons on the list, {included} put to the poll; {state}.")
    state = _("counted") if counted else _("not counted yet")
    included = sum(person.included for person in persons)
    console.result(text.format(persons=len(persons), included=included, state=state))
    dates = tuple(problem for person in persons for problem in person.warnings)
    for line in warnings(options.places.all_placed((*told, *dates)), chain, console):
        console.result(line)
    return Exit.DONE


def _convert(options: argparse.Namespace, console: Console) -> Exit:
    """Write the same content in the other form; numbers that do not agree are only warned of."""
    from tinnhiem.cli.failures import told
    from tinnhiem.cli.inputs import about
    from tinnhiem.exchange.poll_file import read_poll_file
    from tinnhiem.law.reconciliation import disagreements

    require_ending(options.file, JSON, WORKBOOK)
    require_new(options.file, force=options.force)
    with about(options.poll):
        file = read_poll_file(options.poll)
        poll = file.poll()
    write_poll(poll, options.file)
    for problem in file.places.all_placed(disagreements(poll)):
        console.warning(told(problem, path=str(options.poll)))
    console.result(_("{path} is written").format(path=options.file))
    return Exit.DONE
