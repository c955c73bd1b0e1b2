"""Chapters of the count: batches keyed twice and apart, a difference, minutes, seals."""

import json
from datetime import timedelta

from playwright.sync_api import Locator

from support.journey import Town, Visitor
from support.journey_cast import today
from support.journey_preparing import at_work

CHOICES = ("high", "medium", "low", "invalid")
Marks = dict[str, int]


def batches_are_made(town: Town) -> None:
    """The head splits the ballots of each type; who keys sees the piles."""
    head = at_work(town, town.cast.board[0]).open("/").follow("Nhập kết quả").shot("count-head")
    for number in range(len(town.cast.kinds)):
        head.follow("Chia tập").type({"sizes": " ".join(map(str, town.cast.sizes))})
        if not number:
            head.shot("split")
        head.press("Chia tập")
    links = head.main.locator("a.batch").evaluate_all("all => all.map(o => o.getAttribute('href'))")
    assert len(links) == len(town.cast.kinds) * len(town.cast.sizes)
    town.known["batches"] = json.dumps(links)
    head.shot("batches")


def teams_key(town: Town) -> None:
    """Both teams key every batch; one mark differs, is counted again, and then agrees."""
    counted: dict[str, Marks] = {}
    for place, link in enumerate(json.loads(town.known["batches"])):
        _key(town, town.cast.board[1], link, place, counted)
        _key(town, town.cast.board[3], link, place, {}, wrong=not place)
        head = at_work(town, town.cast.board[0]).open(link)
        if not place:
            head.sees("lệch").shot("compare-differs").press("Yêu cầu hai tổ đếm lại")
            _key(town, town.cast.board[2], link, place, {})
            _key(town, town.cast.board[4], link, place, {})
            head.open(link).shot("compare-agrees")
        head.press("Nhận tập")
    town.known["counts"] = json.dumps(counted)
    head.open(town.known["poll"] + "/nhap-ket-qua").shot("all-accepted")


def _key(
    town: Town, who: str, link: str, place: int, counted: dict[str, Marks], *, wrong: bool = False
) -> None:
    member = town[who].open("/").follow("Nhập kết quả")
    with member.arriving():
        member.main.locator(f'a[href="{link.removesuffix("/so")}"]').click()
    rows = member.main.locator("tr[data-row]").all()
    for at, row in enumerate(rows):
        marks = _fill(row, at, place, town.cast.sizes, wrong=int(wrong and not at))
        name = row.locator(".person-name").inner_text()
        kept = counted.setdefault(name, dict.fromkeys(CHOICES, 0))
        for choice, number in marks.items():
            kept[choice] += number
    invalid = member.main.locator('[name="invalid_ballots"]')
    if invalid.count():
        invalid.fill("0")
    if place == 0:
        member.shot(f"keying-{'wrong' if wrong else 'right'}")
    member.press("Nộp tập")


def _fill(row: Locator, at: int, place: int, sizes: tuple[int, ...], wrong: int) -> Marks:
    """Key the marks of one line: always the same for the same line and batch."""
    size = sizes[place % len(sizes)]
    low, medium, invalid = (at + place) % 3, (2 * at + place + 1) % 3, int(at == 1 and place == 1)
    if at == 1 and place > 1:
        low = size - 3
    marks = {"medium": medium, "low": low, "invalid": invalid}
    marks["high"] = size - sum(marks.values())
    marks |= {"high": marks["high"] - wrong, "medium": medium + wrong}
    for choice, number in marks.items():
        row.locator(f'[name$="-{choice}"]').fill(str(number))
    return marks


def the_count_is_closed(town: Town) -> None:
    """The head closes the count, writes the minutes; everybody signs from their own session."""
    head = at_work(town, town.cast.board[0]).open("/").open(town.known["poll"] + "/nhap-ket-qua")
    head.follow("Kết thúc kiểm phiếu").shot("close-count").press("Kết thúc kiểm phiếu")
    head.open(town.known["poll"] + "/bien-ban-kiem-phieu")
    head.type({"course": "Việc kiểm phiếu diễn ra liên tục, không có khiếu nại."})
    head.press("Lập biên bản").shot("minutes-written")
    for name in (*town.cast.board[1:], town.cast.board[0]):
        member = town[name].open("/").follow("biên bản")
        member.type({"affirmed": True})
        if name == town.cast.board[1]:
            member.shot("minutes-sign")
        member.press("Ký với tên")
    head.follow("Đóng biên bản").shot("close-minutes").press("Đóng biên bản").shot("minutes-closed")


def the_ballots_are_sealed(town: Town) -> None:
    """The parcel of ballots gets its record."""
    head = town[town.cast.board[0]].open(town.known["poll"] + "/bien-ban-kiem-phieu")
    head.follow("niêm phong")
    day = today()
    head.type({
        "content": "Phiếu đã kiểm", "ballots": len(town.cast.kinds) * town.cast.present,
        "seals": "NP-01, NP-02",
        "witnesses": ", ".join(town.cast.board[:3]), "sealed_on": f"{day:%d/%m/%Y}",
        "keep_until": f"{day + timedelta(days=365):%d/%m/%Y}",
    }).shot("sealing").press("Ghi gói này").sees("NP-01").shot("sealed")  # fmt: skip


def a_team(visitor: Visitor) -> str:
    """Return what the page says of somebody's team."""
    return visitor.main.locator(".lead").inner_text()


chapters = (batches_are_made, teams_key, the_count_is_closed, the_ballots_are_sealed)
