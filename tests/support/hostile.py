"""Forms as they stand on a page, and what somebody hostile or careless may send in them."""

import unicodedata
from dataclasses import dataclass, field
from html.parser import HTMLParser

#: What the fields of a form are filled with; None leaves the fields out.
HOSTILE: dict[str, str | None] = {
    "null": "a\x00b",
    "three hundred letters": "Đ" * 300,
    "right to left": "\u202e<b>Nguyễn</b>\u200f",
    "decomposed": unicodedata.normalize("NFD", "Nguyễn Thị Ánh Tuyết"),
    "huge number": "9" * 40,
    "nothing": "",
    "absent": None,
}
#: What is also sent in fields that offer a choice, take a number or are hidden: letters are alike
#: there.
FOR_EVERY_FIELD = ("null", "huge number", "nothing", "absent")
#: Sessions are not what is tried here.
LEFT_ALONE = ("/dang-xuat", "/cai-dat/dang-xuat-noi-khac")
_NOT_TYPED = {"hidden", "radio", "checkbox", "submit", "button", "file"}


@dataclass
class Field:
    """One field: its kind, the values that the page offers or holds."""

    kind: str
    values: list[str] = field(default_factory=list)
    numeric: bool = False

    @property
    def typed(self) -> bool:
        """Whether somebody types into it."""
        return self.kind not in _NOT_TYPED and self.kind != "select"

    def plain(self, name: str) -> str:
        """A value in the right shape."""
        offered = [value for value in self.values if value]
        if not self.typed:
            return offered[0] if offered else ""
        if not self.numeric:
            return offered[0] if offered else "Văn bản"
        day = any(word in name for word in ("date", "due", "dated")) or name.endswith("on")
        return "9/12/2028" if day else "1"


@dataclass
class Form:
    """A form that is sent by POST."""

    action: str
    fields: dict[str, Field] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[str, ...]:
        """The names of the fields: forms alike on one page are tried once."""
        return tuple(sorted(self.fields))

    def filled(self, hostile: str | None, *, whole: bool) -> dict[str, str]:
        """The form with something hostile in what is typed as text, or in every field."""
        sent = {}
        for name, each in self.fields.items():
            if each.kind == "file" or name in {"token", "csrfmiddlewaretoken"}:
                continue
            worse = whole or (each.typed and not each.numeric)
            value = hostile if worse else each.plain(name)
            if value is not None:
                sent[name] = value
        return sent


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.found: list[Form] = []
        self.open: Form | None = None
        self.select: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            post = given.get("method", "").lower() == "post"
            self.open = Form(given.get("action") or self.page) if post else None
        elif self.open is not None:
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        assert self.open is not None
        name = given.get("name", "")
        if tag == "option" and self.select is not None:
            self.select.values.append(given.get("value", ""))
        elif tag in {"input", "textarea", "select", "button"} and name:
            kind = {"input": given.get("type", "text"), "button": "submit"}.get(tag, tag)
            kept = self.open.fields.setdefault(name, Field(kind))
            kept.numeric = given.get("inputmode") == "numeric" or kind in {"number", "date"}
            if tag == "select":
                self.select = kept
            else:
                kept.values.append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.open is not None:
            self.found.append(self.open)
            self.open = None
        elif tag == "select":
            self.select = None


def forms_of(page: str, address: str) -> list[Form]:
    """The forms of a page that change something."""
    reader = _Reader(address)
    reader.feed(page)
    return [form for form in reader.found if form.action not in LEFT_ALONE]
