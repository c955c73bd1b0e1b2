"""Secrecy on paper: one page, one look, nothing that tells two copies apart."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from support.ballots import VARIANTS, definition, poll, printed, rules, text
from tinnhiem.documents.ballots import (
    ballot_definition,
    definition_hash,
    parse_code,
    print_ballots,
    printed_types,
)
from tinnhiem.law.poll import BallotType, Choice, Count, Officeholder, Poll

_PRINT = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from support.ballots import definition, two_types
from tinnhiem.documents.ballots import print_ballots
print_ballots(definition(two_types()), Path(sys.argv[2]))
"""


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_two_runs_of_the_program_write_the_same_bytes(tmp_path: Path) -> None:
    tests = Path(__file__).parents[2]
    for folder in ("one", "two"):
        command = [sys.executable, "-c", _PRINT, str(tests), str(tmp_path / folder)]
        subprocess.run(command, check=True, timeout=60)

    assert _files(tmp_path / "one") == _files(tmp_path / "two")
    assert set(_files(tmp_path / "one")) == {"ballots-hdnd.pdf", "ballots-ubnd.pdf", "layout.json"}


def test_a_file_holds_each_page_once_so_that_copies_cannot_differ() -> None:
    layout, pdfs = printed("sixty persons")
    numbers = [(page["pdf"], page["pdf_page"]) for page in layout["pages"]]

    assert list(pdfs) == ["ballots-hdnd.pdf"]
    assert numbers == [("ballots-hdnd.pdf", page) for page in (1, 2, 3)]


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_code_says_body_poll_type_page_and_definition_and_nothing_else(variant: str) -> None:
    layout, _ = printed(variant)
    for page in layout["pages"]:
        code = parse_code(page["code"])
        assert code is not None
        again = ":".join(
            [
                "TN1",
                code.kind,
                code.body,
                code.poll,
                f"{code.type:02}",
                f"{page['page']:02}/{page['pages']:02}",
                code.definition,
            ]
        )

        assert page["code"].startswith(again)
        assert len(page["code"]) == 47


def test_nothing_of_the_voters_changes_a_ballot() -> None:
    before = poll()
    count = Count(marks={Choice.HIGH: 40, Choice.MEDIUM: 5, Choice.LOW: 4}, invalid=0)
    after = replace(
        before,
        roll=replace(before.roll, membership=52, convened=52, present=49),
        ballot_types=(replace(before.ballot_types[0], issued=49, returned=49, unused=3),),
        slate=tuple(replace(who, count=count) for who in before.slate),
    )

    assert definition_hash(definition(before)) == definition_hash(definition(after))
    assert [p.pdf for p in printed_types(definition(before))] == [
        p.pdf for p in printed_types(definition(after))
    ]


def _first(person: Officeholder) -> Poll:
    return replace(poll(), slate=(person, *poll().slate[1:]))


FIRST = poll().slate[0]
CHANGES = {
    "the body": replace(poll(), body=replace(poll().body, name="HĐND tỉnh Hoa Mai")),
    "the term": replace(poll(), body=replace(poll().body, term=(2021, 2026))),
    "the sitting": replace(poll(), sitting=replace(poll().sitting, name="Kỳ họp thứ mười")),
    "the day": replace(poll(), sitting=replace(poll().sitting, poll_date=date(2028, 12, 8))),
    "a name": _first(replace(FIRST, name="Lò Thị Minh Phương")),
    "a salutation": _first(replace(FIRST, salutation="Ông")),
    "a post": _first(replace(FIRST, posts=poll().slate[1].posts)),
    "an id": _first(replace(FIRST, id="q1")),
    "the order": replace(poll(), slate=poll().slate[::-1]),
    "a person fewer": replace(poll(), slate=poll().slate[1:]),
    "the title of a type": replace(poll(), ballot_types=(BallotType(id="hdnd", title="Khối A"),)),
    "a minority line": replace(poll(), papers={"minority_lines": {"p1": "Lò"}}),
    "the ordinal of the term": replace(poll(), papers={"council_term": "XVI"}),
    "the rehearsal": replace(poll(), rehearsal=True),
}


@pytest.mark.parametrize("what", CHANGES)
def test_the_hash_changes_with(what: str) -> None:
    assert definition_hash(definition(CHANGES[what])) != definition_hash(definition(poll()))


def test_the_hash_changes_with_the_rules_and_the_size_of_letters() -> None:
    usual = definition(poll())
    hashes = {
        definition_hash(usual),
        definition_hash(definition(poll(), large=True)),
        definition_hash(ballot_definition(poll(), rules(no_mark="sheet"))),
        definition_hash(ballot_definition(poll(), replace(rules(), instruments=()))),
        definition_hash(ballot_definition(poll(), replace(rules(), choices=rules().choices[::-1]))),
        definition_hash(replace(usual, template="another drawing")),
    }

    assert len(hashes) == 6


def test_a_rehearsal_says_so_in_words_and_in_its_code_and_a_real_ballot_does_not() -> None:
    rehearsal, pdfs = printed("rehearsal")
    real, real_pdfs = printed("seven persons")
    kinds = [parse_code(layout["pages"][0]["code"]) for layout in (rehearsal, real)]

    assert [kind.kind for kind in kinds if kind] == ["T", "R"]
    assert "THỬ NGHIỆM" in text(pdfs["ballots-hdnd.pdf"])
    assert "THỬ NGHIỆM" not in text(real_pdfs["ballots-hdnd.pdf"])


def test_a_rehearsal_has_its_boxes_where_the_real_ballot_has_them() -> None:
    real = printed_types(definition(poll(12)))[0].layout
    rehearsal = printed("rehearsal")[0]["pages"]

    assert [page["boxes"] for page in real] == [page["boxes"] for page in rehearsal]


def test_nothing_is_left_behind_when_a_ballot_cannot_be_printed(tmp_path: Path) -> None:
    (tmp_path / "layout.json").write_text("the former one")
    (tmp_path / "ballots-hdnd.pdf").mkdir()

    with pytest.raises(OSError, match="ballots-hdnd"):
        print_ballots(definition(poll()), tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["ballots-hdnd.pdf", "layout.json"]
    assert (tmp_path / "layout.json").read_text() == "the former one"


def test_an_id_that_no_file_can_bear_does_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    odd = "../khối/1"
    slate = tuple(replace(who, ballot_type=odd) for who in poll(2).slate)
    types = (BallotType(id=odd, title="Khối Hội đồng nhân dân"),)
    print_ballots(definition(replace(poll(2), slate=slate, ballot_types=types)), tmp_path / "out")

    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"ballots-01.pdf", "layout.json"}


def test_the_layout_file_is_the_one_that_is_promised(tmp_path: Path) -> None:
    print_ballots(definition(poll(60)), tmp_path)
    layout = json.loads((tmp_path / "layout.json").read_text(encoding="utf-8"))
    page = layout["pages"][1]

    assert layout["format"] == "tinnhiem-layout/1"
    assert layout["page_mm"] == [210, 297]
    assert len(layout["definition"]) == 64
    assert (page["ballot_type"], page["page"], page["pages"]) == ("hdnd", 2, 3)
    assert set(page["boxes"][0]) == {"line", "choice", "x", "y", "w", "h"}
    lines = [row["line"] for page in layout["pages"] for row in page["rows"]]
    assert lines == [f"p{number}" for number in range(1, 61)]
