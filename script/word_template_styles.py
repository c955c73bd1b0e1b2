"""The styles and measures of the Word templates, by issuer.

Sizes and distances are those of Decree 30/2020/NĐ-CP, annex I, and of the guidance on the form of
Party papers; lengths are mm, sizes points. Each style has a Vietnamese and an English name.
"""

from dataclasses import dataclass, replace
from typing import Literal

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ROOT = f'xmlns:w="{W}" xmlns:r="{R}"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the papers of one issuer look; lengths in mm, sizes in points.

    ``pitch`` is the body's line pitch as w:spacing says it.
    """

    file: str
    kind: Literal["state", "party", "personal", "script"]
    right: float = 15
    body: float = 14
    heading: float = 13
    type_size: float = 14
    subject_size: float = 14
    first_line: float = 12.7
    pitch: str = 'w:line="252" w:lineRule="auto"'
    align: str = "both"
    banner: str = ""

    @property
    def width(self) -> float:
        """Return the width of the text."""
        return 210 - 30 - self.right


LAYOUTS = (
    Layout(file="state.docx", kind="state"),
    Layout(
        file="party-2018.docx",
        kind="party",
        right=20,
        heading=14,
        type_size=16,
        subject_size=15,
        first_line=10,
        pitch='w:line="360" w:lineRule="exact"',
    ),
    Layout(
        file="party-2026.docx",
        kind="party",
        heading=14,
        type_size=16,
        first_line=10,
        pitch='w:line="360" w:lineRule="exact"',
    ),
    Layout(file="personal.docx", kind="personal"),
    Layout(
        file="script.docx",
        kind="script",
        body=16,
        type_size=18,
        subject_size=16,
        first_line=0,
        align="left",
        pitch='w:line="288" w:lineRule="auto"',
        banner="TÀI LIỆU PHỤC VỤ CHỦ TỌA",
    ),
)


def tw(millimetres: float) -> int:
    """Return a length in twips."""
    return round(millimetres * 1440 / 25.4)


def ident(alias: str) -> str:
    """Return the id of a style from its English name."""
    return "TN" + alias.title().replace(" ", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A paragraph style: Vietnamese and English name, size and face, distances in points."""

    name: str
    alias: str
    size: float
    face: str = ""
    align: str = "center"
    before: float = 0
    after: float = 0
    pitch: str = ""
    keep: bool = False
    lines: bool = False
    border: str = ""
    indent: str = ""
    outline: int = -1
    more: str = ""


FACES = {"b": "<w:b/><w:bCs/>", "i": "<w:i/><w:iCs/>"}


def style(look: Look) -> str:
    """Return a paragraph style."""
    spacing = f'<w:spacing w:before="{round(look.before * 20)}" w:after="{round(look.after * 20)}"'
    properties = "".join((
        "<w:keepNext/>" if look.keep else "",
        "<w:keepLines/>" if look.lines else "",
        look.border,
        f"{spacing} {look.pitch}/>",
        look.indent,
        look.more,
        f'<w:jc w:val="{look.align}"/>',
        f'<w:outlineLvl w:val="{look.outline}"/>' if look.outline >= 0 else "",
    ))  # fmt: skip
    faces = "".join(FACES.get(letter, "") for letter in look.face)
    underlined = '<w:u w:val="single"/>' if "u" in look.face else ""
    grey = '<w:color w:val="595959"/>' if "g" in look.face else ""
    size = round(look.size * 2)
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{ident(look.alias)}">'
        f'<w:name w:val="TN {look.name}"/><w:aliases w:val="TN {look.alias}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{properties}</w:pPr>'
        f'<w:rPr>{faces}{grey}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>{underlined}</w:rPr>'
        "</w:style>"
    )


def rule(width: float, room: float) -> str:
    """Return the indents of a rule ``width`` mm long, centred in ``room`` mm."""
    side = tw((room - width) / 2)
    return f'<w:ind w:left="{side}" w:right="{side}"/>'


def looks(lay: Layout) -> list[Look]:
    """Return the paragraph styles of a layout."""
    return [*head_looks(lay), *body_looks(lay), *table_looks(lay), *end_looks(lay)]


def head_looks(lay: Layout) -> list[Look]:
    """Return the styles of letterhead and title."""
    top = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:pBdr>'
    party = lay.kind == "party"
    right = lay.width - {"personal": 0, "party": 74}.get(lay.kind, 66)
    side = "left" if lay.kind == "script" else "center"
    size, thin = lay.heading, 'w:line="100" w:lineRule="exact"'
    place = "right" if lay.kind == "personal" else "center"
    marks = 73.0 if party else 60.5
    return [
        Look(name="Cơ quan chủ quản", alias="Parent", size=size, align=side),
        Look(name="Cơ quan ban hành", alias="Issuer", size=size, face="b", align=side),
        Look(name="Quốc hiệu", alias="State Name", size=15 if party else 13, face="b"),
        Look(name="Tiêu ngữ", alias="Motto", size=14, face="b"),
        Look(name="Vạch dưới cơ quan", alias="Issuer Rule", size=4, border=top, before=2,
             pitch=thin, indent=rule(17, 66)),
        Look(name="Vạch dưới tiêu ngữ", alias="Motto Rule", size=4, border=top, before=2,
             after=4, pitch=thin, indent=rule(marks, right)),
        Look(name="Vạch dưới trích yếu", alias="Title Rule", size=4, border=top, before=4,
             after=12, pitch=thin, indent=rule(32, lay.width), keep=True),
        Look(name="Gạch dưới trích yếu", alias="Title Dashes", size=14, after=10, keep=True),
        Look(name="Số ký hiệu", alias="Number", size=14 if party else 13, before=0 if party else 2),
        Look(name="Về việc", alias="About", size=12, before=6),
        Look(name="Mức độ mật", alias="Classification", size=13, face="b", before=6),
        Look(name="Địa danh ngày tháng", alias="Place And Date", size=14,
             face="i", before=2, align=place),
        Look(name="Dưới khung tên", alias="After Letterhead", size=8,
             pitch='w:line="280" w:lineRule="exact"'),
        Look(name="Tên loại", alias="Type", size=lay.type_size, face="b", keep=True, outline=0),
        Look(name="Trích yếu", alias="Subject", size=lay.subject_size, face="b", keep=True,
             lines=True),
        Look(name="Dưới trích yếu", alias="Under The Title", size=13, face="i", after=6, keep=True),
        Look(name="Cơ quan dưới trích yếu", alias="Body Name", size=14, face="b", keep=True,
             after=8, more="<w:contextualSpacing/>"),
    ]  # fmt: skip


def body_looks(lay: Layout) -> list[Look]:
    """Return the styles of the running text."""
    text = Look(
        name="Thân bài",
        alias="Body",
        size=lay.body,
        align=lay.align,
        after=6,
        pitch=lay.pitch,
        indent=f'<w:ind w:firstLine="{tw(lay.first_line)}"/>',
    )
    head = replace(text, face="b", keep=True, lines=True, align="left")
    close = "<w:contextualSpacing/>"
    return [
        text,
        replace(head, name="Đề mục 1", alias="Heading 1", outline=0),
        replace(head, name="Đề mục 2", alias="Heading 2", outline=1),
        replace(head, name="Đề mục 3", alias="Heading 3", outline=2, face=""),
        replace(head, name="Tên trong nhóm", alias="Group Heading", after=1, outline=2),
        replace(text, name="Dòng trong nhóm", alias="Group Line", lines=True, more=close),
        Look(name="Dòng chấm", alias="Dotted Line", size=lay.body, align="left", after=6),
        Look(name="Tên khung", alias="Box Title", size=lay.body, face="b", align="left", after=4,
             keep=True),
        Look(name="Chú giải", alias="Legend", size=11.5, align="left", after=6, lines=True),
        Look(name="Khoảng trống", alias="Spacer", size=4, align="left",
             pitch='w:line="160" w:lineRule="exact"'),
    ]  # fmt: skip


def table_looks(lay: Layout) -> list[Look]:
    """Return the styles inside tables."""
    del lay
    size = 11.5
    return [
        Look(name="Ô bảng", alias="Cell", size=size),
        Look(name="Tên trong danh sách ký", alias="Roster Name", size=size, align="left"),
        Look(name="Đầu bảng", alias="Table Head", size=size, face="b", keep=True),
        Look(name="Đầu bảng 2", alias="Table Subhead", size=size - 1.5, face="b", keep=True),
        Look(name="Tên khối", alias="Table Section", size=size, face="b", align="left", keep=True),
    ]


def end_looks(lay: Layout) -> list[Look]:
    """Return the styles of the closing, the header and the footer."""
    party = lay.kind == "party"
    text = lay.body
    stops = (
        f'<w:tabs><w:tab w:val="center" w:pos="{tw(lay.width / 2)}"/>'
        f'<w:tab w:val="right" w:pos="{tw(lay.width)}"/></w:tabs>'
    )
    return [
        Look(name="Nơi nhận", alias="Recipients", size=14 if party else 12,
             face="u" if party else "bi", align="left", keep=True),
        Look(name="Dòng nơi nhận", alias="Recipient", size=12 if party else 11, align="left",
             keep=True),
        Look(name="Quyền hạn ký", alias="Authority", size=text, face="b", keep=True),
        Look(name="Chức vụ ký", alias="Signer Post", size=text, face="b", keep=True),
        Look(name="Chức vụ ký thay mặt", alias="Signer Post Under Authority", size=text,
             face="" if party else "b", keep=True),
        Look(name="Ghi chú ký", alias="Signer Note", size=12, face="i", keep=True),
        Look(name="Chỗ ký", alias="Signature Room", size=11, keep=True),
        Look(name="Tên người ký", alias="Signer Name", size=text, face="b", keep=True),
        Look(name="Số trang", alias="Page Number", size=14, align="left", border=stops),
        Look(name="Mã dữ kiện", alias="Fact Hash", size=7.5, face="g"),
        Look(name="Thẻ điều khiển", alias="Control Tag", size=8, face="g", align="left"),
    ]  # fmt: skip


def characters() -> str:
    """Return the character styles."""
    frame = '<w:bdr w:val="single" w:sz="8" w:space="0" w:color="auto"/>'
    wanted = (
        ("Chữ đậm", "Bold", "<w:b/><w:bCs/>"),
        ("Chữ nghiêng", "Italic", "<w:i/><w:iCs/>"),
        ("Khung mật", "Classification Frame", frame),
        ("Thử nghiệm", "Rehearsal", f"<w:b/><w:bCs/>{frame}"),
        ("Nhắc đầu trang", "Banner", '<w:b/><w:bCs/><w:sz w:val="20"/>'),
    )
    return "".join(
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{ident(alias)}">'
        f'<w:name w:val="TN {name}"/><w:aliases w:val="TN {alias}"/><w:qFormat/>'
        f"<w:rPr>{face}</w:rPr></w:style>"
        for name, alias, face in wanted
    )


def margins(sides: float, ends: float) -> str:
    """Return the margins of cells: left and right, top and bottom, in mm."""
    widths = (("top", ends), ("left", sides), ("bottom", ends), ("right", sides))
    inside = "".join(f'<w:{side} w:w="{tw(mm)}" w:type="dxa"/>' for side, mm in widths)
    return f"<w:tblCellMar>{inside}</w:tblCellMar>"


def tables() -> str:
    """Return the table styles."""
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")

    def borders(size: int, sides: tuple[str, ...]) -> str:
        lines = "".join(
            f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="auto"/>' for side in sides
        )
        return f"<w:tblBorders>{lines}</w:tblBorders>"

    wanted = (
        ("Bảng", "Table", borders(4, edges) + margins(1, 0.5)),
        ("Khung", "Box", borders(6, edges[:4]) + margins(3, 2)),
        ("Bảng dàn trang", "Layout Table", margins(0, 0)),
    )
    return "".join(
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{ident(alias)}">'
        f'<w:name w:val="TN {name}"/><w:aliases w:val="TN {alias}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>{look}</w:tblPr></w:style>'
        for name, alias, look in wanted
    )


def styles(lay: Layout) -> str:
    """Return the styles part."""
    font = " ".join(f'w:{kind}="Times New Roman"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    size = round(lay.body * 2)
    normal = '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr>'
    return (
        f"{HEAD}<w:styles {ROOT}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {font}/>"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        f'<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>{normal}</w:style>'
        f"{''.join(style(look) for look in looks(lay))}{characters()}{tables()}</w:styles>"
    )
