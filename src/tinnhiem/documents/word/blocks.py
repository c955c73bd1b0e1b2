"""The body of a paper: each block of the tree as WordprocessingML in the template's styles."""

from collections.abc import Mapping, Sequence
from functools import singledispatch

from tinnhiem.documents.paper import (
    LEADER,
    Block,
    Box,
    Group,
    Heading,
    Legend,
    PageBreak,
    Paragraph,
    Run,
    Space,
    Table,
)
from tinnhiem.documents.word.bars import legend
from tinnhiem.documents.word.markup import (
    Face,
    Pen,
    justified,
    paragraph,
    room,
    run,
    runs,
    spacer,
    twips,
)
from tinnhiem.documents.word.tables import opening_properties, table

BOX_MARGIN = twips(3)
"""Room between a box's frame and what it holds, as in the template's style."""

_HEADINGS: Mapping[int, Face] = {1: Face.HEADING_1, 2: Face.HEADING_2, 3: Face.HEADING_3}


def draw_all(pen: Pen, blocks: Sequence[Block], *, held: int = 0) -> str:
    """Return blocks in order; the last ``held`` of them stay with what follows."""
    following: list[Block | None] = [*blocks[1:], None][: len(blocks)]
    first = len(blocks) - held
    return "".join(
        draw(block, pen, keep=index >= first or (after is not None and _leads_to(block, after)))
        for index, (block, after) in enumerate(zip(blocks, following, strict=True))
    )


def _leads_to(block: Block, after: Block) -> bool:
    """Tell whether a block must stay with the next: a lead-in with its table, that with its key."""
    if isinstance(after, Legend):
        return isinstance(block, Table)
    return isinstance(block, Paragraph) and isinstance(after, Table)


@singledispatch
def draw(block: object, pen: Pen, *, keep: bool) -> str:
    """Return one block; ``keep`` holds its end to what follows.

    :raises TypeError: for a block that this module does not know.
    """
    raise TypeError(f"no drawing for {type(block).__name__}: {pen.width}, {keep}")


@draw.register
def _heading(block: Heading, pen: Pen, *, keep: bool) -> str:
    """Return a heading, which always stays with what follows."""
    del keep
    face = Face.GROUP_HEADING if pen.grouped else _HEADINGS[block.level]
    return paragraph(pen, face, run(pen, Run(text=block.text)), keep=True)


@draw.register
def _paragraph(block: Paragraph, pen: Pen, *, keep: bool) -> str:
    """Return a paragraph; one that is held to the signatures keeps its own lines together."""
    dotted = bool(block.line) and block.line[-1].text.endswith(LEADER)
    content = runs(pen, block.line) + ("<w:r><w:tab/></w:r>" if dotted else "")
    more = "<w:keepLines/>" if keep else ""
    more += leader(pen) if dotted else ""
    if not block.indent or block.align in {"centre", "right"}:
        more += '<w:ind w:firstLine="0"/>'
    if block.align != "justify":
        more += justified(block.align)
    face = Face.GROUP_LINE if pen.grouped else Face.BODY
    return paragraph(pen, face, content, keep=keep or block.keep_next, more=more)


def leader(pen: Pen) -> str:
    """Return the tab stop whose dots run up to the right edge."""
    return f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{pen.width}"/></w:tabs>'


@draw.register
def _group(block: Group, pen: Pen, *, keep: bool) -> str:
    """Return blocks that never part."""
    inside = pen.grouping()
    last = len(block.blocks) - 1
    return "".join(
        draw(each, inside, keep=keep or index < last) for index, each in enumerate(block.blocks)
    )


@draw.register
def _table(block: Table, pen: Pen, *, keep: bool) -> str:
    """Return a table; inside a group none of its rows may part from the next."""
    return table(pen, block, keep=keep)


@draw.register
def _legend(block: Legend, pen: Pen, *, keep: bool) -> str:
    """Return the key of the bars."""
    return legend(pen, block, keep=keep)


@draw.register
def _space(block: Space, pen: Pen, *, keep: bool) -> str:
    """Return empty room, and dotted lines to write on."""
    empty = room(pen, Face.SPACER, block.height, keep=keep) if block.height > 0 else ""
    line = paragraph(pen, Face.DOTTED, "<w:r><w:tab/></w:r>", keep=keep, more=leader(pen))
    return empty + line * block.lines


@draw.register
def _box(block: Box, pen: Pen, *, keep: bool) -> str:
    """Return a framed box: a table of one cell that never splits."""
    inside = pen.narrowed(pen.width - 2 * BOX_MARGIN)
    title = run(pen, Run(text=block.title))
    head = paragraph(pen, Face.BOX_TITLE, title, keep=True) if block.title else ""
    content = head + draw_all(inside, block.blocks, held=len(block.blocks) if keep else 0)
    opening = opening_properties(pen.styles[Face.BOX], width=pen.width, caption=block.title)
    return (
        f'<w:tbl>{opening}<w:tblGrid><w:gridCol w:w="{pen.width}"/></w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        f'<w:tc><w:tcPr><w:tcW w:w="{pen.width}" w:type="dxa"/></w:tcPr>'
        f"{content or spacer(pen)}</w:tc></w:tr></w:tbl>{spacer(pen, keep=keep)}"
    )


@draw.register
def _page_break(block: PageBreak, pen: Pen, *, keep: bool) -> str:
    """Return the beginning of a new page."""
    del block, keep
    return paragraph(pen, Face.SPACER, more="<w:pageBreakBefore/>")
