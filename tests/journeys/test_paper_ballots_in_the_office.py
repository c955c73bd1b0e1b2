"""Paper ballots from print to minutes: in the browser of the office, and on the command line.

Twelve ballots of two types, marked by an invented hand; doubtful rows decided by people.
"""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from support.browser import Site, chromium, served
from support.handmarked import BlankBallot, MarkedPage, scanned
from support.installation import Installation, office_in, ready
from support.repository import ROOT
from support.scans import GENTLE, Ballots, Grey, Sheet, save

PRINT = """
from pathlib import Path
from tinnhiem.actions.prints import definition_for
from tinnhiem.documents.ballots import print_ballots, write_deck
from tinnhiem.records.models import Conference, Poll
conference = Conference.objects.get()
print_ballots(definition_for(conference), Path({ballots!r}))
write_deck(definition_for(conference), Path({deck!r}))
print(Poll.objects.get().key)
"""
BALLOTS = 12
#: Blank sheets of each type that are left out of the deck: three are enough for a check.
SPARED = 7
#: Scanning is slow where several tests share two processors.
pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


def _scanned_deck(folder: Path) -> Path:
    """The test deck as a scanner reads it, with as few blank sheets as will do."""
    pictures: list[Grey] = []
    blank = Ballots(folder).layout
    for pdf in sorted({page.pdf for page in blank.pages}):
        document = pypdfium2.PdfDocument(folder / pdf)
        for number in range(SPARED, len(document)):
            drawn = document[number].render(scale=200 / 72, grayscale=True).to_numpy()
            grey = np.array(drawn).reshape(drawn.shape[:2])
            lying = MarkedPage(grey=grey, per_mm=200 / 25.4, truth=())
            pictures.append(scanned(lying, GENTLE, np.random.default_rng(len(pictures))))
        document.close()
    return save(folder / "deck.pdf", pictures)


def _stack(folder: Path, but: int = 1, *, again: bool = False) -> Path:
    """Twelve ballots of each type; on the first of each one row is left blank.

    ``again`` are the same sheets as a scanner reads them a second time, in another order.
    """
    of = Ballots(folder)
    pictures = []
    for number in range(len(of.layout.pages)):
        blank: BlankBallot = of.blank(number)
        for ballot in range(BALLOTS):
            sheet = Sheet(blank, 100 * number + ballot)
            sheet.mark_all(ballot % 3, but=(but,) if ballot == 0 else ())
            pictures.append(sheet.scanned(seed=100 * number + ballot + (5_000 if again else 0)))
    return save(folder / ("again.pdf" if again else "stack.pdf"), pictures[:: -1 if again else 1])


def _as(browser: Browser, site: Site, part: str) -> BrowserContext:
    context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(f"{site.address}/thu/")
    page.locator(f"form:has(input[value='{part}']) button").click()
    page.wait_for_url("**/trang-cua-toi**")
    page.close()
    return context


def _fed(page: Page, address: str, file: Path, button: str, until: str, **fields: str) -> None:
    """Send a scanned file and wait until the page of the stacks tells of it."""
    page.goto(address)
    for name, text in fields.items():
        page.locator(f"[name='{name}']").fill(text)
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name=button, exact=True).click()
    for _attempt in range(600):
        page.wait_for_timeout(500)
        if page.locator("main .row").filter(has_text=until).count():
            return
        page.goto(address.rsplit("/may-quet", 1)[0])
    raise AssertionError(page.locator("main").inner_text())


def _decide(page: Page, address: str) -> int:
    """Decide every doubtful row by keyboard alone: two, the middle level."""
    decided = 0
    page.goto(address)
    asked = page.locator(".deciding input[name='row']")
    while asked.count():
        row = asked.get_attribute("value")
        page.keyboard.press("2")
        page.keyboard.press("Enter")
        page.locator(f".deciding input[value='{row}']").wait_for(state="detached")
        page.wait_for_load_state()
        decided += 1
        assert decided < 20
    return decided


def test_print_mark_scan_adjudicate_and_write_the_minutes(browser: Browser, tmp_path: Path) -> None:
    installation = ready(tmp_path / "data")
    office_in(installation, "counting", "counting")
    ballots, deck = tmp_path / "ballots", tmp_path / "deck"
    key = _printed(installation, ballots, deck)
    deck_scan, stack = _scanned_deck(deck), _stack(ballots)
    with served(installation, TINNHIEM_DEMONSTRATION="1") as site:
        scans = f"{site.address}/cuoc/{key}/quet-phieu"
        first, second = _as(browser, site, "team-1"), _as(browser, site, "team-2")
        page = first.new_page()
        _fed(
            page, f"{scans}/may-quet", deck_scan, "Kiểm tra máy quét này", "Sẵn sàng",
            scanner="Máy quét 1", paper="A4 80 g",
        )  # fmt: skip
        _fed(page, scans, stack, "Đọc chồng phiếu này", "đọc được 24 tờ")
        page.screenshot(path=tmp_path / "1-scans.png", full_page=True)
        assert page.get_by_text("Cộng khớp").count() == 2
        page.goto(f"{scans}/buc-tuong?muc=high")
        page.screenshot(path=tmp_path / "2-wall.png", full_page=True)
        assert page.locator(".wall img").count() == 3 * BALLOTS

        doubts = f"{site.address}/cuoc/{key}/dau-nghi-van"
        page.goto(doubts)
        page.screenshot(path=tmp_path / "3-doubts.png", full_page=True)
        assert _decide(page, doubts) == 2
        assert _decide(second.new_page(), doubts) == 2

        head = _as(browser, site, "head").new_page()
        _twice(page, head, scans, _stack(ballots, again=True))
        page.goto(scans)
        again = page.get_by_role("link", name="Kiểm tra lại").get_attribute("href")
        _fed(
            page, site.address + str(again), deck_scan, "Kiểm tra lại máy quét này",
            "Giữ đúng đến cuối",
        )  # fmt: skip
        _closed(head, f"{site.address}/cuoc/{key}", tmp_path)


def _twice(page: Page, head: Page, scans: str, stack: Path) -> None:
    """A member feeds the stack a second time; the head sees totals and sheets compared."""
    page.goto(scans)
    page.get_by_role("link", name="Quét lần hai", exact=True).click()
    _fed(page, page.url, stack, "Đọc lần hai", "đọc được 24 tờ")
    head.goto(page.url)
    assert head.get_by_text("Đủ", exact=True).count() == 2
    assert head.get_by_text("Hai lần đọc khớp ở cả").count() == 1
    head.goto(scans)
    assert head.get_by_text("Đã đọc lần hai 24 trên 24").count() == 1


def _printed(installation: Installation, ballots: Path, deck: Path) -> str:
    code = PRINT.format(ballots=str(ballots), deck=str(deck))
    return installation.run(code).strip().splitlines()[-1]


def _closed(page: Page, poll: str, folder: Path) -> None:
    """The head closes the count and writes the minutes, with the second looks that are due."""
    for _attempt in range(8):
        page.goto(f"{poll}/quet-phieu")
        due = page.get_by_role("link", name="Ghi kiểm lần hai")
        if not due.count():
            break
        due.first.click()
        page.locator("input[type=radio]").first.check()
        page.locator("textarea").fill("Đếm tay mười hai phiếu, khớp")
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_load_state("networkidle")
    page.goto(f"{poll}/nhap-ket-qua/ket-thuc")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/bien-ban-kiem-phieu**")
    page.screenshot(path=folder / "4-minutes.png", full_page=True)
    page.locator("form[action*='/lap'] button[type=submit]").first.click()
    page.locator(".leaf img").first.wait_for()
    page.locator(".leaf img").first.evaluate("img => img.decode()")
    page.screenshot(path=folder / "5-paper.png", full_page=True)
    assert page.locator(".leaf img").count() >= 1


def _told(installation: Installation, *arguments: object) -> str:
    done = installation.command(*(str(each) for each in arguments))
    assert done.returncode == 0, done.stderr
    return done.stdout


def _answer(installation: Installation, count: Path, who: str) -> int:
    """Answer every open question in a table, all alike."""
    asked, filled = count / f"{who}.csv", count / f"{who}-filled.csv"
    _told(installation, "adjudicate", count, "--decider", who, "--questions", asked)
    rows = list(csv.DictReader(io.StringIO(asked.read_text(encoding="utf-8-sig"))))
    with filled.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.DictWriter(file, rows[0].keys())
        out.writeheader()
        out.writerows({**row, "answer": "invalid:no-mark"} for row in rows)
    _told(installation, "adjudicate", count, "--decider", who, "--decisions", filled)
    return len(rows)


def test_the_same_on_the_command_line_with_files_only(tmp_path: Path) -> None:
    nothing = Installation(tmp_path / "no-data")
    ballots, count = tmp_path / "ballots", tmp_path / "count"
    poll = json.loads((ROOT / "tests/data/polls/council-rating.json").read_text(encoding="utf-8"))
    for kind in poll["ballot_types"]:
        kind |= {"issued": BALLOTS, "exchanged": 0, "unused": 0, "returned": BALLOTS, "invalid": 0}
    poll["roll"] |= {"membership": BALLOTS, "convened": BALLOTS, "present": BALLOTS}
    path = tmp_path / "poll.json"
    path.write_text(json.dumps(poll), encoding="utf-8")
    _told(nothing, "ballot", "print", path, "--out", ballots)
    stack = _stack(ballots, but=0)

    read = json.loads(
        _told(nothing, "scan", ballots / "layout.json", stack, "--record", count, "--json")
    )
    assert {page["status"] for page in read["pages"]} == {"read"}
    asked = [_answer(nothing, count, who) for who in ("A", "B")]
    assert asked[0] == asked[1] == 2
    counted = tmp_path / "counted.json"
    _told(nothing, "adjudicate", count, "--tally", "--poll", path, "--into", counted)

    for person in json.loads(counted.read_text(encoding="utf-8"))["slate"]:
        assert sum(person["count"].values()) == BALLOTS
        assert person["count"]["invalid"] == 1
    papers = tmp_path / "papers"
    _told(nothing, "documents", counted, "--kind", "minutes", "--format", "pdf", "--out", papers)
    assert list(papers.rglob("*.pdf"))
