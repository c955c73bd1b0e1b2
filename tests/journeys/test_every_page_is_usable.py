"""Every page that a person can get to: no fault of accessibility, no sideways scroll.

Each person of a demonstration follows every link. The markup of every answer is looked at; each
page (by its name, not its address) then once in a browser: in the light and in the dark theme, at
the width of narrow phones, and at 200 % zoom of a desktop, which is a width of 640.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from support.browser import AXE, Site, carry, chromium
from support.crawling import Places, Visitor
from support.page_text import PageText
from support.untranslated import Untranslated

pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("shown")]

RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
WIDTHS = (640, 360, 320)
#: Texts in a column so narrow that each word stands on a line of its own.
SQUEEZED = """() => [...document.querySelectorAll('main p, main li, main h2, main label, main td')]
  .filter(one => one.checkVisibility() && one.innerText.trim().length > 20
    && one.clientWidth > 8 && one.clientWidth < 64 && one.clientHeight > 60)
  .map(one => one.innerText.slice(0, 60))"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


def test_every_link_leads_to_a_sound_page_in_vietnamese(places: Places) -> None:
    assert places.faults == []
    assert len(places.first) > 95


def test_every_page_is_in_english_too(places: Places, visitors: dict[str, Visitor]) -> None:
    untranslated = Untranslated("vi")
    faults = []
    for part in {who for who, _path in places.first.values()}:
        visitor = visitors[part].speak("en")
        for path in places.of(part):
            text = PageText(visitor.ask(path + ("?lang=en" if part == "nobody" else "")).text)
            faults += [f"{part} {path}: {words}" for words in untranslated.among(text)]
        visitor.speak("vi")
    assert faults == []


def test_every_page_passes_the_checks_in_both_themes_and_fits_narrow_screens(
    places: Places, visitors: dict[str, Visitor], browser: Browser, shown_site: Site
) -> None:
    faults = []
    for part, visitor in visitors.items():
        context = browser.new_context(locale="vi-VN", bypass_csp=True)
        carry(visitor, context, shown_site)
        page = context.new_page()
        for path in places.of(part):
            faults += [f"{part} {path}: {fault}" for fault in _look(page, shown_site.address, path)]
        context.close()
    assert faults == []


def test_no_page_asks_for_anything_from_elsewhere_or_breaks_its_own_rules(
    places: Places, visitors: dict[str, Visitor], browser: Browser, shown_site: Site
) -> None:
    """Under the policy that the pages send; a browser tells what it refused."""
    faults: list[str] = []
    for part, visitor in visitors.items():
        context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 900})
        carry(visitor, context, shown_site)
        page = context.new_page()
        page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: _from_here(asked.url, shown_site.address, faults))
        for path in places.of(part):
            page.goto(shown_site.address + path, wait_until="load")
        context.close()
    assert faults == []


def _from_here(url: str, here: str, faults: list[str]) -> None:
    if not url.startswith((here, "data:")):
        faults.append(f"from elsewhere: {url}")


def _look(page: Page, address: str, path: str) -> list[str]:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(address + path)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    faults = _axe(page, f"{{runOnly: {RULES}, resultTypes: ['violations']}}")
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    faults += [f"dark: {each}" for each in _axe(page, "{runOnly: ['color-contrast']}")]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            faults.append(f"{wide} px wide at {width}")
        faults += [f"squeezed at {width}: {text}" for text in page.evaluate(SQUEEZED)]
    return faults


def _axe(page: Page, options: str) -> list[str]:
    found = page.evaluate(f"axe.run(document, {options})")["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:160]} ({len(each['nodes'])})" for each in found
    ]


def test_the_checks_would_tell(tmp_path: Path, browser: Browser) -> None:
    """A page with faults is told from one without: else the tests above could not fail."""
    wrong = tmp_path / "wrong.html"
    text = "<html lang='vi'><title>x</title><main><h1>Tên</h1><h3>Y</h3><input><p id=a><p id=a></p>"
    wrong.write_text(text + "<p>Skip to the content</p></main>", encoding="utf-8")
    page = browser.new_page()
    assert [fault for fault in _look(page, "file://", str(wrong)) if fault.startswith("label")]
    page.close()
    parts = PageText(wrong.read_text(encoding="utf-8"))
    assert parts.all_faults() == ["a heading 3 under 1", "id a twice"]
    assert Untranslated("en").among(parts) == ["Skip to the content"]
