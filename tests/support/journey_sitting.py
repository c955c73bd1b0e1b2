"""Chapters of the day: check-in, adoptions, the ledger, the screen of the hall."""

import re

from playwright.sync_api import expect

from support.journey import Town, Visitor
from support.journey_preparing import at_work
from support.journey_reading import PRINTED
from tinnhiem.wording.names import fold

#: Who are there: the first by name typed at two desks, the others from the list.
TYPED = 6
#: Sheets of the ballot types, as on the page: exchanged and unused; all issued came back.
EXCHANGED = (1, 0)


def people_check_in(town: Town) -> None:
    """Two desks check people in by names typed without marks, then from the list."""
    desks = (at_work(town, "clerk", "Điểm danh"), town["desk"].open("/").follow("Điểm danh"))
    desks[1].shot("check-in-empty")
    for number, name in enumerate(town.cast.deputies[:TYPED]):
        _by_name(desks[number % 2], name)
    desks[0].shot("check-in")
    clerk = at_work(town, "clerk", "Điểm danh").follow("Danh sách đầy đủ").shot("roll-of-the-day")
    for name in town.cast.deputies[TYPED : town.cast.present]:
        row = clerk.main.locator("li.row").filter(has=clerk.page.get_by_label(name, exact=True))
        with clerk.arriving():
            row.locator('button[value="present"]').click()
    at_work(town, "clerk", "Điểm danh").sees(str(town.cast.present)).shot("check-in-full")


def _by_name(desk: Visitor, name: str) -> None:
    desk.page.locator("#desk-q").fill(fold(name))
    if not desk.seat.scripts:
        with desk.arriving():
            desk.page.locator("#desk-q").press("Enter")
    row = desk.page.locator("#desk-found li.row").filter(has_text=name.rsplit(maxsplit=1)[-1])
    row = row.filter(has=desk.page.get_by_label(name, exact=True))
    row.locator('button[value="present"]').click()
    desk.page.wait_for_load_state()


def the_conference_adopts(town: Town) -> None:
    """The list is on the screen and adopted; the board is elected, nobody of the list on it."""
    convener = at_work(town, "convener", "Màn hình hội trường").shot("remote-empty")
    convener.press("Tạo địa chỉ")
    address = convener.main.locator(".hall-address a").inner_text()
    town.enter("hall").open("/" + address.split("/", 3)[3])
    town["hall"].shot("hall-blank")
    show(town, "list", town.cast.rated[0])
    town["hall"].shot("hall-list")
    clerk = at_work(town, "clerk", "Thông qua, Ban kiểm phiếu").shot("adoptions-empty")
    _vote(clerk, "danh-sach", "Ghi kết quả thông qua")
    offered = clerk.main.locator('select[name="person"] option').all_inner_texts()
    assert not [text for text in offered if town.cast.rated[0] in text]
    _smuggle(town, clerk)
    for number, name in enumerate(town.cast.board):
        _propose(clerk, name, "secretary" if number == 1 else "member" if number else "head")
    clerk.shot("board-proposed")
    _vote(clerk, "bau-ban", "Ghi kết quả bầu")
    clerk.sees("Đã bầu").shot("board-elected")


def show(town: Town, step: str, seen: str) -> None:
    """Release a step of the hall's screen; the projector follows by itself."""
    convener = at_work(town, "convener", "Màn hình hội trường")
    with convener.arriving():
        convener.main.locator(".remote-steps").locator(f'a[href*="buoc={step}"]').click()
    convener.press("Đưa lên màn hình")
    expect(town["hall"].page.locator("body")).to_contain_text(seen)


def _vote(clerk: Visitor, part: str, button: str) -> None:
    votes = {"for": clerk.town.cast.present - 1, "against": 0, "abstained": 1, "declared": True}
    clerk.type(votes, f'main form[action*="/thong-qua/{part}"]').press(button)


def _propose(clerk: Visitor, name: str, duty: str) -> None:
    form = 'main form[action*="/thong-qua/thanh-vien"]:has(select)'
    board = clerk.town.cast.board
    team = dict(zip(board[1:], clerk.town.cast.teams, strict=True)).get(name, "")
    choice = clerk.page.locator(f'{form} select[name="person"] option', has_text=name)
    person = choice.first.get_attribute("value")
    clerk.type({"person": person, "duty": duty, "team": team}, form)
    clerk.press("Đề cử")


def _smuggle(town: Town, clerk: Visitor) -> None:
    """Somebody on the list is refused even where the page was tampered with."""
    key = _key_of(town, town.cast.rated[0])
    add = "(one, key) => { one.add(new Option('x', key)); one.value = key; }"
    clerk.main.locator('select[name="person"]').evaluate(add, key)
    clerk.type({"duty": "member"}, 'main form[action*="/thong-qua/thanh-vien"]:has(select)')
    clerk.press("Đề cử").sees(re.compile("danh sách lấy phiếu|không thể|được lấy phiếu"))
    clerk.shot("board-refused")
    at_work(town, "clerk", "Thông qua, Ban kiểm phiếu")


def _key_of(town: Town, name: str) -> str:
    beside = town["clerk"].context.new_page()
    beside.goto("/so-dang-ky/nguoi")
    found = beside.get_by_role("link", name=name).first.get_attribute("href") or ""
    beside.close()
    return found.rsplit("/", 1)[1]


def the_balloting_opens(town: Town) -> None:
    """Attendance is closed, the quorum shown; the chair opens in spite of a law not verified."""
    clerk = at_work(town, "clerk", "Điểm danh").follow("Chốt điểm danh").shot("close-attendance")
    clerk.press("Chốt điểm danh")
    show(town, "quorum", str(town.cast.present))
    town["hall"].shot("hall-quorum")
    convener = at_work(town, "convener", "Thông qua, Ban kiểm phiếu").shot("ready-to-open")
    convener.follow("Mở lấy phiếu")
    for box in convener.main.locator("textarea").all():
        box.fill("Thường trực xác nhận đủ hai phần ba đại biểu theo Quy chế làm việc.")
    convener.shot("open-balloting").press("Mở lấy phiếu")
    show(town, "rules", "ô")
    town["hall"].shot("hall-rules")


def the_ledger_is_kept(town: Town) -> None:
    """The head writes what was issued and returned, and announces it; the count starts."""
    head = town[town.cast.board[0]].open("/").follow("Công bố số phiếu").shot("ledger-empty")
    for number, exchanged in enumerate(EXCHANGED[: len(town.cast.kinds)]):
        head.follow("Nhập số")
        numbers = {
            "printed": PRINTED, "issued": town.cast.present, "exchanged": exchanged,
            "unused": PRINTED - town.cast.present - exchanged, "returned": town.cast.present,
        }  # fmt: skip
        head.type(numbers)
        if not number:
            head.shot("write-ledger")
        head.press("Lưu")
        head.follow("Công bố phát ra và thu về").shot("announce").press("Tôi đã đọc")
    head.shot("ledger")
    show(town, "sheets", str(town.cast.present))
    town["hall"].shot("hall-sheets")
    head.follow("Bắt đầu kiểm phiếu").press("Bắt đầu kiểm phiếu")


chapters = (people_check_in, the_conference_adopts, the_balloting_opens, the_ledger_is_kept)
