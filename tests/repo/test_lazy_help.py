"""Help comes at once, because nothing heavy is imported for it."""

import os
import subprocess
import sys

import pytest

HEAVY = {"docx", "docxtpl", "holidays", "icalendar", "jinja2", "lxml", "openpyxl", "pydantic"}
HEAVIER = {
    "PIL",
    "cv2",
    "kornia_rs",
    "numpy",
    "pypdfium2",
    "segno",
    "typst",
    "xlsxwriter",
    "zxingcpp",
}
CALL = "import sys; from tinnhiem.cli.main import main; sys.exit(main({arguments!r}))"


def _imported(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", CALL.format(arguments=list(arguments))],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    timed = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in timed}


@pytest.mark.parametrize(
    "arguments", [["--help"], ["evaluate", "--help"], ["--lang", "en", "--help"]]
)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    assert _imported(*arguments) & (HEAVY | HEAVIER) == set()
