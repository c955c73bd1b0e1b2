"""A clone alone is enough: nothing in it points outside it, and nothing in it is unfinished."""

import ast
import re
from pathlib import Path

import pytest

from support.repository import ROOT, modules, place, texts

# Written in pieces, so that this file does not hold what it looks for.
OUTSIDE = re.compile(
    "|".join(["/" + "work/", r"\.\./" + "shared", r"/\." + "library", "/" + "opt/pypi"])
)
UNFINISHED = re.compile(
    r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX", "TB" + "D"]) + r")\b"
)
HOMES = re.compile("/" + r"(home|root|Users)/\w")
LOCKS = {"uv.lock", "package-lock.json"}


def _found(pattern: re.Pattern[str]) -> list[str]:
    return [
        place(path, number)
        for path, text in texts()
        if path.name not in LOCKS
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize("pattern", [OUTSIDE, HOMES, UNFINISHED], ids=["outside", "homes", "marks"])
def test_no_text_leaves_the_repository_or_is_unfinished(pattern: re.Pattern[str]) -> None:
    assert _found(pattern) == []


def test_the_locks_name_no_files_of_one_machine() -> None:
    for path, text in texts():
        if path.name in LOCKS:
            assert "file:" not in text, path


def test_the_font_lock_names_no_registry() -> None:
    assert "://" not in (ROOT / "fonts" / "package-lock.json").read_text(encoding="utf-8")


def _escapes(path: Path, target: str) -> bool:
    relative = target.partition("#")[0]
    if "://" in target or target.startswith("mailto:") or not relative:
        return False
    return not (path.parent / relative).resolve().exists()


def test_links_of_the_markdown_files_lead_to_files_that_exist() -> None:
    link = re.compile(r"\]\(([^)\s]+)\)")
    dead = [
        f"{path.relative_to(ROOT)}: {target}"
        for path, text in texts()
        if path.suffix == ".md"
        for target in link.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL))
        if _escapes(path, target)
    ]

    assert dead == []


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    avoided = {"skip", "skipif", "importorskip", "xfail"}
    found = [
        place(path, node.lineno)
        for path, tree in modules(ROOT / "tests")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in avoided
    ]

    assert found == []
