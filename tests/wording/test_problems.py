"""Every problem that the code can raise has its sentence, and every sentence its problem."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from string import Formatter

import pytest

from tinnhiem.law.rulebook import Citation
from tinnhiem.wording.language import speaking
from tinnhiem.wording.problems import SENTENCES, TABLES, sentence

SOURCE = Path(__file__).parents[2] / "src" / "tinnhiem"
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


@dataclass(frozen=True)
class Told:
    """A problem's shape, without the law."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "wording" not in path.relative_to(SOURCE).parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def _strings(tree: ast.AST) -> set[str]:
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _makers(tree: ast.Module) -> dict[str, int]:
    """Functions of a module that make problems from a ``code`` of theirs, with its position."""
    makers = {"Problem": -1}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args]
            if "code" in names:
                makers[node.name] = names.index("code") - (names[0] in {"self", "cls"})
    return makers


def _assigned(tree: ast.Module, name: str) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(getattr(t, "id", "") == name for t in node.targets):
            yield node.value


def _codes_in(tree: ast.Module, given: ast.expr) -> set[str]:
    """Codes in an expression, and in what its names were set to."""
    names = {node.id for node in ast.walk(given) if isinstance(node, ast.Name)}
    sources = [given, *(value for name in names for value in _assigned(tree, name))]
    return {text for source in sources for text in _strings(source) if CODE.fullmatch(text)}


def _given_code(call: ast.Call, makers: Mapping[str, int]) -> ast.expr | None:
    function = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if function not in makers:
        return None
    named = next((k.value for k in call.keywords if k.arg == "code"), None)
    position = makers[function]
    return call.args[position] if named is None and 0 <= position < len(call.args) else named


def _raised_codes() -> set[str]:
    """Codes that problems are made with, directly or through a function with a ``code``."""
    codes: set[str] = set()
    makers: dict[str, int] = {}
    for _path, tree in _trees():
        makers |= _makers(tree)
    for _path, tree in _trees():
        for node in ast.walk(tree):
            given = _given_code(node, makers) if isinstance(node, ast.Call) else None
            if given is not None:
                codes |= _codes_in(tree, given)
    return codes


def test_every_problem_in_the_code_has_a_sentence() -> None:
    assert sorted(_raised_codes() - set(SENTENCES)) == []


def test_every_sentence_has_a_problem_in_the_code() -> None:
    written = set[str]().union(*(_strings(tree) for _path, tree in _trees()))
    assert sorted(set(SENTENCES) - written) == []


def test_a_code_stands_in_one_table_only() -> None:
    assert len(SENTENCES) == sum(len(table) for table in TABLES)


def test_placeholders_are_plain_names() -> None:
    for code, text in SENTENCES.items():
        names = [name for _t, name, _s, _c in Formatter().parse(text) if name is not None]
        assert all(name.isidentifier() for name in names), code


def test_a_sentence_is_told_in_the_language_in_use() -> None:
    problem = Told("rule-twice", {"id": "subjects"})
    assert sentence(problem) == "Mã quy tắc “subjects” được dùng hai lần."
    with speaking("en"):
        assert sentence(problem) == "The rule id “subjects” is used twice."


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2028, 12, 7), "07/12/2028"),
        (Fraction(2, 3), "2/3"),
        (None, "–"),
        (("a", "b"), "a, b"),
        ("{0.__class__}", "{0.__class__}"),
    ],
)
def test_values_are_shown_as_people_write_them(value: object, shown: str) -> None:
    assert sentence(Told("rule-twice", {"id": value})) == f"Mã quy tắc “{shown}” được dùng hai lần."


def test_ids_are_told_by_their_names() -> None:
    told = sentence(Told("denominator-needed", {"options": "convened, present"}))
    assert "tổng số người được triệu tập, tổng số người có mặt" in told


def test_a_citation_and_a_paraphrase_are_told_in_the_language_in_use() -> None:
    cited = Citation(instrument="nq-96-2023-qh15", article=12, clause=2)
    problem = Told(
        "rule-locked", {"id": "a", "base": "b", "citation": cited, "vi": "V.", "en": "E."}
    )
    assert "khoản 2 Điều 12 nq-96-2023-qh15" in sentence(problem)
    names = {"nq-96-2023-qh15": "Nghị quyết số 96/2023/QH15"}
    assert "khoản 2 Điều 12 Nghị quyết số 96/2023/QH15" in sentence(problem, instruments=names)
    assert sentence(problem).endswith("V.")
    with speaking("en"):
        assert sentence(problem).endswith("E.")


def test_citations_are_parted_as_the_party_does_where_that_is_asked_for() -> None:
    problem = Told("rule-locked", {"citation": Citation(instrument="x", article=12, clause=2)})
    assert "khoản 2, Điều 12, x" in sentence(problem, commas=True)


def test_a_citation_without_an_instrument_is_its_place_alone() -> None:
    problem = Told("citation-dangles", {"id": "a", "cited": Citation(article=7)})
    assert sentence(problem).endswith("không có trong tệp (Điều 7).")


@dataclass(frozen=True)
class Differs:
    """A difference as the law names it."""

    key: str
    how: str
    below: object
    above: object


@pytest.mark.parametrize(
    ("difference", "told"),
    [
        (
            Differs("days", "other", -15, -10),
            "việc này phải xong chậm nhất 15 ngày trước, tệp ghi 10 ngày trước",
        ),
        (Differs("days", "other", 0, 3), "chậm nhất trong ngày, tệp ghi 3 ngày sau"),
        (Differs("share", "lower", Fraction(2, 3), Fraction(1, 2)), "2/3, tệp ghi 1/2"),
        (Differs("maximum", "higher", 2, 3), "số nơi lấy phiếu nhiều nhất là 2, tệp ghi 3"),
        (Differs("anchor", "other", "poll", "opening"), "ngày lấy phiếu, tệp ghi ngày khai mạc"),
        (Differs("positions", "wider", ("agency-head",), ("minister",)), "tệp thêm Bộ trưởng"),
        (
            Differs("slate_allowed", "other", below=False, above=True),
            "không được phép, tệp ghi được phép",
        ),
        (Differs("unknown", "other", None, "x"), "unknown phải là –, tệp ghi x"),
    ],
)
def test_a_difference_is_told_with_both_values(difference: Differs, told: str) -> None:
    assert told in sentence(Told("rule-looser", {"differences": (difference,)}))


def test_a_missing_value_and_an_unknown_code_never_break_the_telling() -> None:
    assert "–" in sentence(Told("rule-twice"))
    assert sentence(Told("new-thing", {"n": 3})) == "new-thing: n = 3"
    assert sentence(Told("new-thing")) == "new-thing"
