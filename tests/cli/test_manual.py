"""The manual page and the completion scripts come from the parser itself."""

import os
import shutil
import subprocess
import sys

import pytest

from support.command import Run
from tinnhiem.cli.exits import Exit
from tinnhiem.cli.man import exit_meanings
from tinnhiem.cli.parser import COMMANDS


@pytest.mark.parametrize(("language", "head"), [("vi", "TÊN"), ("en", "NAME")])
def test_the_manual_names_every_command_and_exit_code(run: Run, language: str, head: str) -> None:
    done = run("man", "--lang", language)
    assert f".SH {head}\n" in done.out
    assert all(f".SS {entry.name}\n" in done.out for entry in COMMANDS)
    assert ".SS rulebook check\n" in done.out
    assert all(f"\\fB{int(code)}\\fR" in done.out for code in Exit)


def test_no_line_of_the_manual_is_taken_for_a_request(run: Run) -> None:
    requests = {line.split()[0] for line in run("man").out.splitlines() if line.startswith(".")}
    assert requests <= {".TH", ".SH", ".SS", ".PP", ".TP", ".nf", ".fi"}


def test_every_exit_code_has_a_meaning() -> None:
    assert [code for code, _meaning in exit_meanings()] == list(Exit)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_a_script(run: Run, shell: str) -> None:
    done = run("completion", shell)
    assert done.code == 0
    assert "tinnhiem" in done.out


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("tinnhiem eva", {"evaluate"}),
        ("tinnhiem rulebook s", {"show", "schema"}),
        ("tinnhiem calendar --op", {"--opening"}),
    ],
)
def test_a_shell_that_asks_is_answered(line: str, expected: set[str]) -> None:
    bash = shutil.which("bash")
    assert bash is not None
    script = "import sys; from tinnhiem.cli.main import main; sys.exit(main())"
    done = subprocess.run(
        [bash, "-c", '"$0" -c "$1" 8>&1 9>/dev/null', sys.executable, script],
        capture_output=True,
        check=True,
        text=True,
        env={
            **os.environ,
            "_ARGCOMPLETE": "1",
            "_ARGCOMPLETE_IFS": "\n",
            "_ARGCOMPLETE_SHELL": "bash",
            "COMP_LINE": line,
            "COMP_POINT": str(len(line)),
        },
    )
    assert {word.strip() for word in done.stdout.splitlines()} == expected
