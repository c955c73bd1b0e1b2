"""What the papers say, and above all what they never say."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from support import polls
from support.polls import marks, paper_of, papers_of, said
from tinnhiem.documents.paper import Paper, Table
from tinnhiem.documents.papers import kinds_for, used_unverified
from tinnhiem.law.poll import Poll
from tinnhiem.law.problems import InputError

CASES = [None] * 6 + [marks(11, 12, 26), marks(5, 10, 34), marks(30, 15, 3, 1)]

POLLS: dict[str, Poll] = {
    "council": polls.council(persons=28, counts=CASES),
    "before": polls.council(persons=9, counted=False),
    "one": polls.council(persons=1),
    "few": polls.council(persons=5),
    "sixty": polls.council(persons=60),
    "bare": replace(polls.council(persons=9, papers={}), counting_board=()),
    "vote": polls.confidence(),
    "vote-before": polls.confidence(counted=False),
    "older": polls.older("nq-85-2014-qh13", low=36),
    "agency": polls.agency(),
    "party": polls.party(counts=[None, marks(10, 2, 13), marks(4, 2, 18, 1)]),
    "party-2018": polls.party(day=date(2025, 9, 12)),
    "party-bare": polls.party(papers={}),
}

#: Mistakes that no paper may make, and what they look like.
FORBIDDEN = {
    "a decimal point": r"\d\.\d+ ?%|%\.\d",
    "a count without its zero": r"(?<![\d,/.+-])\b[1-9] (?:phiếu|người|đại biểu|đồng chí)\b",
    "an unpadded day": r"ngày \d tháng|ngày \d/",
    "a padded month after February": r"tháng 0[3-9]",
    "an unpadded January or February": r"tháng [12] năm",
    "only 96": r"(?:Nghị quyết|Quy định|NQ|QĐ) 96(?!\d)",
    "a number without its colon": r"^Số [^\s-]+/",
    "a stop before the end mark": r"\.\./\.|\. ?\./\.|;\.|\.;",
    "a fate instead of a case": r"bị miễn nhiệm|mất tín nhiệm|không đạt|quá bán",
    "dead rules": r"10 ngày|09 tháng|chín tháng|hiểm nghèo",
    "a title before a signer": r"(?:TS|ThS|PGS|GS)\. ",
    "something unfilled": r"\{\{|\}\}|\{%|None|<bound|object at|Undefined",
    "spaces before a mark": r" [,;:.](?= |$)",
    "a doubled word": r"\b(của|tại|ngày|số) \1\b",
}
STATE_ONLY = {
    "comrades": r"[Đđ]ồng chí",
    "the Party's signature": r"T/M|K/T",
    "the Party's number": r"Số \S+-\S+/ĐU",
    "the Party's headings": r"^[IVX]+- ",
}
PARTY_ONLY = {
    "the end mark of the state": r"\./\.",
    "the signature of the state": r"TM\. |KT\. ",
    "the number of the state": r"Số: ",
    "gendered salutations": r"\b(?:Ông|Bà) ",
}


def every_paper() -> Iterator[tuple[str, Paper]]:
    for name, poll in POLLS.items():
        for paper in papers_of(poll):
            yield name, paper


EVERY = tuple(every_paper())


def lines(paper: Paper) -> str:
    from tinnhiem.documents.plain import plain_text

    return plain_text(paper).replace("\u00a0", " ")


@pytest.mark.parametrize("mistake", FORBIDDEN)
def test_no_paper_makes_the_mistake_of(mistake: str) -> None:
    pattern = re.compile(FORBIDDEN[mistake], re.MULTILINE)
    found = [
        (name, paper.stem, match[0], lines(paper)[max(0, match.start() - 30) : match.end() + 10])
        for name, paper in EVERY
        if (match := pattern.search(lines(paper)))
    ]
    assert found == []


@pytest.mark.parametrize("mistake", STATE_ONLY)
def test_no_state_paper_has(mistake: str) -> None:
    pattern = re.compile(STATE_ONLY[mistake], re.MULTILINE)
    state = [(n, p) for n, p in EVERY if not n.startswith("party")]
    found = [(n, p.stem, m[0]) for n, p in state if (m := pattern.search(lines(p)))]
    assert found == []


@pytest.mark.parametrize("mistake", PARTY_ONLY)
def test_no_party_paper_has(mistake: str) -> None:
    pattern = re.compile(PARTY_ONLY[mistake], re.MULTILINE)
    party = [(n, p) for n, p in EVERY if n.startswith("party")]
    found = [(n, p.stem, m[0]) for n, p in party if (m := pattern.search(lines(p)))]
    assert found == []


def test_every_state_paper_that_is_signed_ends_with_its_mark_once() -> None:
    for name, paper in EVERY:
        if name.startswith("party") or not paper.closing.rows or paper.style == "script":
            continue
        assert lines(paper).count("./.") == 1, (name, paper.stem)


def test_two_procedures_are_never_mixed_in_one_paper() -> None:
    for name, paper in EVERY:
        text = lines(paper)
        if name.startswith("vote"):
            assert "lấy phiếu tín nhiệm" not in re.sub(r"Nghị quyết số \S+ ngày[^;.]*", "", text)
        elif paper.kind in {"minutes", "announcement", "resolution"}:
            head = " ".join(paper.title.subject)
            assert "bỏ phiếu tín nhiệm" not in head


def test_one_paper_names_one_base_only() -> None:
    bases = ("tổng số phiếu thu về", "tổng số đại biểu Hội đồng nhân dân tỉnh đánh giá")
    for _, paper in EVERY:
        assert sum(base in lines(paper) for base in bases) <= 1, paper.stem


def test_the_form_follows_the_issuer_and_the_date() -> None:
    styles = {name: paper.style for name, paper in EVERY if paper.kind == "minutes"}
    assert styles["party"] == "party-2026"
    assert styles["party-2018"] == "party-2018"
    assert {styles[name] for name in ("council", "agency", "vote")} == {"state-2020"}


def test_what_is_not_known_is_dotted_and_no_error() -> None:
    text = said(paper_of(POLLS["bare"], "minutes"))
    assert "Hôm nay, hồi …… giờ …… phút ngày 07 tháng 12 năm 2028, tại ……" in text
    assert "Số: ……/BB-BKP" in text


def test_numbers_are_padded_and_given_their_symbol() -> None:
    heads = {p.kind: p.letterhead.number for n, p in EVERY if n == "council" and p.letterhead}
    assert heads["minutes"] == "Số: 01/BB-BKP"
    assert heads["announcement"] == "Số: 02/TB-BKP"
    assert heads["resolution"] == "Số: 52/NQ-HĐND"
    assert paper_of(POLLS["party"], "minutes").letterhead is not None


def test_state_minutes_have_no_place_and_date_line_and_party_minutes_do() -> None:
    state, party = paper_of(POLLS["council"], "minutes"), paper_of(POLLS["party"], "minutes")
    assert state.letterhead is not None
    assert state.letterhead.place_date == ""
    assert party.letterhead is not None
    assert party.letterhead.place_date == "Nậm Mạ, ngày 14 tháng 9 năm 2028"


def test_the_sums_of_the_ledger_are_written_out() -> None:
    text = said(paper_of(POLLS["council"], "minutes"))
    assert "49 + 01 + 10 = 60 (khối Hội đồng nhân dân tỉnh)" in text
    assert "49 + 0 = 49" in text


def test_sixty_persons_have_an_annex_and_thirty_have_not() -> None:
    stems = {paper.stem for name, paper in EVERY if name == "sixty"}
    assert "resolution-annex" in stems
    assert "theo Phụ lục kèm theo" in said(paper_of(POLLS["sixty"], "resolution"))
    assert "resolution-annex" not in {p.stem for n, p in EVERY if n == "council"}


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("one", ("đối với bà Lường Thị Kim Ánh,", "Chủ tịch Hội đồng nhân dân tỉnh")),
        (
            "few",
            (
                "đối với 05 người giữ chức vụ do Hội đồng nhân dân tỉnh Thung Nham",
                "khóa XVI, nhiệm kỳ 2026 - 2031 bầu",
            ),
        ),
        (
            "sixty",
            (
                "đối với người giữ chức vụ do Hội đồng nhân dân tỉnh Thung Nham",
                "khóa XVI, nhiệm kỳ 2026 - 2031 bầu",
            ),
        ),
    ],
)
def test_the_subject_fits_the_number_of_persons(name: str, subject: tuple[str, ...]) -> None:
    found = paper_of(POLLS[name], "minutes").title.subject[1:]
    assert tuple(line.replace("\u00a0", " ") for line in found) == subject


def test_a_dismissal_is_submitted_only_for_the_case_that_asks_for_it() -> None:
    stems = [paper.stem for paper in papers_of(POLLS["council"], "submission")]
    assert stems == ["submission-list", "submission", "submission-vote", "submission-dismissal"]
    text = said(paper_of(POLLS["council"], "submission-dismissal"))
    assert "34/49" in text
    assert "26/49" not in text
    assert [p.stem for p in papers_of(POLLS["few"], "submission")] == [
        "submission-list",
        "submission",
    ]


def test_an_unknown_salutation_is_dotted_out_and_the_clerk_is_told() -> None:
    base = POLLS["few"]
    slate = (replace(base.slate[0], salutation=""), *base.slate[1:])
    papers = papers_of(replace(base, slate=slate), "minutes")
    assert "Ông (Bà) Lường Thị Kim Ánh" in said(papers[0])
    assert [w.code for w in papers.warnings] == ["salutation-unknown"]


def test_unverified_formulas_are_told_to_the_clerk_and_never_printed() -> None:
    papers = papers_of(POLLS["one"])
    assert "conclusion-one-none" in {formula.id for formula in used_unverified(papers)}
    words = re.compile("unverified|chưa đối chiếu|chưa kiểm chứng")
    assert not any(words.search(said(paper)) for _, paper in EVERY)


def test_a_count_is_needed_for_what_tells_its_result() -> None:
    for kind in ("minutes", "resolution", "personal-extracts", "publication"):
        with pytest.raises(InputError) as caught:
            papers_of(POLLS["before"], kind)
        assert [p.code for p in caught.value.problems] == ["paper-needs-count"]


def test_papers_of_the_other_track_or_procedure_are_refused() -> None:
    with pytest.raises(InputError) as caught:
        papers_of(POLLS["party"], "resolution", "voter-opinions")
    assert [p.code for p in caught.value.problems] == ["paper-not-on-track"] * 2
    with pytest.raises(InputError) as caught:
        papers_of(POLLS["vote"], "voter-opinions")
    assert [p.code for p in caught.value.problems] == ["paper-not-in-procedure"]


def test_a_conference_too_small_ends_its_minutes_there_and_issues_nothing_else() -> None:
    poll = polls.party(present=17, counted=False)
    assert {"minutes", "conference-minutes"} <= set(kinds_for(polls.frozen(poll)))
    text = said(paper_of(poll, "minutes"))
    assert "không tiến hành lấy phiếu tín nhiệm" in text
    assert "KẾT QUẢ" not in text
    with pytest.raises(InputError) as caught:
        papers_of(poll, "announcement")
    assert [p.code for p in caught.value.problems] == ["paper-without-quorum"]


def test_a_party_table_is_made_only_where_the_plan_widens_the_scope() -> None:
    with pytest.raises(InputError) as caught:
        papers_of(POLLS["party"], "publication")
    assert [p.code for p in caught.value.problems] == ["publication-narrow"]
    assert caught.value.problems[0].values["citation"]
    wide = {**POLLS["party"].papers, "disclosure_scopes": ["managing-authority", "unit"]}
    text = said(papers_of(replace(POLLS["party"], papers=wide), "publication")[0])
    assert "(Phạm vi công khai: cấp có thẩm quyền quản lý cán bộ, cơ quan, đơn vị)" in text


def test_several_posts_are_one_line_and_said_so() -> None:
    base = POLLS["few"]
    second = replace(base.slate[2].posts[0], title="Ủy viên UBND tỉnh")
    slate = list(base.slate)
    slate[2] = replace(slate[2], posts=(*slate[2].posts, second), count=marks(11, 12, 26))
    text = said(paper_of(replace(base, slate=tuple(slate)), "minutes"))
    assert "(lấy phiếu một lần đối với các chức vụ:" in text


def test_who_is_not_polled_stands_apart_with_the_ground_and_its_clause() -> None:
    base = polls.council(persons=9, counted=False)
    new = replace(base.slate[3].posts[0], elected_on=date(2028, 3, 2))
    slate = (*base.slate[:3], replace(base.slate[3], posts=(new,)), *base.slate[4:])
    text = said(paper_of(replace(base, slate=slate), "slate"))
    assert "II. NGƯỜI KHÔNG THUỘC DIỆN LẤY PHIẾU TÍN NHIỆM" in text
    assert "thuộc diện lấy phiếu tín nhiệm: 08; không thuộc diện lấy phiếu tín nhiệm: 01" in text
    assert "(khoản 5 Điều 2 Nghị quyết số 96/2023/QH15)" in text


def test_an_overlay_and_a_plan_are_quoted_with_their_base() -> None:
    poll = replace(
        polls.agency(), overlays=("hd-606-hd-bcsd", "kh-1158-bhxh-binh-thuan"), papers={}
    )
    minutes, plan = said(paper_of(poll, "minutes")), said(paper_of(poll, "plan"))
    for number in ("Quy định số 96-QĐ/TW", "606-HD/BCSĐ"):
        assert number in minutes
        assert number in plan
    assert "và Kế hoạch số 1158/KH-BHXH ngày 03 tháng 7 năm 2023" in minutes
    assert "1158" not in plan.partition("MỤC ĐÍCH")[0]


def test_many_types_of_ballots_stand_in_rows() -> None:
    base = polls.council(persons=6)
    kinds = tuple(replace(base.ballot_types[0], id=f"k{n}", title=f"Loại {n}") for n in range(1, 7))
    slate = tuple(
        replace(found, ballot_type=kind.id) for found, kind in zip(base.slate, kinds, strict=True)
    )
    paper = paper_of(replace(base, ballot_types=kinds, slate=slate), "minutes")
    ledger = next(b for b in paper.blocks if isinstance(b, Table) and b.caption.startswith("Tình"))
    assert len(ledger.rows) == 6
    assert len(ledger.widths) == 9
