"""Chapters of the preparation: list, roll, approvals, invitations, letters."""

from support.journey import WORDS, Town, Visitor
from support.journey_cast import today
from support.journey_opening import card_of, joined
from tinnhiem.exchange.registry_workbook import template


def at_work(town: Town, who: str, way: str = "") -> Visitor:
    """Let somebody open the poll from their own page, and go on by the list at the side."""
    visitor = town[who]
    visitor.open(town.known["poll"] + "/tong-quan" if who in {"clerk", "convener"} else "/")
    return visitor.follow(way) if way else visitor


def somebody_is_decided(town: Town) -> None:
    """The clerk looks at the list and decides on the one whom the law leaves open."""
    clerk = at_work(town, "clerk", "Danh sách").sees("Cần xem xét").shot("slate")
    clerk.follow(town.cast.rated[-1]).shot("slate-person")
    clerk.type({"decision": "rated"}).press("Lưu quyết định").sees("lý do")
    clerk.shot("slate-person-refused")
    clerk.type({"decision": "rated", "reason": "Nghị quyết bầu ngày 19/6 năm trước, bản giấy."})
    clerk.press("Lưu quyết định").sees("Quyết định")
    at_work(town, "clerk", "Danh sách").sees(f"{len(town.cast.holders)} được lấy phiếu")


def the_roll_is_made(town: Town) -> None:
    """The clerk imports the roll from a workbook."""
    clerk = at_work(town, "clerk", "Hội nghị và người dự").shot("conferences")
    clerk.follow("Danh sách ghi phiếu").follow("Nhập từ Excel").shot("roll-upload")
    file = town.folder / "nguoi-ghi-phieu.xlsx"
    file.write_bytes(template("roll", [
        {"name": name, "seat": f"{place:02d}", "delegation": f"Tổ đại biểu số {place % 5 + 1}",
         "votes": True}
        for place, name in enumerate(town.cast.deputies, 1)
    ]))  # fmt: skip
    clerk.type({"workbook": file}).press("Đọc bảng tính").shot("roll-preview")
    clerk.press("Nhận").sees(f"{town.cast.roll} người ghi phiếu").shot("roll")


def the_preparation_begins(town: Town) -> None:
    """Step by step: papers' facts, the preparation, plan and list approved."""
    clerk = at_work(town, "clerk", "Bắt đầu chuẩn bị").shot("step-prepare")
    clerk.press("Bắt đầu chuẩn bị").sees("Đang chuẩn bị").shot("overview-preparing")
    clerk.follow("Tất cả điều kiện").shot("conditions")
    clerk = at_work(town, "clerk", "Văn bản").shot("papers-empty").follow("Người ký và địa danh")
    clerk.type(town.cast.facts).shot("paper-facts").press("Lưu")
    convener = at_work(town, "convener").follow(town.cast.instrument).shot("plan")
    convener.press("Duyệt kế hoạch").sees("Hoàng Văn Nhân")
    at_work(town, "convener", "Danh sách").shot("slate-convener").follow("Duyệt danh sách")
    convener.shot("approve-slate").press("Duyệt danh sách").sees("Hoàng Văn Nhân").shot("approved")


def people_are_invited(town: Town) -> None:
    """The clerk prints invitations; those who take part open their accounts by them."""
    clerk = at_work(town, "clerk", "Lời mời").shot("invitations")
    rated = town.cast.rated
    clerk.main.locator('input[name="people"]').evaluate_all(
        "all => all.forEach(o => o.checked = false)"
    )
    wanted = [*rated, *town.cast.board, *town.cast.voters]
    for name in wanted:
        clerk.main.get_by_label(name, exact=True).check()
    clerk.press("Lập lời mời cho người được chọn").shot("cards")
    codes = {name: card_of(clerk, name) for name in wanted}
    for part, name in town.cast.others.items():
        clerk.open(town.known["poll"] + "/loi-moi")
        clerk.type({"name": name, "role": part}).press("Lập lời mời", nth=-1)
        joined(town, part, card_of(clerk, name))
    for name, code in codes.items():
        came = town.enter(name).open(f"/loi-moi/{code}")  # the picture on the card leads there
        came.type({"password": WORDS}).press("Mở tài khoản").sees(town.cast.sitting)
    town[rated[0]].shot("officeholder-home")
    for part in town.cast.others:
        town[part].shot(f"{part}-home")


def letters_go_out(town: Town) -> None:
    """Reports are asked for; letters are drawn up in the background, approved and issued."""
    clerk = at_work(town, "clerk", "Hồ sơ").shot("dossiers")
    clerk.press("Yêu cầu").sees(f"{len(town.cast.holders)} trên {len(town.cast.holders)}")
    clerk = at_work(town, "clerk", "Văn bản").follow("Lập văn bản").shot("draw-papers")
    clerk.main.get_by_label("Văn bản yêu cầu").first.check()
    clerk.press("Lập").shot("working")
    clerk.await_link("Đến các văn bản", "Xem lại").follow("Đến các văn bản").shot("papers-draft")
    for button, who in (("Trình", "clerk"), ("Duyệt", "convener"), ("Phát hành", "clerk")):
        visitor = at_work(town, who, "Văn bản")
        for box in visitor.main.locator('input[name="papers"]').all():
            box.check(force=True)
        if button == "Phát hành":
            visitor.type({"number": "118/TTr-TTHĐND", "issued_on": f"{today():%d/%m/%Y}"})
        visitor.press(button).shot(f"papers-{who}")
    clerk.sees("118/TTr-TTHĐND")
    clerk.main.get_by_role("link", name=town.cast.rated[0]).first.click()
    clerk.page.wait_for_load_state()
    clerk.shot("paper")
    assert clerk.save("Xem bản PDF").startswith(b"%PDF")


chapters = (
    somebody_is_decided, the_roll_is_made, the_preparation_begins, people_are_invited,
    letters_go_out,
)  # fmt: skip
