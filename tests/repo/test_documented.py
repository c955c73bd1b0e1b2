"""What the documentation says can be typed can be typed, and every exit code is explained."""

import re
import shlex
from pathlib import Path

import pytest

from support.repository import ROOT
from tinnhiem.cli.exits import Exit
from tinnhiem.cli.main import main
from tinnhiem.cli.parser import build_parser

PAGES = [
    ROOT / "README.md",
    ROOT / "README.vi.md",
    *sorted((ROOT / "docs" / "start").glob("*.md")),
    *sorted((ROOT / "docs" / "guides").glob("*.md")),
]
COMMAND = re.compile(r"^ *(?:\.venv/bin/)?tinnhiem ([^>\n]*)", re.MULTILINE)
BLOCK = re.compile(r"^ *```(?:\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)


def _commands(page: Path) -> list[str]:
    blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
    found = [line for block in blocks for line in COMMAND.findall(block)]
    return [re.split(r"  +", command.strip())[0] for command in found]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_of_a_page_is_understood(page: Path) -> None:
    for command in _commands(page):
        assert build_parser().parse_args(shlex.split(command)).command, command


def test_the_commands_are_found_in_the_pages() -> None:
    assert len(_commands(ROOT / "README.md")) == len(_commands(ROOT / "README.vi.md")) == 11


@pytest.mark.parametrize("name", ["own-rules.md", "own-rules.vi.md"])
def test_the_plan_in_the_guide_is_a_valid_one(name: str, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "guides" / name).read_text(encoding="utf-8")
    plan = tmp_path / "my-plan.toml"
    plan.write_text(re.findall(r"```toml\n(.*?)```", page, re.DOTALL)[0], encoding="utf-8")

    assert main(["rulebook", "check", str(plan)]) == Exit.DONE


def test_the_poll_in_the_reference_is_a_valid_one(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "reference" / "poll-file.md").read_text(encoding="utf-8")
    poll = tmp_path / "poll.json"
    poll.write_text(re.findall(r"```json\n(.*?)```", page, re.DOTALL)[0], encoding="utf-8")

    assert main(["poll", "check", str(poll)]) == Exit.DONE


def test_every_exit_code_is_explained() -> None:
    text = (ROOT / "docs" / "reference" / "exit-codes.md").read_text(encoding="utf-8")
    explained = {
        int(number)
        for row in re.findall(r"^\| ([\d, ]+) \|", text, re.MULTILINE)
        for number in row.split(",")
    }

    assert explained == {code.value for code in Exit}


def test_both_readmes_have_the_same_parts() -> None:
    parts = [
        re.findall(r"^(#+|```)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        for name in ("README.md", "README.vi.md")
    ]

    assert parts[0] == parts[1]


@pytest.mark.parametrize("folder", ["start", "guides"])
def test_every_page_for_users_is_in_both_languages(folder: str) -> None:
    names = {path.name for path in (ROOT / "docs" / folder).glob("*.md")}
    english = {name for name in names if not name.endswith(".vi.md")}

    assert {name.replace(".md", ".vi.md") for name in english} == names - english
