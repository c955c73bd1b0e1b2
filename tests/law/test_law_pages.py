"""The pages and the schema in docs/law are those of the law files as they are."""

import json
import subprocess
import sys

import pytest

from support.repository import ROOT
from tinnhiem.law.bookshelf import identifiers, load
from tinnhiem.law.rulebook import Status
from tinnhiem.law.schema import DIALECT, json_schema

FOLDER = ROOT / "docs" / "law"


def test_the_generated_pages_are_current() -> None:
    command = [sys.executable, str(ROOT / "script" / "make_law_pages.py"), "--check"]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("identifier", identifiers())
def test_a_page_shows_every_rule_of_its_instrument(identifier: str) -> None:
    page = (FOLDER / f"{identifier}.md").read_text(encoding="utf-8")

    assert [
        rule.id for rule in load(identifier).rule if f"<code>{rule.id}</code>" not in page
    ] == []


def test_the_list_of_unverified_points_has_every_one_and_no_other() -> None:
    books = [load(identifier) for identifier in identifiers()]
    real = [book for book in books if not book.instrument.example]
    rules = [rule for book in real for rule in book.rule]
    open_points = [
        rule
        for rule in rules
        if rule.status is not Status.VERIFIED
        or (rule.citation.article is None and rule.citation.annex is None)
    ]

    text = (FOLDER / "unverified.md").read_text(encoding="utf-8")

    listed = text.split("\n## ", 1)[1].count("<tr><td>")
    assert listed == len(open_points)


def test_the_published_schema_is_the_one_of_the_software() -> None:
    published = json.loads((FOLDER / "rulebook.schema.json").read_text(encoding="utf-8"))

    assert published == json_schema()
    assert published["$schema"] == DIALECT
    assert published["additionalProperties"] is False
    assert "QuorumRule" in published["$defs"]
