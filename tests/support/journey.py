"""People at work in a real browser: everybody in a browser session of their own, by clicks."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Response,
    StorageStateCookie,
    ViewportSize,
    expect,
)  # fmt: skip

from support.installation import Installation
from support.journey_cast import Cast

if TYPE_CHECKING:
    from playwright._impl._api_structures import SetCookieParam

PATIENCE = 30_000
#: How often somebody without scripts looks again.
LOOKS = 120
SIZE: ViewportSize = {"width": 1280, "height": 900}
WORDS = "bốn chữ rất dễ nhớ"
Said = Callable[[str], None]


@dataclass
class Seat:
    """A browser and who sits before it: several take turns there, each with their own session."""

    context: BrowserContext
    page: Page
    scripts: bool
    sitting: str = ""
    sessions: dict[str, list[StorageStateCookie]] = field(default_factory=dict)

    def take(self, name: str) -> None:
        """Let somebody sit down, with what their browser kept of them and nothing of another."""
        if self.sitting == name:
            return
        self.leave()
        self.context.clear_cookies()
        self.context.add_cookies(cast("list[SetCookieParam]", self.sessions.get(name, [])))
        self.sitting = name

    def leave(self) -> None:
        """Let who sits here stand up."""
        if self.sitting:
            self.sessions[self.sitting] = self.context.storage_state()["cookies"]
            self.page.goto("about:blank")
        self.sitting = ""


@dataclass
class Visitor:
    """Somebody in front of a browser, with a session of their own."""

    name: str
    seat: Seat
    town: "Town"

    @property
    def page(self) -> Page:
        """What they see, once they sit there."""
        self.seat.take(self.name)
        return self.seat.page

    @property
    def context(self) -> BrowserContext:
        """The browser, once they sit before it."""
        self.seat.take(self.name)
        return self.seat.context

    def open(self, path: str) -> "Visitor":
        """Open an address of the office, which must answer well."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.ok, f"{self.name} at {path}: {answer.status}"
        return self

    def status(self, path: str) -> int:
        """Return how an address answers."""
        answer = self.page.goto(path)
        assert answer is not None
        return answer.status

    @property
    def main(self) -> Locator:
        """What the page is about, without its head and foot."""
        return self.page.locator("main")

    def follow(self, text: str, nth: int = 0) -> "Visitor":
        """Follow a link of the page."""
        with self.arriving():
            self.page.get_by_role("link", name=text).nth(nth).click()
        return self

    def press(self, text: str, nth: int = 0) -> "Visitor":
        """Press a button, and wait for the page that it leads to."""
        with self.arriving():
            self.main.get_by_role("button", name=text).nth(nth).click()
        return self

    def await_link(self, text: str, again: str) -> "Visitor":
        """Wait for a link that comes when work is done: by itself, or on looking again."""
        awaited = self.page.get_by_role("link", name=text)
        for _try in range(0 if self.seat.scripts else LOOKS):
            if awaited.count():
                break
            self.page.wait_for_timeout(500)
            self.follow(again)
        awaited.first.wait_for(timeout=120_000)
        return self

    @contextmanager
    def arriving(self) -> Iterator[None]:
        """Wait for the page to which what is done inside leads."""
        with self.page.expect_navigation(wait_until="load") as arrived:
            yield
        answer: Response | None = arrived.value
        assert answer is None or answer.status < 500, f"{self.name}: {answer.url} {answer.status}"

    def type(self, values: Mapping[str, object], within: str = "main") -> "Visitor":
        """Type into fields by their names; choose where there is something to choose from."""
        for name, value in values.items():
            self._enter(self.page.locator(f'{within} [name="{name}"]'), value)
        return self

    def _enter(self, found: Locator, value: object) -> None:
        first = found.first
        kind = first.evaluate("one => one.type")
        if kind in {"radio", "checkbox"}:
            chosen = found if value is True else found.and_(self.page.locator(f'[value="{value}"]'))
            chosen.first.check(force=True)
        elif kind.startswith("select"):
            first.select_option(str(value))
        elif kind == "file":
            first.set_input_files(str(value))
        else:
            first.fill(str(value))

    def pick(self, name: str, label: str) -> "Visitor":
        """Choose of a list by the words that are read there."""
        self.page.locator(f'main select[name="{name}"]').select_option(label=label)
        return self

    def sees(self, *texts: str | re.Pattern[str]) -> "Visitor":
        """Hold that the page says something."""
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text)
        return self

    def heading(self) -> str:
        """Return the heading of the page."""
        return self.page.locator("h1").first.inner_text()

    def shot(self, name: str) -> "Visitor":
        """Take a picture of the whole page, where pictures are wanted."""
        self.town.shoot(self.page, name)
        return self

    def go(self, ending: str) -> "Visitor":
        """Follow the link of the page that leads to an address with this ending."""
        with self.arriving():
            self.main.locator(f'a[href$="{ending}"]').first.click()
        return self

    def save(self, text: str) -> bytes:
        """Return what lies behind a link of the page, asked for with this browser's session."""
        found = self.page.get_by_role("link", name=text).first.get_attribute("href")
        assert found
        return self.fetch(found)

    def fetch(self, path: str) -> bytes:
        """Return what lies at an address, asked for with this browser's session."""
        answer = self.context.request.get(path)
        assert answer.ok, f"{self.name} at {path}: {answer.status}"
        return answer.body()


@dataclass
class Town:
    """The office as people meet it: its address, a browser, and who sits before one."""

    address: str
    browser: Browser
    folder: Path
    installation: Installation
    cast: Cast
    pictures: Path | None = None
    #: Whether the browser at a place (or somebody's own) runs scripts.
    scripted: Callable[[str], bool] = bool
    known: dict[str, str] = field(default_factory=dict)
    people: dict[str, Visitor] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)
    last: Visitor | None = None
    troubles: list[str] = field(default_factory=list)
    taken: int = 0

    def __getitem__(self, name: str) -> Visitor:
        """Return somebody who came before."""
        self.last = self.people[name]
        return self.last

    def enter(self, name: str) -> Visitor:
        """Let somebody sit down before a browser that knows nothing of them yet."""
        place = self.cast.places.get(name, name)
        if place not in self.seats:
            self.seats[place] = self._seat(place)
        self.people[name] = self.last = Visitor(name, self.seats[place], self)
        return self.last

    def _seat(self, place: str) -> Seat:
        scripts = self.scripted(place)
        context = self.browser.new_context(
            base_url=self.address, locale="vi-VN", viewport=SIZE, java_script_enabled=scripts,
            reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", self._heard(place))
        page.on("pageerror", lambda error: self.troubles.append(f"{place}: {error}"))
        return Seat(context, page, scripts)

    def _heard(self, place: str) -> Callable[..., None]:
        def heard(said: object) -> None:
            text = str(getattr(said, "text", said))
            if "Content Security" in text or "Uncaught" in text:
                self.troubles.append(f"{place}: {text}")

        return heard

    def shoot(self, page: Page, name: str) -> None:
        """Keep a picture of a page."""
        if self.pictures is None:
            return
        self.taken += 1
        page.screenshot(path=self.pictures / f"{self.taken:02d}-{name}.png", full_page=True)
