"""The reference page of the command is made from the parser, and promised commands are there."""

import pytest

from support.repository import ROOT
from tinnhiem.cli.parser import build_parser, subparsers

PAGE = ROOT / "docs" / "reference" / "command-line.md"

PROMISED = [
    "evaluate poll.json --json",
    "eligibility poll.json --json",
    "calendar --rulebook nq-96-2023-qh15 --opening 2023-12-05 --json --ics poll.ics",
    "calendar --rulebook nq-96-2023-qh15 --poll 2023-12-05",
    "documents poll.json --out papers --kind minutes --format pdf",
    "ballot print poll.json --out ballots",
    "scan ballots/layout.json scans.pdf --json",
    "calibrate deck/layout.json --deck deck.pdf --out report.json",
    "adjudicate count --tally --poll poll.json --json",
    "rulebook list",
    "rulebook show nq-96-2023-qh15",
    "rulebook check plan.toml",
    "rulebook schema",
    "poll template --rulebook nq-96-2023-qh15 poll.xlsx",
    "poll check poll.xlsx",
    "demo",
]


@pytest.mark.parametrize("command", PROMISED)
def test_a_promised_command_is_understood(command: str) -> None:
    assert build_parser().parse_args(command.split()).command == command.split(maxsplit=1)[0]


def test_the_reference_page_is_made_from_the_parser_in_both_languages() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.count("```{command-help}") == 2
    assert ":lang: en" in page


def test_every_command_takes_the_language_and_most_take_json() -> None:
    commands = subparsers(build_parser())
    assert all("--lang" in command.format_help() for command in commands.values())
    assert {name for name, command in commands.items() if "--json" in command.format_help()} == {
        "evaluate",
        "eligibility",
        "calendar",
        "scan",
        "calibrate",
        "adjudicate",
    }
