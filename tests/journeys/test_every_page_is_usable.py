"""Every page that a person can get to: no fault of accessibility in either theme, no sideways scroll.

A crawler signs in as each person and follows every link. Each page (by its name, not its address) is
then looked at once in a real browser, in the light and in the dark theme and on the narrowest phone.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, BrowserContext, Page

from support.browser import AXE, Site, chromium, served
from support.installation import office_in, ready

LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
LEFT_OUT = ("/static/", "/thu/", "/dang-xuat")
PERSONAS = (
    "clerk", "convener", "front", "officeholder", "voter", "head", "team-1", "desk", "personnel",
    "observer", "auditor",
)  # fmt: skip
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"


@pytest.fixture(scope="module", params=["reading", "counting", "minuted"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    installation = ready(tmp_path_factory.mktemp("site") / "data")
    office_in(installation, request.param)
    with served(installation, TINNHIEM_DEMONSTRATION="1") as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


def _signed_in(browser: Browser, site: Site, part: str, **options: object) -> BrowserContext:
    context = browser.new_context(locale="vi-VN", **options)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{site.address}/thu/")
    page.locator(f"form:has(input[value='{part}']) button").click()
    page.wait_for_url("**/cua-toi**")
    page.close()
    return context


def _crawl(context: BrowserContext, site: Site) -> tuple[dict[str, str], list[str]]:
    """Return one address for each page that can be reached, and what did not answer well."""
    waiting, seen = ["/"], set[str]()
    found: dict[str, str] = {}
    faults: list[str] = []
    while waiting:
        path = waiting.pop(0)
        name = _name(path)
        if path in seen or name is None or sum(_name(p) == name for p in seen) >= 3:
            continue
        seen.add(path)
        answer = context.request.get(site.address + path)
        if answer.status not in {200, 405}:
            faults.append(f"{path}: {answer.status}")
        if answer.status == 200 and "text/html" in answer.headers["content-type"]:
            found.setdefault(name, path)
            waiting += _links(answer.text(), answer.url)
    return found, faults


def _links(text: str, base: str) -> list[str]:
    made = [urlsplit(urljoin(base, link.replace("&amp;", "&"))) for link in LINK.findall(text)]
    paths = [f"{url.path}?{url.query}" if url.query else url.path for url in made]
    return [path for path in paths if not path.startswith(LEFT_OUT)]


def _name(path: str) -> str | None:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None


def _axe(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run(document, {RULES})")["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:160]} ({len(each['nodes'])})" for each in found
    ]


def _look(context: BrowserContext, site: Site, path: str) -> list[str]:
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.goto(site.address + path)
    faults = [f"console: {error}" for error in errors]
    if page.locator("h1").count() != 1:
        faults.append(f"{page.locator('h1').count()} headings of the first level")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        faults += [f"{scheme}: {fault}" for fault in _axe(page)]
    page.set_viewport_size({"width": 320, "height": 640})
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > 320:
        faults.append(f"{wide} px wide at 320")
    page.close()
    return [f"{path}: {fault}" for fault in faults]


def test_every_page_is_usable(site: Site, browser: Browser, tmp_path: Path) -> None:
    looked_at: set[str] = set()
    faults: list[str] = []
    for part in PERSONAS:
        context = _signed_in(browser, site, part, bypass_csp=True)
        pages, wrong = _crawl(context, site)
        faults += [f"{part}: {fault}" for fault in wrong]
        for name, path in pages.items():
            if name not in looked_at:
                looked_at.add(name)
                faults += _look(context, site, path)
        context.close()

    (tmp_path / "pages.txt").write_text("\n".join(sorted(looked_at)), encoding="utf-8")
    assert faults == []
    assert len(looked_at) > 10
