"""Reading a page as text: what stands on it, and the faults that its markup alone shows."""

from collections import Counter
from html.parser import HTMLParser

#: Elements without an end.
_VOID = {"br", "hr", "img", "input", "link", "meta", "source", "use", "col", "wbr", "area", "base"}
_UNSEEN = {"script", "style", "template", "svg", "title"}
_LEVELS = {f"h{level}": level for level in range(1, 7)}


class PageText(HTMLParser):
    """A page taken apart: its visible texts, headings, ids, and what its elements miss."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.headings: list[int] = []
        self.ids: Counter[str] = Counter()
        self.faults: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._table: list[set[str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in an element."""
        given = dict(attrs)
        if given.get("id"):
            self.ids[str(given["id"])] += 1
        if tag in _LEVELS:
            self.headings.append(_LEVELS[tag])
        self._refuse(tag, given)
        self.texts += [str(given[name]) for name in ("aria-label", "alt") if given.get(name)]
        if tag == "table":
            self._table.append(set())
        for table in self._table[-1:]:
            table.add(tag)
        if tag not in _VOID:
            self._open.append((tag, tag in _UNSEEN or (tag != "html" and "lang" in given)))

    def _refuse(self, tag: str, given: dict[str, str | None]) -> None:
        if "style" in given or any(name.startswith("on") for name in given):
            self.faults.append(f"<{tag}> carries a style or an act of its own")
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.faults.append("a script within the page")
        for name in ("src", "href") if tag in {"script", "link", "img", "use", "iframe"} else ():
            if str(given.get(name) or "").startswith(("http:", "https:", "//")):
                self.faults.append(f"<{tag}> from elsewhere: {given[name]}")

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag == "table" and self._table:
            missing = {"caption", "th"} - self._table.pop()
            self.faults += [f"a table without <{name}>" for name in sorted(missing)]

    def handle_data(self, data: str) -> None:
        """Take in text, unless it is unseen or in another language."""
        if data.strip() and not any(unseen for _tag, unseen in self._open):
            self.texts.append(" ".join(data.split()))

    def all_faults(self) -> list[str]:
        """Return every fault of the markup."""
        found = list(self.faults)
        if self.headings.count(1) != 1:
            found.append(f"{self.headings.count(1)} headings of the first level")
        steps = zip(self.headings, self.headings[1:], strict=False)
        found += [f"a heading {high} under {low}" for low, high in steps if high > low + 1]
        return found + [f"id {name} twice" for name, times in self.ids.items() if times > 1]
