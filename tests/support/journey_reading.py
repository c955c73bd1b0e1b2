"""Chapters from the reports to the printed ballots: writing, reading, asking, freezing."""

import re

from playwright.sync_api import expect

from support.journey import PATIENCE, Town, Visitor
from support.journey_cast import today
from support.journey_preparing import at_work
from tinnhiem.demonstration.office import texts

#: Sheets of each ballot type.
PRINTED = 26
QUESTION = "Ông dự kiến giải quyết các hồ sơ tồn đọng ra sao?"
ANSWER = "Các hồ sơ tồn đọng được giải quyết xong trước ngày 31/12."
OPINION = "Cử tri đề nghị đi cơ sở nhiều hơn."
SOURCE = "Biên bản tiếp xúc cử tri xã Nậm Chày"


def step(visitor: Visitor, name: str) -> Visitor:
    """Take a step of the poll from the overview; give a reason wherever one is asked for."""
    visitor.open(visitor.town.known["poll"] + "/tong-quan")
    with visitor.arriving():
        visitor.main.locator(f'a[href$="/buoc/{name}"]').first.click()
    for box in visitor.main.locator("textarea").all():
        box.fill("Thường trực đã xem xét và đồng ý.")
    visitor.shot(f"step-{name}")
    with visitor.arriving():
        visitor.main.locator("form button.primary, form button.danger").first.click()
    return visitor


def reports_are_written(town: Town) -> None:
    """Everybody rated writes the report, attaches the declaration and hands both in."""
    for number, name in enumerate(town.cast.rated):
        writer = town[name].open("/")
        writer.main.get_by_role("link", name="Viết báo cáo").first.click()
        writer.page.wait_for_load_state()
        if number == 0:
            writer.shot("my-tasks")
        writer.follow("Viết phần 1")
        while "/phan/" in writer.page.url:
            _write_part(writer, number)
        _declare(town, writer, number)
        if number == 0:
            writer.shot("report-review")
        writer.press("Nộp báo cáo").sees("Đã nộp")
    for name in town.cast.rated:
        clerk = at_work(town, "clerk", "Hồ sơ").follow(name)
        if name == town.cast.rated[0]:
            clerk.shot("dossier")
        clerk.press("Nhận báo cáo")
    clerk.sees("Đã nhận")


def _write_part(writer: Visitor, number: int) -> None:
    text = writer.main.locator("textarea[name=text]")
    text.fill(f"Báo cáo thứ {number + 1}.\n\n" + texts.report("results", number))
    if writer.page.url.endswith("/phan/1") and number == 0 and writer.seat.scripts:
        expect(writer.main.locator("[data-save-state]")).to_contain_text("Đã lưu lúc")
        writer.shot("report-part")
    writer.press("Lưu và")


def _declare(town: Town, writer: Visitor, number: int) -> None:
    file = town.folder / f"ke-khai-{number}.pdf"
    file.write_bytes(texts.declaration(number))
    writer.follow("Bản kê khai tài sản").type({"file": file}).press("Đính kèm")
    if number == 0:
        writer.shot("declaration")
    writer.follow("Xem lại và nộp")


def the_front_files(town: Town) -> None:
    """The Front files its synthesis, notes an opinion and passes it on without the source."""
    front = town["front"].open("/").follow("Gửi bản tổng hợp")
    front.shot("front-list").follow("Gửi tổng hợp")
    front.type({
        "number": "212/BC-MTTQ", "dated": f"{today():%d/%m/%Y}",
        "text": texts.SYNTHESIS.format(n=86),
    }).shot("front-synthesis").press("Gửi tổng hợp").follow(town.cast.rated[0])  # fmt: skip
    front.type({"text": OPINION, "source": SOURCE}).press("Ghi lại").press("Chuyển")
    front.sees(OPINION, SOURCE).shot("front-person")


def voters_read_and_ask(town: Town) -> None:
    """The dossiers go out; voters read and ask, the question comes back answered."""
    step(town["clerk"], "open-reading").sees("Đang đọc hồ sơ").shot("overview-reading")
    voter = town[town.cast.voters[0]].open("/").follow("Đọc hồ sơ").shot("reading-room")
    voter.follow(town.cast.rated[0]).sees("Báo cáo thứ 1").shot("reading-report")
    opinions = OPINION if "front" in town.cast.others else "Không có ý kiến nào gửi về"
    voter.follow("Ý kiến cử tri").sees(opinions).shot("reading-opinions")
    expect(voter.page.locator("body")).not_to_contain_text(SOURCE)
    voter.follow("Viết câu hỏi").shot("ask")
    kinds = voter.main.locator('[name="kind"]')
    if kinds.first.evaluate("one => one.type") == "radio":
        kinds.first.check(force=True)
    voter.type({"text": QUESTION}).press("Gửi cơ quan").sees(QUESTION)
    passes = at_work(town, *town.cast.passes_on).sees(QUESTION)
    passes.shot("questions").press("Chuyển đến")
    asked = town[town.cast.rated[0]].open("/").follow("báo cáo").sees("1 câu chưa trả lời")
    if "front" in town.cast.others:
        asked.sees("1 ý kiến đã chuyển đến")
    asked.follow("Trả lời câu hỏi").shot("my-questions")
    asked.main.locator('a[href*="/cau-hoi-gui-toi/"]').first.click()
    asked.type({"answer": ANSWER}).shot("answer").press("Gửi câu trả lời").sees("Đã trả lời")
    town[town.cast.voters[0]].open("/").follow("Đọc hồ sơ").follow("Câu hỏi của tôi").sees(ANSWER)
    reader = town[town.cast.voters[1]].open("/").follow("Đọc hồ sơ")
    reader.follow(town.cast.rated[1]).follow("Kê khai").shot("reading-declaration")


def dossiers_freeze(town: Town) -> None:
    """Nothing of the dossiers changes any more."""
    step(town["clerk"], "freeze").sees("Đã đóng băng").shot("overview-frozen")
    assert town[town.cast.voters[0]].status(town.known["poll"] + "/cau-hoi-cua-toi/moi") < 500
    town[town.cast.voters[0]].sees("không gửi câu hỏi được nữa")


def ballots_are_printed(town: Town) -> None:
    """A proof is drawn in the background and looked at; what was printed is noted."""
    clerk = at_work(town, "clerk", "Hội nghị và người dự").follow("Phiếu", nth=-1)
    clerk.shot("ballots").press("Vẽ bản in thử")
    for _try in range(int(PATIENCE / 1000)):
        if clerk.main.get_by_role("link", name="(PDF)").count():
            break
        clerk.page.wait_for_timeout(1000)
        clerk.page.reload()
    assert clerk.save("(PDF)").startswith(b"%PDF")
    for code in town.cast.kinds:
        form = f'main form:has(input[value="{code}"]):has(input[name="copies"])'
        clerk.type({"copies": PRINTED, "printed_on": f"{today():%d/%m/%Y}"}, form)
        with clerk.arriving():
            clerk.page.locator(form).get_by_role("button", name=re.compile("Ghi số đã in")).click()
    clerk.shot("ballots-printed")


chapters = (
    reports_are_written, the_front_files, voters_read_and_ask, dossiers_freeze, ballots_are_printed,
)  # fmt: skip
without_front = tuple(each for each in chapters if each is not the_front_files)
