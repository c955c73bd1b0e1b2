"""Key pages by keyboard alone, in print, with colours of one's own, and without motion."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from support.browser import Site, carry, chromium
from support.crawling import Places, Visitor

pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("shown")]

#: A visitor, and the page that one gets to by links: the five that matter most by keys.
BY_KEYS = (
    ("nobody", "accounts:sign-in"),
    ("office 1", "secretariat:overview"),
    ("office 1", "conference:check-in"),
    ("rated", "officeholder:section"),
    ("team 2", "counting:key"),
)
IN_PRINT = (
    ("office 1", "secretariat:overview"),
    ("office 1", "secretariat:slate"),
    ("office 1", "conference:ledger"),
    ("office 1", "consequences:results"),
    ("nobody", "public:result"),
)
#: What Tab comes to, in the order of the page: of radios with one name only the chosen or first.
STOPS = """() => {
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')];
  const seen = all.filter(one => !one.disabled && one.tabIndex >= 0 && one.checkVisibility()
    && one.type !== 'hidden' && !one.closest('dialog:not([open])'));
  const radios = new Map();
  for (const one of seen.filter(one => one.type === 'radio')) {
    const key = (one.form ? one.form.action : '') + ' ' + one.name;
    if (!radios.has(key) || one.checked) radios.set(key, one);
  }
  const stops = seen.filter(one => one.type !== 'radio' || [...radios.values()].includes(one));
  stops.forEach((one, place) => { one.dataset.stop = String(place); });
  return stops.length;
}"""
WHERE = """() => {
  const one = document.activeElement, look = getComputedStyle(one);
  const stands = one.getBoundingClientRect();
  return [one.dataset.stop ?? '', look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2
    || getComputedStyle(one.parentElement).outlineStyle !== 'none',
    stands.bottom > 0 && stands.top < innerHeight];
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


class Opening:
    """Opens pages as somebody, with what the browser is told to prefer."""

    def __init__(
        self, browser: Browser, site: Site, visitors: dict[str, Visitor], places: Places
    ) -> None:
        self.browser = browser
        self.site = site
        self.visitors = visitors
        self.addresses = places.all

    @contextmanager
    def page(self, part: str, name: str, **options: object) -> Iterator[Page]:
        """Open the last address of a page, where most is on it."""
        context = self.browser.new_context(
            locale="vi-VN", viewport={"width": 1280, "height": 900}, **options  # type: ignore[arg-type]
        )  # fmt: skip
        carry(self.visitors[part], context, self.site)
        page = context.new_page()
        page.goto(self.site.address + self.addresses[part, name][-1])
        yield page
        context.close()


@pytest.fixture
def opening(
    browser: Browser, shown_site: Site, visitors: dict[str, Visitor], places: Places
) -> Opening:
    return Opening(browser, shown_site, visitors, places)


@pytest.mark.parametrize(("part", "name"), BY_KEYS)
def test_tab_comes_to_every_control_in_order_and_shows_where_it_is(
    opening: Opening, part: str, name: str
) -> None:
    with opening.page(part, name, reduced_motion="reduce") as page:
        page.evaluate("document.activeElement.blur()")
        stops = page.evaluate(STOPS)
        seen = []
        for _each in range(stops):
            page.keyboard.press("Tab")
            seen.append(page.evaluate(WHERE))
        page.keyboard.press("Tab")
        assert page.evaluate(WHERE)[0] != str(stops - 1), "the last control is a trap"
    assert stops > 4
    assert [place for place, _shown, _in_view in seen] == [str(place) for place in range(stops)]
    assert [place for place, shown, in_view in seen if not (shown and in_view)] == []


@pytest.mark.parametrize(("part", "name"), BY_KEYS)
def test_the_first_tab_offers_to_skip_to_the_content(
    opening: Opening, part: str, name: str
) -> None:
    with opening.page(part, name) as page:
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_batch_is_keyed_by_keys_alone(opening: Opening) -> None:
    with opening.page("team 2", "counting:key") as page:
        cells = page.locator("[data-cell]")
        ballots = int(page.locator("[data-tally]").first.get_attribute("data-tally") or "0")
        cells.first.focus()
        for number in (ballots, 0, 0, 0):
            page.keyboard.type(str(number))
            page.keyboard.press("Enter")
        row = page.locator("[data-row]").first
        assert row.locator("[data-sum]").inner_text().strip() == str(ballots)
        assert "done" in (row.locator(".tag").get_attribute("class") or "")
        assert page.evaluate("document.activeElement.dataset.cell !== undefined")


@pytest.mark.parametrize(("part", "name"), IN_PRINT)
def test_what_is_printed_leaves_out_the_screen_and_keeps_the_content(
    opening: Opening, part: str, name: str, tmp_path: Path
) -> None:
    with opening.page(part, name) as page:
        heading = " ".join(page.locator("h1").inner_text().split())
        page.emulate_media(media="print")
        for gone in (".side", ".top", ".foot a", ".skip", "main .button", ".search"):
            assert page.locator(f"{gone} >> visible=true").count() == 0, gone
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        page.pdf(path=tmp_path / "page.pdf", format="A4", prefer_css_page_size=True)
    text = " ".join(" ".join(_printed(tmp_path / "page.pdf")).split())
    assert heading in text
    assert wide <= 0


def test_a_rehearsal_says_so_on_every_printed_page(opening: Opening, tmp_path: Path) -> None:
    with opening.page("office 1", "secretariat:slate") as page:
        found = [
            path for path in opening.addresses["office 1", "secretariat:slate"]
            if opening.visitors["office 1"].ask(path).text.count("data-rehearsal")
        ]  # fmt: skip
        page.goto(opening.site.address + found[0])
        page.pdf(path=tmp_path / "page.pdf", format="A4", prefer_css_page_size=True)
        mark = page.evaluate("document.body.dataset.rehearsal")
    assert mark == "THỬ NGHIỆM"
    assert [text for text in _printed(tmp_path / "page.pdf") if mark not in text] == []


def _printed(path: Path) -> list[str]:
    """Return the text of each page of a PDF."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def test_the_levels_keep_their_patterns_under_colours_of_ones_own(opening: Opening) -> None:
    with opening.page("nobody", "public:result", forced_colors="active") as page:
        for level in ("l-hi", "l-med", "l-lo"):
            kept = page.locator(f".{level}").first.evaluate(
                "one => getComputedStyle(one).forcedColorAdjust"
            )
            assert kept == "none", level
        fills = page.locator("main svg rect").evaluate_all(
            "all => [...new Set(all.map(one => getComputedStyle(one).fill))]"
        )
    assert any("p-lo" in fill for fill in fills)
    assert any("p-med" in fill for fill in fills)


@pytest.mark.parametrize(("part", "name"), BY_KEYS)
def test_nothing_moves_for_those_who_want_no_motion(opening: Opening, part: str, name: str) -> None:
    with opening.page(part, name, reduced_motion="reduce") as page:
        moving = page.evaluate(
            """() => [...document.querySelectorAll('*')].filter(one => {
              const look = getComputedStyle(one);
              const long = text => text.split(',').some(part => parseFloat(part) > 0.001);
              return long(look.transitionDuration)
                || (look.animationName !== 'none' && long(look.animationDuration))
                || look.scrollBehavior === 'smooth';
            }).map(one => one.outerHTML.slice(0, 80))"""
        )
    assert moving == []


def test_a_page_says_how_it_looks_without_the_words_of_a_machine(opening: Opening) -> None:
    """Numbers have their base beside them: a share never stands without its count."""
    with opening.page("nobody", "public:result") as page:
        cells = page.locator("td.num").all_inner_texts()
    shares = [cell for cell in cells if "%" in cell]
    assert shares
    assert [cell for cell in shares if not re.match(r"^\d+\s", cell.strip())] == []
