"""The sheet of papers: the nested ``papers`` of a poll file as lines of item, applies to, value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tinnhiem.exchange.papers_fields import PAPERS_FIELDS
from tinnhiem.exchange.shapes import Day, Field, Identifier, Items, Keyed, Record, Shape
from tinnhiem.wording.terms import Term

#: Stands in a path where the key is what the line applies to.
KEY: Final = "*"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One item that a line can name: the keys on the way to it, and the shape of its value.

    ``many`` repeats the item for a list; ``keys`` names the closed set of what it applies to;
    ``numbered`` applies to the 1st, 2nd… record of a list.
    """

    path: tuple[str, ...]
    term: Term
    shape: Shape
    many: bool = False
    keys: Mapping[str, Term] | None = None
    numbered: bool = False

    @property
    def is_keyed(self) -> bool:
        """Whether a line of this item must say what it applies to."""
        return KEY in self.path


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of the sheet: an item, the key it applies to or an empty text, and its value."""

    leaf: Leaf
    key: str
    value: object


def _leaves(shape: Shape, leaf: Leaf) -> Iterator[Leaf]:
    """Take a shape apart into its items."""
    match shape:
        case Record(fields):
            for name, inner in fields.items():
                term = inner.term or Term(name, name)
                joined = Term(f"{leaf.term.vi}: {term.vi}", f"{leaf.term.en}: {term.en}")
                below = _below(leaf, name, inner.shape, term=joined)
                yield from _leaves(inner.shape, below)
        case Keyed(inner, keys):
            below = _below(leaf, KEY, inner, keys=keys)
            yield from _leaves(inner, below)
        case Items(Record() as inner):
            below = _below(leaf, KEY, inner, numbered=True)
            yield from _leaves(inner, below)
        case Items(inner):
            yield Leaf(leaf.path, leaf.term, inner, True, leaf.keys, leaf.numbered)  # noqa: FBT003 - a field of the leaf
        case _:
            yield leaf


def _below(leaf: Leaf, name: str, shape: Shape, **changes: Any) -> Leaf:  # noqa: ANN401 - whatever the field holds
    kept = {"term": leaf.term, "keys": leaf.keys, "numbered": leaf.numbered, **changes}
    return Leaf((*leaf.path, name), shape=shape, **kept)


def _all_leaves() -> Iterator[Leaf]:
    for name, field in PAPERS_FIELDS.items():
        yield from _top(("papers", name), field)
    yield from _top(("steps_done",), Field(Keyed(Day()), Term("Bước đã làm xong", "Step done on")))


def _top(path: tuple[str, ...], field: Field) -> Iterator[Leaf]:
    yield from _leaves(field.shape, Leaf(path, field.term or Term(path[-1], path[-1]), field.shape))


LEAVES: Final = tuple(_all_leaves())


def lines_of(poll: Mapping[str, Any]) -> Iterator[PaperLine]:
    """Return the lines that say the papers and done steps of a poll file, in the items' order."""
    for leaf in LEAVES:
        for key, value in _values(poll, leaf.path, ""):
            for item in value if leaf.many and isinstance(value, list) else (value,):
                yield PaperLine(leaf, key, item)


def _values(value: Any, path: tuple[str, ...], key: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - as Django has it
    """Return the values at a path below a value, each with its key."""
    if value is None:
        return
    if not path:
        yield key, value
    elif path[0] != KEY:
        yield from _values(value.get(path[0]), path[1:], key)
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from _values(item, path[1:], str(number))
    else:
        for name, item in value.items():
            yield from _values(item, path[1:], name)


def put(poll: dict[str, Any], line: PaperLine) -> str | None:
    """Put a line's value where it belongs in a poll file; return its place there.

    None where a value stands there already and the item is no list.
    """
    target: Any = poll
    place = ""
    steps = line.leaf.path
    for index, step in enumerate(steps):
        name = line.key if step == KEY else step
        last = index == len(steps) - 1
        listed = not last and steps[index + 1] == KEY and line.leaf.numbered
        if isinstance(target, list):
            number = int(name) - 1
            target += [{} for _missing in range(number + 1 - len(target))]
            place += f"[{number}]"
            target = target[number]
            continue
        place = f"{place}.{name}" if place else name
        if last:
            return _put_last(target, name, place, line)
        target = target.setdefault(name, [] if listed else {})
    return None


def _put_last(target: dict[str, Any], name: str, place: str, line: PaperLine) -> str | None:
    if line.leaf.many:
        items = target.setdefault(name, [])
        items.append(line.value)
        return f"{place}[{len(items) - 1}]"
    if name in target:
        return None
    target[name] = line.value
    return place


def check_key(leaf: Leaf, key: str) -> bool:
    """Return whether a key can stand for an item, as far as its form goes."""
    if leaf.numbered:
        return key.isdecimal() and 1 <= int(key) <= 1000
    if leaf.keys is not None:
        return key in leaf.keys
    return Identifier().accepts(key)
