"""Names, numbers and signatures of the bodies: the National Assembly, agencies, districts."""

from dataclasses import replace
from datetime import date

import pytest

from support import polls
from support.polls import marks, paper_of, said
from tinnhiem.documents.desk import compiled, fill
from tinnhiem.documents.paper import Group, Heading
from tinnhiem.documents.papers.names import council_ordinal, inside
from tinnhiem.law.poll import Body, BodyKind, Level, Poll, Position, Post


def assembly(**papers: object) -> Poll:
    base = polls.council(persons=2, papers=dict(papers))
    head, other = base.slate
    posts = (
        Post(title="Chủ tịch nước", position=Position.PRESIDENT),
        Post(title="Thủ tướng Chính phủ", position=Position.PRIME_MINISTER),
    )
    return replace(
        base,
        body=Body(
            name="Quốc hội",
            kind=BodyKind.NATIONAL_ASSEMBLY,
            level=Level.NATIONAL,
            term=(2026, 2031),
        ),
        slate=(replace(head, posts=posts[:1]), replace(other, posts=posts[1:])),
        ballot_types=tuple(
            replace(kind, title=title)
            for kind, title in zip(base.ballot_types, ("Chủ tịch nước", "Thủ tướng"), strict=True)
        ),
    )


def test_the_standing_committee_of_the_assembly_is_one_issuer() -> None:
    head = paper_of(assembly(council_term="khóa XVI"), "slate").letterhead
    assert head is not None
    assert head.parent == ()
    assert head.issuer == ("ỦY BAN THƯỜNG VỤ", "QUỐC HỘI")
    assert head.number.endswith("/DS-UBTVQH16")


def test_a_resolution_of_the_assembly_bears_its_year_and_term_and_its_chair_signs() -> None:
    paper = paper_of(assembly(council_term="XVI", numbers={"resolution": "7"}), "resolution")
    assert paper.letterhead is not None
    assert paper.letterhead.number == "Số: 07/2028/QH16"
    signed = paper.closing.rows[0].places[0]
    assert (signed.authority, signed.post) == ((), "CHỦ TỊCH QUỐC HỘI")
    assert "do Quốc hội bầu hoặc phê chuẩn." in said(paper)


def test_the_front_of_the_whole_country_has_its_own_name() -> None:
    head = paper_of(assembly(), "voter-opinions").letterhead
    assert head is not None
    assert head.parent == ("ỦY BAN TRUNG ƯƠNG", "MẶT TRẬN TỔ QUỐC VIỆT NAM")
    council = paper_of(polls.council(persons=2), "voter-opinions").letterhead
    assert council is not None
    assert council.parent == ("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM TỈNH THUNG NHAM",)


def test_the_name_of_an_office_keeps_its_capital_inside_a_sentence() -> None:
    text = said(paper_of(assembly(), "chair-script"))
    assert "Chủ tịch nước (01 người); Thủ tướng (01 người)" in text
    assert inside("Khối Hội đồng nhân dân") == "khối Hội đồng nhân dân"


@pytest.mark.parametrize(
    ("council", "number"),
    [
        ("XV", "15"),
        ("khóa XVI", "16"),
        ("XIX", "19"),
        ("16", "16"),
        ("", ""),
        (None, ""),
        ("?", ""),
    ],
)
def test_a_term_is_numbered_in_arabic_figures(council: str | None, number: str) -> None:
    assert council_ordinal(council) == number


def test_the_boards_papers_of_an_agency_are_headed_by_the_board() -> None:
    poll = polls.agency()
    for kind in ("minutes", "announcement", "seal-record"):
        head = paper_of(poll, kind).letterhead
        assert head is not None
        assert head.issuer == ("BAN KIỂM PHIẾU",)
    party = paper_of(polls.party(), "minutes").letterhead
    assert party is not None
    assert party.issuer == ("ĐẢNG ỦY XÃ NẬM MẠ",)


def test_the_head_of_an_agency_signs_by_the_post_and_in_the_form_of_the_state() -> None:
    base = polls.agency()
    head = Post(title="Chi cục trưởng Chi cục Thủy nông", position=Position.AGENCY_HEAD)
    poll = replace(base, slate=(replace(base.slate[0], posts=(head,)), *base.slate[1:]))
    own, other, *_ = polls.papers_of(poll, "personal-extracts")
    assert other.closing.rows[0].places[0].post == "CHI CỤC TRƯỞNG"
    assert own.closing.rows[0].places[0].post == "PHÓ CHI CỤC TRƯỞNG"
    assert other.letterhead is not None
    assert other.letterhead.number == "Số: ……/CN-……"
    assert "Căn cứ Biên bản kiểm phiếu ngày" in said(other)
    assert "- Lưu: VT." in other.closing.recipients


def test_the_head_of_the_body_does_not_sign_as_head_of_the_counting_board() -> None:
    papers = {**polls.party().papers, "signers": {"default": {"name": "Vi Văn Chủ"}}}
    paper = paper_of(replace(polls.party(), papers=papers), "announcement")
    assert paper.closing.rows[0].places[0].name == "Hà Trọng Vĩnh"


def test_one_paper_of_a_party_body_writes_the_board_in_one_way() -> None:
    for poll in (polls.party(), polls.agency()):
        text = said(paper_of(poll, "seal-record"))
        assert "Ban Kiểm phiếu" in text
        assert "Ban kiểm phiếu" not in text


def test_a_council_below_the_province_does_not_write_to_the_government() -> None:
    base = polls.council(persons=2)
    body = replace(base.body, name="Hội đồng nhân dân huyện Pa Khoang", level=Level.DISTRICT)
    day = base.sitting.poll_date
    assert day is not None
    early = day.replace(year=2023)
    sitting = replace(base.sitting, poll_date=early, opening_date=early)
    slate = tuple(
        replace(p, posts=tuple(replace(x, elected_on=early.replace(year=2021)) for x in p.posts))
        for p in base.slate
    )
    poll = replace(base, body=replace(body, term=(2021, 2026)), sitting=sitting, slate=slate)
    for stem in ("resolution", "report-upward"):
        text = said(paper_of(poll, stem))
        assert "Chính phủ" not in text
        assert "Ủy ban Thường vụ Quốc hội" not in text


@pytest.mark.parametrize(("overlays", "words"), [((), "hai phần ba"), (None, "ba phần tư")])
def test_plan_and_script_state_the_quorum_of_the_chain(
    overlays: tuple[str, ...] | None, words: str
) -> None:
    day = date(2023, 8, 20)
    base = polls.agency()
    poll = replace(
        base,
        overlays=("hd-606-hd-bcsd", "kh-vi-du-bhxh") if overlays is None else overlays,
        sitting=replace(base.sitting, poll_date=day),
        slate=tuple(
            replace(p, posts=tuple(replace(x, elected_on=date(2020, 3, 1)) for x in p.posts))
            for p in base.slate
        ),
    )
    assert f"có mặt ít nhất {words} số người được triệu tập" in said(paper_of(poll, "plan"))
    assert f"có mặt ít nhất {words} số người được triệu tập" in said(paper_of(poll, "chair-script"))


def test_minutes_of_a_conference_too_small_do_not_say_that_ballots_were_counted() -> None:
    text = said(paper_of(polls.party(present=15, counted=False), "minutes"))
    assert "tiến hành kiểm phiếu" not in text
    assert "không đủ số người theo quy định" in text


def test_points_of_one_clause_are_cited_together() -> None:
    text = said(polls.papers_of(polls.older("nq-35-2012-qh13", low=2), "personal-extracts")[0])
    assert "quy định tại điểm đ, điểm d khoản 1 Điều 11 Nghị quyết số 35/2012/QH13" in text


def test_next_steps_follow_the_order_of_the_clauses() -> None:
    counts = [marks(5, 10, 34), marks(11, 12, 26)]
    text = said(paper_of(polls.council(persons=9, counts=counts), "submission"))
    assert text.index("có thể xin từ chức") < text.index("có trách nhiệm trình")


def test_the_subject_of_a_letter_keeps_the_name_of_the_poll_together() -> None:
    head = polls.papers_of(polls.council(persons=1), "personal-extracts")[0].letterhead
    assert head is not None
    assert "lấy\u00a0phiếu\u00a0tín\u00a0nhiệm" in head.about


def test_words_between_tags_on_a_line_of_their_own_stay_a_line() -> None:
    template = compiled("a\n{% if yes %}b{% endif %}\nc")
    assert fill(template, {"yes": True}) == "a\nb\nc"


def test_the_head_of_a_block_stands_with_its_first_person_in_a_resolution() -> None:
    blocks = paper_of(polls.council(persons=9), "resolution").blocks
    first = [block for block in blocks if isinstance(block, Group)]
    headed = [g for g in first if isinstance(g.blocks[0], Heading) and g.blocks[0].level == 1]
    assert len(headed) == 2
    assert all(len(group.blocks) > 3 for group in headed)
