"""The law has no clock, no chance, no files but its own, and no floating point."""

import ast
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support.repository import PACKAGE, modules, place

LAW = PACKAGE / "law"
DATA_READER = {"pydantic", "pydantic_core"}
CLOCKS = {"now", "today", "utcnow", "fromtimestamp"}
INEXACT = {"float", "round"}
OPENING = {"open", "input", "print", "exec", "eval", "compile", "__import__"}


def _reads_a_clock(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in CLOCKS


def _is_inexact(node: ast.AST) -> bool:
    literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
    return literal or (isinstance(node, ast.Name) and node.id in INEXACT)


def _divides_into_a_float(node: ast.AST) -> bool:
    """Tell whether two plain numbers or lengths are divided: fractions divide exactly."""
    return (
        isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Div)
        and any(
            (isinstance(side, ast.Constant) and isinstance(side.value, int))
            or (
                isinstance(side, ast.Call)
                and isinstance(side.func, ast.Name)
                and side.func.id == "len"
            )
            for side in (node.left, node.right)
        )
    )


def _reaches_out(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id in OPENING


RULES: dict[str, Callable[[ast.AST], bool]] = {
    "reads no clock": _reads_a_clock,
    "has no floating point": _is_inexact,
    "divides exactly": _divides_into_a_float,
    "opens, prints and executes nothing": _reaches_out,
}


def _breaches(rule: Callable[[ast.AST], bool], folder: Path) -> list[str]:
    return [
        place(path, getattr(node, "lineno", 0))
        for path, tree in modules(folder)
        for node in ast.walk(tree)
        if rule(node)
    ]


@pytest.mark.parametrize("rule", RULES)
def test_the_law(rule: str) -> None:
    assert _breaches(RULES[rule], LAW) == []


def _imported(tree: ast.Module) -> set[str]:
    plain = {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
    parts = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    return {name.partition(".")[0] for name in plain | parts}


def test_the_law_imports_the_standard_library_and_its_data_reader_only() -> None:
    allowed = sys.stdlib_module_names | DATA_READER | {"tinnhiem"}

    foreign = {place(path, 1): _imported(tree) - allowed for path, tree in modules(LAW)}

    assert {where: names for where, names in foreign.items() if names} == {}


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("date.today()", "reads no clock"),
        ("share > 0.5", "has no floating point"),
        ("float(n)", "has no floating point"),
        ("round(n)", "has no floating point"),
        ("n / 2", "divides exactly"),
        ("open('x')", "opens, prints and executes nothing"),
    ],
)
def test_a_breach_would_be_seen(source: str, rule: str) -> None:
    assert any(RULES[rule](node) for node in ast.walk(ast.parse(source)))
