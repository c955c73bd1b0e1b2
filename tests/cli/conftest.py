"""What tests of the command share: running it, and a poll to run it on."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from support.command import POLL, Outcome, Run, Write
from tinnhiem.cli.main import main


@pytest.fixture(autouse=True)
def _ordinary_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of whoever runs the tests may change what the command says."""
    for name in ("TINNHIEM_LANG", "TINNHIEM_DEBUG", "NO_COLOR", "_ARGCOMPLETE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process; whatever happens, no traceback may be shown."""

    def run_command(*arguments: object) -> Outcome:
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return Outcome(code, said.out, said.err)

    return run_command


@pytest.fixture
def poll() -> dict[str, Any]:
    """A small counted poll, to be changed as a test needs it."""
    return deepcopy(POLL)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a poll to a file and return its path."""

    def write_poll(content: object, name: str = "poll.json") -> Path:
        path = tmp_path / name
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        return path

    return write_poll
