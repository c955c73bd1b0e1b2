"""The hash of the facts: it changes when a fact changes, and only then."""

import json
from dataclasses import replace
from datetime import date

import pytest

from support import polls
from support.polls import frozen, marks, papers_of
from tinnhiem.documents.facts import plain
from tinnhiem.documents.form_library import load_forms
from tinnhiem.documents.papers import build_papers
from tinnhiem.law.poll import Poll

BASE = polls.council(persons=9)


def changed() -> dict[str, Poll]:
    first = BASE.slate[0]
    kinds = BASE.ballot_types
    return {
        "a mark": polls.council(persons=9, counts=[marks(45, 4, 0)]),
        "a name": replace(BASE, slate=(replace(first, name="Lường Thị Kim Anh"), *BASE.slate[1:])),
        "a salutation": replace(BASE, slate=(replace(first, salutation=""), *BASE.slate[1:])),
        "the order of the list": replace(BASE, slate=BASE.slate[::-1]),
        "the ledger": replace(BASE, ballot_types=(replace(kinds[0], unused=11), kinds[1])),
        "the roll": replace(BASE, roll=replace(BASE.roll, membership=53)),
        "the place": replace(BASE, sitting=replace(BASE.sitting, place="Nơi khác")),
        "the board": replace(BASE, counting_board=BASE.counting_board[:5]),
        "a number": replace(BASE, papers={**BASE.papers, "numbers": {"minutes": "02"}}),
        "a step done": replace(BASE, steps_done={"reports": date(2028, 11, 6)}),
        "a rehearsal": replace(BASE, rehearsal=True),
        "nothing counted yet": polls.council(persons=9, counted=False),
    }


@pytest.mark.parametrize("what", sorted(changed()))
def test_the_hash_changes_with(what: str) -> None:
    assert frozen(changed()[what]).fact_hash != frozen(BASE).fact_hash


def test_the_hash_is_the_same_for_the_same_facts_in_another_order_of_keys() -> None:
    turned = replace(BASE, papers=dict(reversed(list(BASE.papers.items()))))
    assert frozen(turned).fact_hash == frozen(BASE).fact_hash


def test_composed_and_decomposed_letters_are_one_fact() -> None:
    from unicodedata import normalize

    first = replace(BASE.slate[0], name=normalize("NFD", BASE.slate[0].name))
    assert frozen(replace(BASE, slate=(first, *BASE.slate[1:]))).fact_hash == frozen(BASE).fact_hash


def test_forms_and_kinds_do_not_touch_the_hash() -> None:
    facts = frozen(BASE)
    one = build_papers(facts, ["minutes"], load_forms())
    assert {paper.fact_hash for paper in (*one, *papers_of(BASE))} == {facts.fact_hash}


def test_facts_are_plain_json_and_hold_no_floats() -> None:
    facts = frozen(BASE)
    again = json.loads(json.dumps(facts.data), parse_float=pytest.fail)
    assert again == facts.data
    with pytest.raises(TypeError):
        plain(0.5)


def test_the_printed_hash_is_sixteen_figures_in_groups() -> None:
    facts = frozen(BASE)
    assert facts.printed_hash.replace(" ", "") == facts.fact_hash[:16]
    assert [len(group) for group in facts.printed_hash.split()] == [4, 4, 4, 4]
