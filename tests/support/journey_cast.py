"""Who takes part in the poll that is played in a browser."""

from datetime import date

from tinnhiem.demonstration.office.names import invented

BODY = "HĐND tỉnh Lam Giang"
SITTING = "Kỳ họp thứ chín"
#: Name, post, position.
HOLDERS = (
    ("Nông Văn Khải", "Chủ tịch HĐND tỉnh", "council-chair"),
    ("Lò Thị Hạnh", "Phó Chủ tịch HĐND tỉnh", "council-vice-chair"),
    ("Sùng Thị Mai", "Trưởng Ban Pháp chế HĐND tỉnh", "council-committee-head"),
    ("Chu Minh Đức", "Chủ tịch UBND tỉnh", "people-committee-chair"),
    ("Phạm Quang Huy", "Phó Chủ tịch UBND tỉnh", "people-committee-vice-chair"),
    ("Lý Seo Páo", "Giám đốc Sở Nội vụ", "people-committee-member"),
)
#: Nothing says since when, so that somebody must decide whether he is rated.
UNDECIDED = HOLDERS[-1][0]
BOARD = (
    "Ngô Thị Hà", "Lê Văn Toàn", "Đặng Thị Ánh", "Vàng A Sử", "Mai Thu Hương", "Trịnh Thị Yên",
    "Lù A Vảng",
)  # fmt: skip
VOTERS = ("Vi Thị Thảo", "Hoàng Anh Dũng")
STAFF = {"clerk": "Cầm Thị Lan", "convener": "Hoàng Văn Nhân", "auditor": "Lê Đức Thạo"}
OTHERS = {"front": "Đinh Thị Nhã", "desk": "Lù Thị Vảng Anh", "personnel": "Trịnh Quang Yên"}


def deputies() -> tuple[str, ...]:
    """Return everybody on the roll: those of the council, the board, voters, more to make 30."""
    named = (*(name for name, *_post in HOLDERS[:3]), *BOARD, *VOTERS)
    taken = {*named, *(name for name, *_post in HOLDERS), *STAFF.values(), *OTHERS.values()}
    return (*named, *(name for _sal, name in invented(30 - len(named), taken)))


def today() -> date:
    """Return the day of the poll: the server's, which runs on this machine."""
    return date.today()  # noqa: DTZ011 - the machine's own day is meant
