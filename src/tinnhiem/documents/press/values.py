"""A whole paper as values for the templates, with what belongs together at its end."""

from collections.abc import Iterable
from typing import Final

from tinnhiem.documents.paper import (
    LEADER,
    Block,
    Box,
    Closing,
    Group,
    Heading,
    Legend,
    Letterhead,
    PageBreak,
    Paper,
    Paragraph,
    Signatory,
    Space,
    Style,
    Table,
    Title,
)
from tinnhiem.documents.plain import foot
from tinnhiem.documents.press.ending import Ending, ending_of
from tinnhiem.documents.press.heights import may_be_tall
from tinnhiem.documents.press.tables import table
from tinnhiem.documents.press.text import all_words, halves, line, plain, words

Values = dict[str, object]

_USUAL_ROOM: Final = 165.0
_ROOM: Final[dict[Style, float]] = {"party-2018": 160.0}
"""Widths of the text block in millimetres where it is not the usual one."""


def paper_values(paper: Paper) -> Values:
    """Return a paper as values.

    :raises ValueError: when a table or a bar of the paper does not add up, or the paper is a
        ballot, which is no paper of this kind.
    """
    if paper.style == "ballot":
        raise ValueError(f"“{paper.stem}” is a ballot: it is drawn by tinnhiem.documents.ballots")
    writer = _Writer(paper)
    ending = ending_of(paper)
    return {
        "style": paper.style,
        "language": paper.language,
        "body_size": paper.body_size,
        "rehearsal": paper.rehearsal,
        "fact_hash": foot(paper),
        "description": paper.description or paper.stem,
        "plain_title": _plain_title(paper),
        "letterhead": None if paper.letterhead is None else _letterhead(paper.letterhead),
        "title": _title(paper.title),
        "closing": _closing(paper.closing),
        **writer.ending(ending),
    }


class _Writer:
    """Turns blocks into values, in their order: the level of a heading depends on those before."""

    def __init__(self, paper: Paper) -> None:
        self._room = _ROOM.get(paper.style, _USUAL_ROOM)
        self._closing = paper.closing
        self._level = 0

    def ending(self, ending: Ending) -> Values:
        """Return the parted blocks of a paper."""
        body = self.blocks(ending.body)
        rest = self._split(ending, body)
        tail = self.blocks(ending.tail)
        aside = self.blocks(ending.aside)
        tall = may_be_tall((*ending.tail, *ending.aside), room=self._room, closing=self._closing)
        return {"body": body, "tail": tail, "aside": aside, "tall": tall, **rest}

    def _split(self, ending: Ending, body: list[Values]) -> Values:
        """Take the last rows off the table that ends ``body``, with the section they stand in."""
        whole = body[-1]["rows"] if ending.rows else []
        if not isinstance(whole, list) or not whole:
            return {"rest": None, "rest_section": None}
        kept, rest = whole[: -ending.rows], whole[-ending.rows :]
        kept[-1]["mark"] = True
        body[-1]["rows"] = kept
        sections = [row for row in kept if row["section"]]
        own = rest[0]["section"] or not sections
        return {"rest": rest, "rest_section": None if own else sections[-1]}

    def blocks(self, blocks: Iterable[Block]) -> list[Values]:
        """Return blocks as values."""
        return [self._block(block) for block in blocks]

    def _block(self, block: Block) -> Values:
        match block:
            case Heading():
                return self._heading(block)
            case Table():
                return table(block, room=self._room)
            case Group():
                return {"t": "Group", **self._inner(block)}
            case Box():
                return {"t": "Box", "title": words(block.title), **self._inner(block)}
            case Paragraph() | Legend() | Space() | PageBreak():
                return _leaf(block)

    def _inner(self, block: Group | Box) -> Values:
        """Return the blocks inside another, with whether they may be taller than a page."""
        tall = may_be_tall(block.blocks, room=self._room)
        return {"tall": tall, "blocks": self.blocks(block.blocks)}

    def _heading(self, heading: Heading) -> Values:
        """Return a heading; in the tag tree its level goes down by one step at most."""
        self._level = min(heading.level, self._level + 1)
        return {
            "t": "Heading",
            "level": heading.level,
            "tag_level": self._level,
            "line": words(heading.text),
        }


def _leaf(block: Paragraph | Legend | Space | PageBreak) -> Values:
    match block:
        case Paragraph():
            return _paragraph(block)
        case Legend():
            return {"t": "Legend", "labels": block.labels}
        case Space():
            return {"t": "Space", "height": block.height, "lines": block.lines}
        case PageBreak():
            return {"t": "PageBreak"}


def _paragraph(paragraph: Paragraph) -> Values:
    return {
        "t": "Paragraph",
        "line": line(paragraph.line),
        "align": paragraph.align,
        "indent": paragraph.indent,
        "keep_next": paragraph.keep_next,
        "halves": halves(paragraph.line, last=True) if paragraph.align == "centre" else None,
        "leader": plain(paragraph.line).endswith(LEADER),
    }


def _letterhead(head: Letterhead) -> Values:
    return {
        "parent": all_words(head.parent),
        "issuer": all_words(head.issuer),
        "number": words(head.number),
        "about": words(head.about),
        "place_date": words(head.place_date),
        "classification": words(head.classification),
    }


def _title(title: Title) -> Values:
    return {
        "type_name": words(title.type_name),
        "subject": all_words(title.subject),
        "under": all_words(title.under),
        "body_lines": all_words(title.body_lines),
    }


def _closing(closing: Closing) -> Values:
    return {
        "recipients": all_words(closing.recipients),
        "rows": [
            {"space": row.space, "places": [_place(place) for place in row.places]}
            for row in closing.rows
        ],
        "roster": [[words(name), words(role)] for name, role in closing.roster],
    }


def _place(place: Signatory) -> Values:
    return {
        "authority": all_words(place.authority),
        "post": words(place.post),
        "name": words(place.name),
        "note": words(place.note),
    }


def _plain_title(paper: Paper) -> str:
    """Return the title of the file: kind and subject, for a letter what it is about."""
    printed = " ".join(part for part in (paper.title.type_name, *paper.title.subject) if part)
    about = paper.letterhead.about if paper.letterhead else ""
    return printed or about or paper.description or paper.stem
