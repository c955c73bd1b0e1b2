"""First chapters: an empty installation gets its operator, body, staff, registry and poll."""

import re
from datetime import timedelta

from support.journey import WORDS, Town, Visitor
from support.journey_cast import today
from tinnhiem.exchange.registry_workbook import template

PARTS = {"clerk": "Thư ký", "convener": "Thường trực", "auditor": "Kiểm tra"}


def the_operator_opens(town: Town) -> None:
    """The very first account is opened by the link that the command prints."""
    told = town.installation.command("office", "--first-account", "van-hanh")
    assert told.returncode == 0, told.stderr
    link = re.search(r"http\S+", told.stdout)
    assert link is not None
    operator = town.enter("operator")
    operator.open(link[0][link[0].index("/", 8) :]).shot("first-account")
    operator.type({"password": WORDS}).press("Mở tài khoản").shot("operator-home")


def the_body_is_entered(town: Town) -> None:
    """The operator enters the body and invites who works there."""
    operator = town["operator"].open("/")
    operator.follow("Sổ đăng ký").shot("registry-empty").follow("Cơ quan mới")
    operator.type({"name": town.cast.body, "from_date": "01/06/2026"})
    operator.pick("kind", town.cast.kind).pick("level", town.cast.level).shot("new-body")
    operator.press("Lưu").sees(town.cast.body)
    for part, name in town.cast.staff.items():
        operator.open("/trang-cua-toi").follow("Người phụ trách lấy phiếu")
        operator.type({"name": name, "role": part}).press("Lập lời mời").shot(f"card-{part}")
        joined(town, part, card_of(operator, name))
    operator.open("/nguoi-phu-trach").sees(*town.cast.staff.values()).shot("staff")
    town["clerk"].shot("clerk-home").follow("Sổ đăng ký").sees(town.cast.body)


def card_of(inviter: Visitor, name: str) -> str:
    """Read the code on a card that was just made for somebody."""
    card = inviter.main.locator(".invitation-card", has_text=name)
    return card.locator(".code-words").inner_text()


def joined(town: Town, part: str, code: str) -> Visitor:
    """Let somebody come with their card and open the account."""
    came = town.enter(part)
    came.open("/ket-qua").follow("Đăng nhập").follow("Tôi có lời mời")
    came.type({"code": code}).press("Tiếp tục")
    came.type({"password": WORDS}).press("Mở tài khoản")
    return came


def the_registry_is_filled(town: Town) -> None:
    """The clerk takes people and posts over from a workbook, after looking at what it changes."""
    clerk = town["clerk"].open("/").follow("Sổ đăng ký").follow(town.cast.body)
    clerk.shot("body-empty").follow("Nhập từ Excel")
    assert clerk.save("Bảng tính để điền").startswith(b"PK")
    clerk.type({"workbook": _workbook(town)}).press("Đọc bảng tính").shot("registry-preview")
    clerk.sees(*town.cast.rated).press("Nhận").shot("body")


def _workbook(town: Town) -> str:
    since = today() - timedelta(days=500)
    rows = [
        {"name": name, "salutation": "Ông", "birth_year": 1974, "title": title,
         "position": position, "from_date": None if name == town.cast.rated[-1] else since}
        for name, title, position in town.cast.holders
    ]  # fmt: skip
    rows += [{"name": name} for name in town.cast.deputies if name not in town.cast.rated]
    file = town.folder / "so-dang-ky.xlsx"
    file.write_bytes(template("registry", rows))
    return str(file)


def the_poll_is_made(town: Town) -> None:
    """The clerk answers the questions of a new poll."""
    day = today()
    clerk = town["clerk"].open("/").follow("Các cuộc lấy phiếu").shot("polls-empty")
    clerk.follow("Cuộc lấy phiếu mới").shot("new-body").type({"real": "yes"})
    clerk.press("Tiếp tục").shot("new-procedure").type({"procedure": "rating"})
    clerk.press("Tiếp tục").type({
        "sitting": town.cast.sitting,
        "opening_date": f"{day:%d/%m/%Y}", "poll_date": f"{day:%d/%m/%Y}",
        "place": "Hội trường tỉnh", "term_from": day.year - 2, "term_until": day.year + 3,
        "membership": len(town.cast.deputies),
    }).shot("new-dates").press("Tiếp tục").shot("new-law").press("Tiếp tục")  # fmt: skip
    clerk.shot("new-conferences").press("Tiếp tục").shot("new-review").press("Lập")
    clerk.sees(town.cast.sitting, "Lịch").shot("overview-draft")
    town.known["poll"] = "/" + "/".join(clerk.page.url.split("/")[3:5])


chapters = (the_operator_opens, the_body_is_entered, the_registry_is_filled, the_poll_is_made)
