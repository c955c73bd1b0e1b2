"""The repository as its own tests see it."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "tinnhiem"


def kept_files() -> list[Path]:
    """Return every file that git keeps or would keep: all but what .gitignore names."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    return [
        ROOT / name for name in sorted(set(listed.split("\0")) - {""}) if (ROOT / name).is_file()
    ]


def texts() -> Iterator[tuple[Path, str]]:
    """Give each kept file that is text, with its text."""
    for path in kept_files():
        content = path.read_bytes()
        if b"\0" not in content:
            yield path, content.decode("utf-8")


def modules(folder: Path) -> Iterator[tuple[Path, ast.Module]]:
    """Give each Python file under ``folder`` with its syntax tree."""
    for path in sorted(folder.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path, line: int) -> str:
    """Return a place in the repository as ``file:line``."""
    return f"{path.relative_to(ROOT)}:{line}"
