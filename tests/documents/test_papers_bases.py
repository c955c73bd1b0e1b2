"""Every paper carries the whole chain of legal bases of its poll at its foot, in both formats."""

import re
from dataclasses import replace

import pytest

from support import polls
from tinnhiem.documents.form_library import load_forms
from tinnhiem.documents.issue import freeze_poll
from tinnhiem.documents.papers import build_papers
from tinnhiem.documents.plain import foot
from tinnhiem.law.chain import chain_of

CHAINS = {
    "council": polls.council(),
    "party": replace(polls.party(), overlays=("hd-606-hd-bcsd", "kh-vi-du-bhxh")),
}


@pytest.mark.parametrize("name", CHAINS)
def test_the_foot_of_every_paper_names_every_instrument_of_the_chain(name: str) -> None:
    poll = CHAINS[name]
    chain = chain_of(poll)
    names = [instrument.short_vi for instrument in chain.instruments]
    papers = build_papers(freeze_poll(poll, chain), None, load_forms(None))

    assert len({paper.kind for paper in papers}) > 10
    for paper in papers:
        printed, *bases = foot(paper).split(" · ")
        assert re.fullmatch(r"([0-9a-f]{4} ){3}[0-9a-f]{4}", printed)
        assert bases == names, paper.stem
