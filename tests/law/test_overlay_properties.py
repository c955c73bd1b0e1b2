"""Whatever an organisation writes in its overlay, it cannot loosen what its base demands."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinnhiem.law.bookshelf import load
from tinnhiem.law.chain import Chain, build
from tinnhiem.law.poll import Base, Procedure
from tinnhiem.law.problems import InputError
from tinnhiem.law.rulebook import (
    Citation,
    DenominatorRule,
    Instrument,
    Lock,
    OutcomeRule,
    PlacesRule,
    QuorumRule,
    Rule,
    Rulebook,
    Status,
    StepRule,
)

BASE = load("qd-96-qd-tw")
SHARES = st.builds(Fraction, st.integers(1, 12), st.integers(12, 12))


def _laid(*rules: Rule, over: str = BASE.instrument.id, name: str = "ke-hoach") -> Rulebook:
    instrument = Instrument(
        id=name,
        kind="overlay",
        track="party",
        number="01-KH/ĐU",
        issuer_vi="Đảng ủy Ví Dụ",
        issuer_en="Example committee",
        title_vi="Kế hoạch",
        title_en="Plan",
        short_vi="Kế hoạch số 01-KH/ĐU",
        short_en="Plan 01-KH/ĐU",
        in_force_from=date(2028, 1, 1),
        over=over,
    )
    return Rulebook(format="tinnhiem-rulebook/1", instrument=instrument, rule=rules)


def _amended(target: Rule, number: int, **changes: object) -> Rule:
    name = f"thay-{number}"
    update = {"id": name, "amends": target.id, "citation": Citation(), **changes}
    return target.model_copy(update=update)


def _rules(kind: type[Any]) -> list[Any]:
    found = [rule for rule in BASE.rule if isinstance(rule, kind)]
    assert found, kind
    return found


LOCKS = st.sampled_from(list(Lock))


@st.composite
def amendments(draw: st.DrawFn) -> tuple[Rule, ...]:
    """One to four changes to numbers of the base, some stricter, some looser."""
    rules: list[Rule] = []
    for number in range(draw(st.integers(1, 4))):
        kind = draw(
            st.sampled_from([QuorumRule, StepRule, PlacesRule, OutcomeRule, DenominatorRule])
        )
        target = draw(st.sampled_from(_rules(kind)))
        changes: dict[str, object] = {"lock": draw(LOCKS), "status": Status.REPORTED}
        if kind is QuorumRule:
            changes["share"] = draw(SHARES)
        elif kind is StepRule:
            changes["days"] = draw(st.integers(-60, 60))
        elif kind is PlacesRule:
            changes["maximum"] = draw(st.integers(1, 4))
        elif kind is OutcomeRule:
            changes["over"] = draw(st.one_of(st.none(), SHARES))
        else:
            changes["base"] = draw(st.sampled_from(list(Base)))
        rules.append(_amended(target, number, **changes))
    return tuple(rules)


def _quorum(chain: Chain) -> Fraction:
    return chain.of(QuorumRule)[0].share


def _lead(chain: Chain, step: str) -> int:
    return next(r.days for r in chain.of(StepRule) if step in {r.id, r.amends})


@given(st.lists(amendments(), min_size=1, max_size=3))
def test_no_stack_of_overlays_loosens_a_lock_or_a_minimum(stack: list[tuple[Rule, ...]]) -> None:
    base = build([BASE])
    books = [BASE]
    for number, rules in enumerate(stack):
        over = books[-1].instrument.id
        books.append(_laid(*rules, over=over, name=f"tang-{number}"))
    chain = _built(books)
    if chain is None:
        return

    assert _quorum(chain) >= _quorum(base)
    assert chain.of(PlacesRule)[0].maximum <= base.of(PlacesRule)[0].maximum
    assert _bounds(chain) == _bounds(base)
    assert _base(chain) == _base(base)
    for rule in base.of(StepRule):
        if rule.lock is not Lock.FREE and rule.days <= 0:
            assert _lead(chain, rule.id) <= rule.days


def _built(books: list[Rulebook]) -> Chain | None:
    try:
        return build(books)
    except InputError:
        return None


def _bounds(chain: Chain) -> set[tuple[object, ...]]:
    return {(r.outcome, r.over, r.least, r.under, r.most) for r in chain.of(OutcomeRule)}


def _base(chain: Chain) -> Base | None:
    return chain.denominator(Procedure.RATING).base


@given(SHARES)
def test_a_quorum_may_be_raised_and_never_lowered(share: Fraction) -> None:
    target = _rules(QuorumRule)[0]
    raised = _amended(target, 1, share=share)

    if share >= target.share:
        assert _quorum(build([BASE, _laid(raised)])) == share
        return
    with pytest.raises(InputError) as refused:
        build([BASE, _laid(raised)])
    (problem,) = refused.value.problems

    assert problem.code == "rule-looser"
    assert problem.values["citation"] == target.citation.model_copy(
        update={"instrument": BASE.instrument.id}
    )


def test_a_sector_s_choice_binds_the_unit_below_it() -> None:
    target = _rules(QuorumRule)[0]
    sector = _laid(_amended(target, 1, share=Fraction(3, 4), lock=Lock.MINIMUM), name="nganh")
    looser = _amended(target, 2, share=Fraction(2, 3))
    unit = _laid(looser, over="nganh", name="don-vi")

    with pytest.raises(InputError) as refused:
        build([BASE, sector, unit])

    assert [problem.code for problem in refused.value.problems] == ["rule-looser"]


def test_a_minimum_cannot_be_given_an_end_by_an_overlay() -> None:
    target = _rules(QuorumRule)[0]
    dated = _amended(target, 1, in_force_until=date(2028, 1, 2))

    with pytest.raises(InputError) as refused:
        build([BASE, _laid(dated)])

    assert [problem.code for problem in refused.value.problems] == ["amendment-dated"]


def test_an_overlay_adds_no_threshold_and_no_second_base() -> None:
    added = [
        _rules(kind)[0].model_copy(update={"id": f"them-{i}", "citation": Citation()})
        for i, kind in enumerate((OutcomeRule, DenominatorRule, QuorumRule, PlacesRule))
    ]

    with pytest.raises(InputError) as refused:
        build([BASE, _laid(*added)])

    assert {p.code for p in refused.value.problems} == {"addition-refused"}
    assert [p.place for p in refused.value.problems] == [f"rule[{i}]" for i in range(4)]
