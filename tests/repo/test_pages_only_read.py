"""Pages read; whatever changes something is an action. And actions alone write the records."""

import ast
import re
from pathlib import Path

from support.repository import PACKAGE, modules, place

WRITING = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create",
    "update_or_create", "add", "remove", "set", "clear",
}  # fmt: skip
#: Methods of these are no writing to the records: sets, sessions, forms, caches.
HARMLESS = {"add", "remove", "set", "clear", "update"}

#: Acts of somebody without an account yet, and a question whose author the log must not name.
NOBODY_NAMED = {"account.first", "account.opened", "account.reserved", "question.asked"}


def _writes(path: Path, tree: ast.Module) -> list[str]:
    return [
        place(path, node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITING
        and (node.func.attr not in HARMLESS or _on_records(node.func.value))
        and not _of_a_picture(node, node.func.attr)
    ]


def _of_a_picture(call: ast.Call, name: str) -> bool:
    """Whether a picture is saved: to a place that is named first, as no record is."""
    return name == "save" and bool(call.args)


def _on_records(value: ast.expr) -> bool:
    """Whether a call is made on a queryset or a manager."""
    return any(
        isinstance(part, ast.Attribute) and part.attr in {"objects", "filter", "all", "exclude"}
        for part in ast.walk(value)
    )


def test_no_page_writes() -> None:
    found = [hit for path, tree in modules(PACKAGE / "web") for hit in _writes(path, tree)]

    assert found == []


def test_the_records_do_not_write_themselves() -> None:
    found = [
        hit
        for path, tree in modules(PACKAGE / "records")
        if "migrations" not in path.parts
        for hit in _writes(path, tree)
    ]

    assert found == []


def test_the_search_finds_what_it_looks_for() -> None:
    tree = ast.parse("Poll.objects.filter(pk=1).update(state='x')\nseen = set()\nseen.add(1)")

    assert len(_writes(PACKAGE / "x.py", tree)) == 1


INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)|<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|https?://(?!www\.w3\.org/)",
    re.IGNORECASE,
)


def test_no_page_has_inline_scripts_or_styles_or_foreign_addresses() -> None:
    found = [
        place(path, number)
        for path in sorted((PACKAGE / "web").rglob("*.html"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if INLINE.search(line)
    ]

    assert found == []


def test_no_act_is_without_a_sentence() -> None:
    from tinnhiem.actions import registered
    from tinnhiem.actions.act import ACTS

    assert registered.__doc__
    unnamed = {act.code for act in ACTS.values() if "{actor}" not in act.says}
    assert unnamed <= NOBODY_NAMED
    assert all(act.says for act in ACTS.values())
