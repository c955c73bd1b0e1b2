"""Installations of the office in folders of their own, used as people use them: by processes."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from support.repository import ROOT


@dataclass(frozen=True)
class Installation:
    """An installation: its data folder, a database elsewhere where one is named, its settings."""

    data: Path
    database: str = ""
    settings: dict[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        """The environment of its processes."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("TINNHIEM_")}
        own = {"TINNHIEM_DATA": str(self.data), "PYTHONPATH": str(ROOT / "tests")}
        if self.database:
            own["TINNHIEM_DATABASE_URL"] = self.database
        return kept | own | self.settings | {"DJANGO_SETTINGS_MODULE": "tinnhiem.project.settings"}

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run ``tinnhiem`` on it."""
        return subprocess.run(
            [str(Path(sys.executable).with_name("tinnhiem")), *arguments],
            check=False, capture_output=True, text=True, env=self.environment(), timeout=120,
        )  # fmt: skip

    def run(self, code: str) -> str:
        """Run Python in it, Django loaded, and return what it prints."""
        start = "import django\ndjango.setup()\n"
        done = subprocess.run(
            [sys.executable, "-c", start + code],
            check=False, capture_output=True, text=True, env=self.environment(), timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def prepare(self) -> "Installation":
        """Make its database ready."""
        done = self.command("office", "--prepare")
        assert done.returncode == 0, done.stderr
        return self


@cache
def _prepared_once() -> Path:
    """An empty installation that is ready, made once a run of the tests."""
    folder = Path(tempfile.mkdtemp(prefix="tinnhiem-empty-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Installation(folder / "data").prepare().data


def ready(data: Path) -> Installation:
    """A new installation in a folder, empty and ready: a copy of the one made once."""
    shutil.copytree(_prepared_once(), data)
    return Installation(data)


def office_in(installation: Installation, state: str = "reading", stage: str = "waiting") -> None:
    """Put the invented office of the tests into an installation, its conference at a stage."""
    installation.run(
        "from support.office import build_office\n"
        "from tinnhiem.conduct.states import PollState, Stage\n"
        f"build_office(PollState({state!r}), Stage({stage!r}))\n"
    )
