"""What an overlay may not do is refused with the citation of the rule below it."""

from typing import Any

import pytest

from tinnhiem.law.bookshelf import load
from tinnhiem.law.chain import build, load_chain
from tinnhiem.law.problems import InputError, Problem
from tinnhiem.law.rulebook import Citation, Rulebook
from tinnhiem.law.strictness import Difference

PLAN = {
    "id": "kh-thu",
    "kind": "plan",
    "track": "party",
    "number": "01-KH/ĐU",
    "issuer_vi": "Đảng ủy Ví Dụ",
    "issuer_en": "Example committee",
    "title_vi": "Kế hoạch",
    "title_en": "Plan",
    "short_vi": "Kế hoạch số 01-KH/ĐU",
    "short_en": "Plan 01-KH/ĐU",
    "in_force_from": "2028-01-01",
    "over": "qd-96-qd-tw",
}
COMMON = {"citation": {}, "vi": "Quy tắc.", "en": "A rule.", "status": "verified"}
QUORUM = {"kind": "quorum", "amends": "quorum", "of": "convened", "share": "3/4"}
OUTCOME = {
    "kind": "outcome",
    "amends": "two-thirds-low",
    "procedure": "rating",
    "choice": "low",
    "outcome": "two-thirds-low",
    "over": "2/3",
    "case_vi": "trên hai phần ba {base}",
    "case_en": "more than two thirds of {base}",
    "consequence_vi": "Cho thôi giữ chức vụ.",
    "consequence_en": "Relieved.",
    "leads_to": ["other-work"],
}
STEP = {"kind": "step", "anchor": "poll", "actor": "personnel-body"}
DENOMINATOR = {"kind": "denominator", "amends": "denominator", "procedures": ["rating"]}
SUBJECT = {"kind": "subject", "amends": "rated-leaders", "bodies": ["agency"], "levels": ["unit"]}


def _book(*rules: dict[str, Any], **instrument: object) -> Rulebook:
    numbered = [{"id": f"thu-{n}", **COMMON, **rule} for n, rule in enumerate(rules)]
    data = {
        "format": "tinnhiem-rulebook/1",
        "instrument": PLAN | instrument,
        "rule": numbered,
    }
    return Rulebook.model_validate(data, strict=False)


def _refused(book: Rulebook, base: str = "qd-96-qd-tw") -> tuple[Problem, ...]:
    try:
        build([load(base), book])
    except InputError as error:
        return error.problems
    return ()


REFUSED: dict[str, tuple[dict[str, Any], str, tuple[int | None, int | None]]] = {
    "a threshold is moved": (OUTCOME, "rule-locked", (11, 3)),
    "the base of the shares is changed": (
        DENOMINATOR | {"base": "valid"},
        "rule-locked",
        (6, 3),
    ),
    "the base of the shares is thrown open": (
        DENOMINATOR | {"options": ["returned", "valid"]},
        "rule-locked",
        (6, 3),
    ),
    "a third place is allowed": (
        {"kind": "places", "amends": "places", "maximum": 3},
        "rule-locked",
        (1, 3),
    ),
    "a level is renamed": (
        {
            "kind": "choices",
            "amends": "rating-levels",
            "procedure": "rating",
            "choices": [
                {"id": "high", "vi": "Tốt", "en": "Good"},
                {"id": "medium", "vi": "Khá", "en": "Fair"},
                {"id": "low", "vi": "Kém", "en": "Poor"},
            ],
        },
        "rule-locked",
        (6, 1),
    ),
    "half of those convened suffice": (QUORUM | {"share": "1/2"}, "rule-looser", (3, 2)),
    "the quorum counts members": (QUORUM | {"of": "membership"}, "rule-looser", (3, 2)),
    "a quorum is dated": (QUORUM | {"in_force_until": "2028-06-30"}, "amendment-dated", (3, 2)),
    "dossiers come later": (
        STEP | {"amends": "dossiers-to-voters", "days": -7},
        "rule-looser",
        (None, None),
    ),
    "posts outside the scope are rated": (
        SUBJECT | {"positions": ["agency-head", "minister"]},
        "rule-looser",
        (3, 1),
    ),
    "an exclusion is turned into another": (
        {"kind": "exclusion", "amends": "excluded-elected-in-poll-year", "ground": "stated"},
        "rule-locked",
        (None, None),
    ),
    "a second quorum is added": (
        {"kind": "quorum", "of": "convened", "share": "1/2"},
        "addition-refused",
        (3, 2),
    ),
    "a threshold is added": (OUTCOME | {"amends": None}, "addition-refused", (11, 2)),
    "a paper is ruled twice": (
        {"kind": "document", "document": "ballots", "style": "state", "issuer": "body"},
        "addition-competes",
        (None, None),
    ),
    "a step takes the place of a quorum": (
        STEP | {"amends": "quorum", "days": -20},
        "amends-other-kind",
        (3, 2),
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_overlay_is_refused_with_the_citation_where(name: str) -> None:
    rule, code, (article, clause) = REFUSED[name]

    (problem,) = _refused(_book(rule))

    assert problem.code == code
    assert problem.place == "rule[0]"
    cited = problem.values["citation"]
    assert isinstance(cited, Citation)
    assert cited.instrument == "qd-96-qd-tw"
    if article is not None:
        assert (cited.article, cited.clause) == (article, clause)


def test_what_the_base_left_open_must_be_chosen_from_what_it_offers() -> None:
    rule = DENOMINATOR | {"base": "valid"}
    narrow = _book(
        DENOMINATOR | {"options": ["convened", "present"], "lock": "free"}, over="qd-262-qd-tw"
    )
    plan = _book(rule | {"amends": "thu-0"}, id="kh-thu-hai", over="kh-thu")

    assert _refused(_book(rule, over="qd-262-qd-tw"), "qd-262-qd-tw") == ()
    with pytest.raises(InputError) as caught:
        build([load("qd-262-qd-tw"), narrow, plan])
    assert [problem.code for problem in caught.value.problems] == ["choice-not-offered"]


def test_disclosure_may_not_go_beyond_what_is_allowed_below() -> None:
    disclosure = {"kind": "disclosure", "amends": "disclosure", "lock": "free"}
    narrow = _book(disclosure | {"default": ["person"], "allowed": ["person"]})
    wide = disclosure | {"default": ["public"], "allowed": ["public"]}
    plan = _book(wide | {"amends": "thu-0"}, id="kh-thu-hai", over="kh-thu")

    with pytest.raises(InputError) as caught:
        build([load("qd-96-qd-tw"), narrow, plan])
    assert [problem.code for problem in caught.value.problems] == ["choice-not-offered"]


def test_a_rule_that_does_not_exist_cannot_be_amended() -> None:
    (problem,) = _refused(_book(QUORUM | {"amends": "quorom"}))

    assert (problem.code, problem.place) == ("amends-unknown", "rule[0].amends")


def test_an_overlay_lies_on_the_instrument_that_it_names() -> None:
    found = _refused(_book(QUORUM), "nq-96-2023-qh15")

    assert "overlay-on-wrong-base" in [problem.code for problem in found]


def test_every_refusal_is_named_at_once() -> None:
    later = STEP | {"amends": "dossiers-to-voters", "days": -7}

    found = _refused(_book(QUORUM | {"share": "1/2"}, OUTCOME, later))

    assert [problem.place for problem in found] == ["rule[0]", "rule[1]", "rule[2]"]


@pytest.mark.parametrize(
    "rule",
    [
        QUORUM,
        STEP | {"amends": "dossiers-to-voters", "days": -20},
        STEP | {"amends": "dossiers-to-voters", "days": -15, "counting": "working"},
        SUBJECT | {"positions": ["agency-head"]},
        {"kind": "exclusion", "ground": "stated"},
        {"kind": "conduct", "amends": "who-votes", "topic": "voters"},
        {"kind": "timing", "amends": "timing", "frequency": "once-a-term", "year_of_term": 4},
        {"kind": "retention", "amends": "retention", "ballots": 5, "papers": 10},
    ],
    ids=["quorum", "days", "working", "scope", "exclusion", "voters", "timing", "retention"],
)
def test_an_overlay_may_be_stricter_add_or_choose(rule: dict[str, Any]) -> None:
    assert _refused(_book(rule)) == ()


DIFFERENT: dict[str, tuple[dict[str, Any], list[tuple[str, str]]]] = {
    "a lower share": (QUORUM | {"share": "1/2"}, [("share", "lower")]),
    "another base": (QUORUM | {"of": "membership"}, [("of", "other")]),
    "a later step": (STEP | {"amends": "dossiers-to-voters", "days": -7}, [("days", "other")]),
    "another anchor": (
        STEP | {"amends": "dossiers-to-voters", "days": -20, "anchor": "opening"},
        [("anchor", "other")],
    ),
    "a wider scope": (
        SUBJECT | {"positions": ["agency-head", "minister"]},
        [("positions", "wider")],
    ),
    "more places": ({"kind": "places", "amends": "places", "maximum": 3}, [("maximum", "other")]),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_a_refusal_says_in_which_key_the_rule_differs(name: str) -> None:
    rule, expected = DIFFERENT[name]

    (problem,) = _refused(_book(rule))

    found = problem.values["differences"]
    assert isinstance(found, tuple)
    assert all(isinstance(item, Difference) for item in found)
    assert [(item.key, item.how) for item in found] == expected
    assert all(item.below != item.above for item in found)


@pytest.mark.parametrize(
    ("instrument", "code"),
    [
        ({"track": "council"}, "track-differs"),
        ({"in_force_from": "2020-03-01"}, "in-force-before-base"),
    ],
)
def test_a_plan_is_of_the_track_and_time_of_its_base(instrument: dict[str, str], code: str) -> None:
    (problem,) = _refused(_book(QUORUM, **instrument))

    assert (problem.code, problem.place) == (code, f"instrument.{next(iter(instrument))}")


@pytest.mark.parametrize(
    ("base", "overlays", "code", "place"),
    [
        ("hd-606-hd-bcsd", (), "overlay-as-base", "rulebook"),
        ("nq-0", (), "rulebook-unknown", "rulebook"),
        ("qd-96-qd-tw", ("nq-0",), "rulebook-unknown", "overlays[0]"),
        ("nq-96-2023-qh15", ("nq-85-2014-qh13",), "base-as-overlay", "overlays[0]"),
        ("nq-96-2023-qh15", ("hd-606-hd-bcsd",), "overlay-on-wrong-base", "overlays[0]"),
        ("qd-96-qd-tw", ("hd-606-hd-bcsd", "hd-606-hd-bcsd"), "overlay-twice", "overlays[1]"),
    ],
)
def test_a_chain_that_is_named_wrongly_has_one_problem_where_it_is_named(
    base: str, overlays: tuple[str, ...], code: str, place: str
) -> None:
    with pytest.raises(InputError) as caught:
        load_chain(base, overlays)

    assert [(p.code, p.place) for p in caught.value.problems] == [(code, place)]


def test_an_own_file_cannot_take_the_place_of_one_of_the_software() -> None:
    shadow = load("qd-96-qd-tw").model_copy(update={"rule": ()})

    with pytest.raises(InputError) as caught:
        load_chain("qd-96-qd-tw", own={"qd-96-qd-tw": shadow})

    assert [p.code for p in caught.value.problems] == ["id-reserved"]


def test_a_problem_in_an_overlay_of_a_chain_is_placed_where_the_overlay_is_named() -> None:
    stricter = _book(QUORUM | {"share": "9/10", "lock": "minimum"}, id="kh-mot")
    beside = _book(QUORUM | {"share": "3/4", "lock": "minimum"}, id="kh-hai")

    with pytest.raises(InputError) as caught:
        load_chain("qd-96-qd-tw", ("kh-mot", "kh-hai"), {"kh-mot": stricter, "kh-hai": beside})

    assert [(p.code, p.place) for p in caught.value.problems] == [("rule-looser", "overlays[1]")]
