"""The tables of the office in the docs are those of the code, and every setting is told."""

import re
import sys

import pytest

from support.repository import PACKAGE, ROOT

sys.path.insert(0, str(ROOT / "script"))

SETTINGS = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["poll-states", "access", "acts"])
def test_a_table_of_the_docs_is_that_of_the_code(name: str) -> None:
    import make_office_pages

    path = ROOT / "docs" / "reference" / f"{name}.md"
    made = make_office_pages.PAGES[path]()

    assert path.read_text(encoding="utf-8") == made, "run script/make_office_pages.py"


def test_every_setting_is_documented() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in (PACKAGE / "project").glob("*.py"))
    read = set(re.findall(r'env\.(?:text|flag|number|listed|secret)\("(\w+)"', source))
    read |= set(re.findall(r'\b(?:text|flag|number|listed|secret)\("([A-Z_]+)"', source))

    assert {name for name in read if f"`TINNHIEM_{name}`" not in SETTINGS} == set()
    assert "DATABASE_URL" in read
