"""Who takes part in the polls that are played in a browser."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tinnhiem.demonstration.office.names import invented

#: Browsers that several share, each with a session of their own; the second runs no scripts.
SHARED, PLAIN = "shared", "without scripts"


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Everybody of a poll, and the words that its pages have for what they do."""

    body: str
    kind: str
    level: str
    sitting: str
    instrument: str
    #: Name, post, position of those who are rated. Nothing says since when the last holds the
    #: post, so that somebody must decide whether he is rated.
    holders: tuple[tuple[str, str, str], ...]
    #: How many of them are on the roll, the first.
    rolled: int
    board: tuple[str, ...]
    #: The teams of the board after its head.
    teams: str
    voters: tuple[str, ...]
    staff: Mapping[str, str]
    others: Mapping[str, str]
    #: How many are on the roll, and how many of them come.
    roll: int
    present: int
    #: Ballots of each batch, by ballot type alike; ballot types, by what the page calls them.
    sizes: tuple[int, ...]
    kinds: tuple[str, ...]
    facts: Mapping[str, str]
    #: The resolution, or the report upward, and whether the sitting votes on it.
    record: str
    adopts_result: bool
    #: Who passes the questions of voters on, and by which way of their pages.
    passes_on: tuple[str, str] = ("clerk", "Ý kiến và câu hỏi")

    @property
    def rated(self) -> tuple[str, ...]:
        """The names of those who are rated."""
        return tuple(name for name, *_post in self.holders)

    @property
    def deputies(self) -> tuple[str, ...]:
        """Everybody on the roll: those who are rated, the board, voters and others."""
        named = (*self.rated[: self.rolled], *self.board, *self.voters)
        taken = {*named, *self.rated, *self.staff.values(), *self.others.values()}
        return (*named, *(name for _sal, name in invented(self.roll - len(named), taken)))

    @property
    def places(self) -> dict[str, str]:
        """Where those sit who have no browser of their own."""
        shared = (*self.board[:3], self.rated[0], *self.rated[2:])
        plain = (*self.board[3:], self.rated[1], *self.voters)
        return dict.fromkeys(shared, SHARED) | dict.fromkeys(plain, PLAIN)


_STAFF = {"clerk": "Cầm Thị Lan", "convener": "Hoàng Văn Nhân", "auditor": "Lê Đức Thạo"}
COUNCIL = Cast(
    body="HĐND tỉnh Lam Giang", kind="Hội đồng nhân dân", level="Cấp tỉnh",
    sitting="Kỳ họp thứ chín", instrument="Nghị quyết số 96/2023/QH15",
    holders=(
        ("Nông Văn Khải", "Chủ tịch HĐND tỉnh", "council-chair"),
        ("Sùng Thị Mai", "Trưởng Ban Pháp chế HĐND tỉnh", "council-committee-head"),
        ("Chu Minh Đức", "Chủ tịch UBND tỉnh", "people-committee-chair"),
        ("Lý Seo Páo", "Giám đốc Sở Nội vụ", "people-committee-member"),
    ),
    rolled=2,
    board=(
        "Ngô Thị Hà", "Lê Văn Toàn", "Đặng Thị Ánh", "Vàng A Sử", "Mai Thu Hương", "Trịnh Thị Yên",
        "Lù A Vảng",
    ),
    record="52/NQ-HĐND", adopts_result=True, staff=_STAFF,
    teams="112212", voters=("Vi Thị Thảo", "Hoàng Anh Dũng"),
    others={"front": "Đinh Thị Nhã", "desk": "Lù Thị Vảng Anh", "personnel": "Trịnh Quang Yên"},
    roll=24, present=17, sizes=(9, 8), kinds=("council", "people-committee"),
    facts={
        "place_name": "Lam Giang", "province_name": "tỉnh Lam Giang", "council_term": "XIX",
        "symbol": "HĐND", "signer_authority": "TM. THƯỜNG TRỰC HĐND", "signer_post": "CHỦ TỊCH",
        "signer_name": "Nông Văn Khải", "contact": "Văn phòng HĐND tỉnh",
        "recipients": "Như trên;\nLưu: VT.",
    },
)  # fmt: skip

PARTY = Cast(
    body="Đảng ủy Sở Y tế tỉnh Lam Giang", kind="Cấp ủy", level="Đơn vị",
    sitting="Hội nghị lấy phiếu năm 2026", instrument="Quy định số 96-QĐ/TW",
    holders=(
        ("Nông Văn Khải", "Bí thư Đảng ủy", "party-secretary"),
        ("Sùng Thị Mai", "Phó Bí thư Đảng ủy", "party-deputy-secretary"),
        ("Lý Seo Páo", "Ủy viên Ban Thường vụ Đảng ủy", "party-standing-member"),
    ),
    rolled=3, board=("Ngô Thị Hà", "Lê Văn Toàn", "Đặng Thị Ánh", "Vàng A Sử", "Mai Thu Hương"),
    record="15-BC/ĐU", adopts_result=False, staff=_STAFF,
    teams="1122", voters=("Vi Thị Thảo", "Hoàng Anh Dũng"),
    others={"desk": "Lù Thị Vảng Anh", "personnel": "Trịnh Quang Yên"},
    passes_on=("personnel", "Chuyển câu hỏi"), kinds=("leaders",),
    roll=15, present=12, sizes=(7, 5),
    facts={
        "place_name": "Lam Giang", "symbol": "ĐU", "signer_authority": "T/M BAN THƯỜNG VỤ",
        "signer_post": "BÍ THƯ", "signer_name": "Nông Văn Khải", "contact": "Văn phòng Đảng ủy",
        "recipients": "Như trên;\nLưu: VT.",
    },
)  # fmt: skip


def some_run_scripts(place: str) -> bool:
    """Let scripts run in about half of the browsers: those of the clerk, the head, one team."""
    return place not in {PLAIN, "convener", "auditor", "front", "desk", "public"}


def the_hall_runs_scripts(place: str) -> bool:
    """Let scripts run on the projector, which follows by itself, and nowhere else."""
    return place == "hall"


def today() -> date:
    """Return the day of the poll: the server's, which runs on this machine."""
    return date.today()  # noqa: DTZ011 - the machine's own day is meant
