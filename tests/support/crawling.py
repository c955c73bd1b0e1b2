"""Going through a served demonstration as its people do: every link, without a browser."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from http.cookiejar import Cookie, CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

from django.urls import Resolver404, resolve

from support.page_text import PageText
from support.untranslated import Untranslated

#: What an address may answer to which a link or a form leads: a page, or that it takes only forms.
WELL = (200, 405)
#: Who gets to most pages: looks at them in every poll, the others in some.
CLERK = "office 1"
LINK = re.compile(r'(?:href|action)="([^"#]*)')
#: Pages that end the visit, or only lead elsewhere.
LEFT_OUT = ("/static/", "/thu/", "/dang-xuat", "/ngon-ngu", "/vai")


@dataclass(frozen=True)
class Answer:
    """What an address answered."""

    path: str
    status: int
    kind: str
    text: str


@dataclass
class Visitor:
    """Somebody who goes through a site, signed in or not."""

    address: str
    cookies: CookieJar = field(default_factory=CookieJar)

    def ask(self, path: str, data: dict[str, str] | None = None) -> Answer:
        """Ask for an address, following redirects as browsers do."""
        opener = build_opener(HTTPCookieProcessor(self.cookies))
        request = Request(  # noqa: S310 - the address of the test's own server
            urljoin(self.address, path),
            urlencode(data).encode() if data else None,
            {"Referer": self.address},
        )
        try:
            with opener.open(request) as answer:
                kind = answer.headers.get_content_type()
                text = answer.read().decode() if kind == "text/html" else ""
                return Answer(urlsplit(answer.url).path, answer.status, kind, text)
        except HTTPError as error:
            return Answer(path, error.code, error.headers.get_content_type(), "")

    def speak(self, language: str) -> "Visitor":
        """Choose a language, as the foot of every page offers."""
        self._post("/ngon-ngu", language=language, next="/ket-qua")
        return self

    def holding(self, name: str, value: str) -> "Visitor":
        """Hold a cookie of this site."""
        host = str(urlsplit(self.address).hostname)
        kept = (0, name, value, None, False, host, False, False, "/", True, False, None, True)
        self.cookies.set_cookie(Cookie(*kept, None, None, {}))
        return self

    def become(self, account: str) -> "Visitor":
        """Become one of the people of the demonstration."""
        answer = self._post("/thu/vao", account=account)
        assert answer.path == "/trang-cua-toi", answer
        return self

    def _post(self, path: str, **data: str) -> Answer:
        found = re.search(r'csrfmiddlewaretoken" value="(\w+)', self.ask("/thu/").text)
        assert found is not None
        return self.ask(path, data | {"csrfmiddlewaretoken": found.group(1)})


def people(site: str) -> dict[str, str]:
    """Return the accounts of those who are looked through, by their parts, from the first page."""
    text = Visitor(site).ask("/thu/").text
    groups = [re.findall(r'name="account" value="(\w+)"', part) for part in text.split("<h2")[1:]]
    office, board, rated, voters = (group for group in groups if group)
    named = {f"office {number}": name for number, name in enumerate(office, 1)}
    ends = {"head": board[0], "team 1": board[1], "team 2": board[-1]}
    return named | ends | {"rated": rated[0], "voter": voters[-1]}


def crawl(visitor: Visitor, start: str = "/", *, polls: int = 2) -> Iterator[tuple[str, Answer]]:
    """Yield name and answer of each page that a visitor gets to by links, for so many polls."""
    waiting, seen, times = [start], set[tuple[str, str]](), Counter[str]()
    while waiting:
        path = waiting.pop(0)
        name, poll = name_of(path)
        if not name or (name, poll) in seen or times[name] >= polls:
            continue
        seen.add((name, poll))
        times[name] += 1
        answer = visitor.ask(path)
        if answer.path != urlsplit(path).path:  # the page that it leads to is looked at, not it
            name, path = name_of(answer.path)[0], answer.path
        yield name, Answer(path, answer.status, answer.kind, answer.text)
        waiting += links(answer.text, visitor.address + answer.path)


class Places:
    """What is found by following every link, by everybody: addresses, and faults of markup."""

    def __init__(self, visitors: dict[str, Visitor]) -> None:
        self.all: dict[tuple[str, str], list[str]] = {}
        self.first: dict[str, tuple[str, str]] = {}
        self.faults: list[str] = []
        english = Untranslated("en")
        for part, visitor in visitors.items():
            for name, answer in crawl(visitor, polls=9 if part == CLERK else 2):
                where = f"{part} {answer.path}"
                if answer.status not in WELL:
                    self.faults.append(f"{where}: {answer.status}")
                if answer.text:
                    self.all.setdefault((part, name), []).append(answer.path)
                    self.first.setdefault(name, (part, answer.path))
                    text = PageText(answer.text)
                    left = [f"not in Vietnamese: {words}" for words in english.among(text)]
                    self.faults += [f"{where}: {fault}" for fault in text.all_faults() + left]

    def of(self, part: str) -> list[str]:
        """Return the addresses that are looked at as one visitor: each page as one of them only."""
        return [path for who, path in self.first.values() if who == part]


def links(text: str, base: str) -> list[str]:
    """Return the addresses within the site that a page leads to."""
    made = [urlsplit(urljoin(base, unescape(link))) for link in LINK.findall(text)]
    here = urlsplit(base).netloc
    paths = [
        f"{url.path}?{url.query}" if url.query else url.path for url in made if url.netloc == here
    ]
    return [path for path in paths if not path.startswith(LEFT_OUT)]


def name_of(path: str) -> tuple[str, str]:
    """Return the name of the page at an address and its poll, nothing where there is no page."""
    try:
        found = resolve(urlsplit(path).path)
    except Resolver404:
        return "", ""
    return found.view_name, str(found.kwargs.get("poll", ""))
