"""Invented polls for tests: a provincial council, a Party committee, an agency.

Nobody and nothing here exists. The builders take what a test varies and fill in the rest.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tinnhiem.documents.facts import Facts
from tinnhiem.documents.form_library import load_forms
from tinnhiem.documents.issue import freeze_poll
from tinnhiem.documents.paper import Paper
from tinnhiem.documents.papers import Papers, build_papers
from tinnhiem.documents.papers.kinds import KINDS
from tinnhiem.documents.plain import plain_text
from tinnhiem.law.chain import chain_of
from tinnhiem.law.poll import (
    BallotType,
    BoardMember,
    Body,
    BodyKind,
    Choice,
    Count,
    Level,
    Officeholder,
    Poll,
    Position,
    Post,
    Procedure,
    Roll,
    Sitting,
)

FAMILY = ("Lường", "Tao", "Vi", "Đoàn", "Khúc", "Ninh", "Sầm", "Thào", "Quách", "Mã")
MIDDLE = ("Thị Kim", "Văn", "Thuỵ", "Hữu", "Thị Ngọc", "A", "Đình", "Xuân", "Thị", "Bá")
GIVEN = ("Ánh", "Ẩn", "Cừ", "Duệ", "Giềng", "Hoẵng", "Kỹ", "Lựu", "Mỡ", "Nghĩa", "Ổn", "Phượng")

COUNCIL_POSTS = (
    ("Chủ tịch HĐND tỉnh", Position.COUNCIL_CHAIR),
    ("Phó Chủ tịch Thường trực HĐND tỉnh", Position.COUNCIL_VICE_CHAIR),
    ("Phó Chủ tịch HĐND tỉnh", Position.COUNCIL_VICE_CHAIR),
    ("Trưởng Ban Pháp chế HĐND tỉnh", Position.COUNCIL_COMMITTEE_HEAD),
    ("Trưởng Ban Kinh tế - Ngân sách HĐND tỉnh", Position.COUNCIL_COMMITTEE_HEAD),
    ("Trưởng Ban Văn hóa - Xã hội HĐND tỉnh", Position.COUNCIL_COMMITTEE_HEAD),
    ("Trưởng Ban Dân tộc HĐND tỉnh", Position.COUNCIL_COMMITTEE_HEAD),
)
COMMITTEE_POSTS = (
    ("Chủ tịch UBND tỉnh", Position.PEOPLE_COMMITTEE_CHAIR),
    ("Phó Chủ tịch Thường trực UBND tỉnh", Position.PEOPLE_COMMITTEE_VICE_CHAIR),
    ("Phó Chủ tịch UBND tỉnh", Position.PEOPLE_COMMITTEE_VICE_CHAIR),
    ("Ủy viên UBND tỉnh, Giám đốc Công an tỉnh", Position.PEOPLE_COMMITTEE_MEMBER),
    ("Ủy viên UBND tỉnh, Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh", Position.PEOPLE_COMMITTEE_MEMBER),
    ("Ủy viên UBND tỉnh, Giám đốc Sở Giáo dục và Đào tạo", Position.PEOPLE_COMMITTEE_MEMBER),
    ("Ủy viên UBND tỉnh, Giám đốc Sở Nông nghiệp và Môi trường", Position.PEOPLE_COMMITTEE_MEMBER),
)

BOARD = (
    BoardMember(name="Hà Trọng Vĩnh", role="head", unit="Tổ đại biểu số 2", salutation="Ông"),
    BoardMember(name="Cao Thị Mận", role="secretary", unit="Tổ đại biểu số 5", salutation="Bà"),
    BoardMember(name="Bàn Văn Khoẻ", role="member", unit="Tổ đại biểu số 1", salutation="Ông"),
    BoardMember(name="Tô Thị Huệ", role="member", unit="Tổ đại biểu số 3", salutation="Bà"),
    BoardMember(name="Lý A Sình", role="member", unit="Tổ đại biểu số 6", salutation="Ông"),
    BoardMember(name="Phan Bích Đào", role="member", unit="Tổ đại biểu số 8", salutation="Bà"),
    BoardMember(name="Hồ Công Bằng", role="member", unit="Tổ đại biểu số 9", salutation="Ông"),
)

PAPERS: dict[str, object] = {
    "council_term": "XVI",
    "province_name": "Thung Nham",
    "numbers": {
        "board-decision": "41",
        "minutes": "01/BB-BKP",
        "announcement": "2",
        "submission": "118/TTr-TTHĐND",
        "resolution": "52/NQ-HĐND",
    },
    "dates": {"resolution": date(2028, 12, 7), "submission": date(2028, 12, 7)},
    "signers": {"default": {"name": "Lường Thị Kim Ánh"}},
    "times": {"opened": "09:40", "sealed": "10:55", "ended": "11:00"},
    "places": {
        "hall": "Hội trường tầng 2, Trụ sở Hội đồng nhân dân tỉnh",
        "keeping": "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh",
    },
    "copies": 3,
    "absent_with_reason": 3,
    "legal_bases": [
        "Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
        "Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân số 121/2025/QH15",
    ],
}


def name_of(index: int) -> str:
    """An invented name; no two of the first 120 are alike."""
    family = FAMILY[index % len(FAMILY)]
    middle = MIDDLE[(index * 3 + index // 10) % len(MIDDLE)]
    return f"{family} {middle} {GIVEN[(index + index // 10) % len(GIVEN)]}"


def marks(high: int, medium: int, low: int, invalid: int = 0) -> Count:
    """A count of a rating."""
    found = {Choice.HIGH: high, Choice.MEDIUM: medium, Choice.LOW: low}
    return Count(marks=found, invalid=invalid)


def votes(confidence: int, no_confidence: int, invalid: int = 0) -> Count:
    """A count of a confidence vote."""
    found = {Choice.CONFIDENCE: confidence, Choice.NO_CONFIDENCE: no_confidence}
    return Count(marks=found, invalid=invalid)


def person(
    index: int,
    *,
    block: str,
    post: tuple[str, Position],
    count: Count | None = None,
    elected_on: date = date(2026, 6, 25),
) -> Officeholder:
    """One invented officeholder."""
    title, position = post
    return Officeholder(
        id=f"p{index + 1}",
        name=name_of(index),
        ballot_type=block,
        posts=(Post(title=title, position=position, elected_on=elected_on),),
        salutation="Bà" if "Thị" in name_of(index) else "Ông",
        birth_year=1968 + index % 15,
        count=count,
    )


def typical(index: int, returned: int) -> Count:
    """A count that falls in no case: mostly high marks."""
    low = index % 4
    medium = 3 + index % 7
    return marks(returned - medium - low, medium, low)


def council(
    *,
    persons: int = 28,
    counts: Sequence[Count | None] | None = None,
    returned: int = 49,
    counted: bool = True,
    papers: dict[str, object] | None = None,
) -> Poll:
    """A provincial council of 52 that rates so many persons; ``counts`` override the first ones."""
    first = min(7, max(1, persons // 4)) if persons > 1 else 1
    slate = []
    for index in range(persons):
        council_block = index < first
        posts = COUNCIL_POSTS if council_block else COMMITTEE_POSTS
        place = index if council_block else min(index - first, len(posts) - 1)
        count = typical(index, returned) if counted else None
        if counts is not None and index < len(counts) and counts[index] is not None:
            count = counts[index]
        block = "hdnd" if council_block else "ubnd"
        slate.append(person(index, block=block, post=posts[place % len(posts)], count=count))
    types = [("hdnd", "Khối Hội đồng nhân dân tỉnh"), ("ubnd", "Khối Ủy ban nhân dân tỉnh")]
    used = types if persons > 1 else types[:1]
    return Poll(
        procedure=Procedure.RATING,
        rulebook="nq-96-2023-qh15",
        overlays=(),
        body=Body(
            name="Hội đồng nhân dân tỉnh Thung Nham",
            kind=BodyKind.COUNCIL,
            level=Level.PROVINCE,
            term=(2026, 2031),
        ),
        sitting=Sitting(
            name="Kỳ họp thứ chín",
            opening_date=date(2028, 12, 5),
            poll_date=date(2028, 12, 7),
            place="Thung Nham",
        ),
        roll=Roll(membership=52, convened=52, present=49),
        ballot_types=tuple(ballots(*kind, returned=returned, counted=counted) for kind in used),
        slate=tuple(slate),
        counting_board=BOARD,
        papers=PAPERS if papers is None else papers,
    )


def ballots(identifier: str, title: str, *, returned: int, counted: bool) -> BallotType:
    """A type of ballot with 60 papers received, 49 issued, one of them exchanged."""
    if not counted:
        return BallotType(id=identifier, title=title)
    return BallotType(
        id=identifier,
        title=title,
        issued=49,
        exchanged=1,
        unused=10,
        returned=returned,
        invalid=0,
    )


def confidence(
    *, counts: Sequence[Count] = (votes(20, 29),), returned: int = 49, counted: bool = True
) -> Poll:
    """A confidence vote on as many persons as there are counts."""
    base = council(persons=1, counted=False)
    slate = tuple(
        person(index + 20, block="bptn", post=COMMITTEE_POSTS[5], count=count if counted else None)
        for index, count in enumerate(counts)
    )
    return replace(
        base,
        procedure=Procedure.CONFIDENCE_VOTE,
        slate=slate,
        ballot_types=(
            ballots("bptn", "Phiếu bỏ phiếu tín nhiệm", returned=returned, counted=counted),
        ),
    )


def party(
    *,
    persons: int = 9,
    counts: Sequence[Count | None] | None = None,
    present: int = 25,
    counted: bool = True,
    day: date = date(2028, 9, 14),
    papers: dict[str, object] | None = None,
) -> Poll:
    """A commune's Party committee: 27 convened, as many present and ballots returned as said."""
    slate = []
    for index in range(persons):
        post = ("Ủy viên Ban Thường vụ Đảng ủy xã", Position.PARTY_STANDING_MEMBER)
        if index == 0:
            post = ("Bí thư Đảng ủy, Chủ tịch HĐND xã", Position.PARTY_SECRETARY)
        count = typical(index, present) if counted else None
        if counts is not None and index < len(counts) and counts[index] is not None:
            count = counts[index]
        slate.append(person(index + 40, block="btv", post=post, count=count))
    board = tuple(replace(member, unit="Đảng ủy viên") for member in BOARD[:3])
    own: dict[str, object] = {
        "numbers": {"minutes": "05-BB/ĐU"},
        "plan": {
            "number": "36-KH/ĐU",
            "date": date(2028, 8, 10),
            "issuer": "Ban Thường vụ Đảng ủy xã",
        },
        "parent": ["Đảng bộ tỉnh Thung Nham"],
        "times": {"opened": "08:50", "ended": "09:45", "sealed": "09:40"},
        "places": {"hall": "Hội trường Đảng ủy xã", "keeping": "Văn phòng Đảng ủy"},
        "copies": 3,
        "observers": ["Đại diện Ban Tổ chức Tỉnh ủy"],
    }
    kind = BallotType(id="btv", title="Phiếu lấy phiếu tín nhiệm")
    if counted:
        kind = replace(kind, issued=present, exchanged=0, unused=3, returned=present, invalid=0)
    return Poll(
        procedure=Procedure.RATING,
        rulebook="qd-96-qd-tw",
        overlays=(),
        body=Body(
            name="Đảng ủy xã Nậm Mạ",
            kind=BodyKind.PARTY_COMMITTEE,
            level=Level.COMMUNE,
            term=(2025, 2030),
        ),
        sitting=Sitting(name="Hội nghị Ban Chấp hành Đảng bộ xã", poll_date=day, place="Nậm Mạ"),
        roll=Roll(membership=27, convened=27, present=present),
        ballot_types=(kind,),
        slate=tuple(slate),
        counting_board=board,
        papers=own if papers is None else papers,
    )


def agency(**changes: object) -> Poll:
    """A provincial office of a sector that rates its leaders under the Party's regulation."""
    base = party(papers={"symbol": "CN", "place_name": "Thung Nham"})
    body = Body(
        name="Chi cục Thủy nông tỉnh Thung Nham",
        kind=BodyKind.AGENCY,
        level=Level.UNIT,
        term=None,
    )
    slate = tuple(
        replace(
            found,
            posts=(
                Post(
                    title="Phó Chi cục trưởng",
                    position=Position.AGENCY_DEPUTY_HEAD,
                    elected_on=date(2024, 3, 1),
                ),
            ),
        )
        for found in base.slate
    )
    return replace(base, body=body, slate=slate, **changes)  # type: ignore[arg-type]


def older(rulebook: str, *, low: int, returned: int = 50, membership: int = 54) -> Poll:
    """One rating under an earlier instrument, whose base is all deputies; ``low`` of the first."""
    day = date(2014, 12, 9) if rulebook.startswith("nq-35") else date(2018, 12, 6)
    base = council(persons=8, counts=[marks(returned - low, 0, low)], returned=returned)
    slate = tuple(
        replace(found, posts=tuple(replace(p, elected_on=date(2011, 6, 20)) for p in found.posts))
        for found in base.slate
    )
    types = tuple(replace(kind, issued=returned) for kind in base.ballot_types)
    return replace(
        base,
        rulebook=rulebook,
        sitting=replace(base.sitting, opening_date=day, poll_date=day),
        body=replace(base.body, term=(day.year - 3, day.year + 2)),
        roll=Roll(membership=membership, convened=membership, present=returned),
        slate=slate,
        ballot_types=types,
        papers={},
    )


def frozen(poll: Poll) -> Facts:
    """The frozen facts of a poll, with its result where it has been counted."""
    return freeze_poll(poll, chain_of(poll))


def papers_of(poll: Poll, *kinds: str) -> Papers:
    """The papers of a poll from the forms of the software; all that can be made, or some kinds."""
    return build_papers(frozen(poll), kinds or None, load_forms())


def paper_of(poll: Poll, stem: str) -> Paper:
    """The one paper of a poll with this stem."""
    kind = next(kind for kind in sorted(KINDS, key=len, reverse=True) if stem.startswith(kind))
    return next(paper for paper in papers_of(poll, kind) if paper.stem == stem)


def said(paper: Paper) -> str:
    """What a paper says, every run of white space as one space."""
    return " ".join(plain_text(paper).split())
