#!/usr/bin/env python3
"""Make the Word templates that the software starts from.

Run once, and again after a change here: ``.venv/bin/python script/make_word_templates.py``. The
files are then kept in the repository, because clerks open and edit them.
"""

import zipfile
from io import BytesIO
from pathlib import Path

from word_template_styles import HEAD, LAYOUTS, ROOT, Layout, R, ident, styles, tw

FOLDER = Path(__file__).parents[1] / "src/tinnhiem/documents/word_templates"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PAGE = '<w:r><w:tab/></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'

# The document ------------------------------------------------------------------------------


def run(text: str, face: str = "") -> str:
    """Return a run of text, in a character style if one is named."""
    properties = f'<w:rPr><w:rStyle w:val="{ident(face)}"/></w:rPr>' if face else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(alias: str, text: str = "", *, face: str = "", content: str = "") -> str:
    """Return a paragraph in a style, told by its English name."""
    inside = content or (run(text, face) if text else "")
    return f'<w:p><w:pPr><w:pStyle w:val="{ident(alias)}"/></w:pPr>{inside}</w:p>'


def tag(text: str) -> str:
    """Return a control tag in a paragraph of its own, which goes when a paper is made."""
    return para("Control Tag", f"{{%p {text} %}}")


def each(alias: str, name: str, *, of: str = "line") -> str:
    """Return a paragraph for each line of a value."""
    return tag(f"for {of} in {name}") + para(alias, f"{{{{ {of} }}}}") + tag("endfor")


def given(alias: str, name: str, *, face: str = "") -> str:
    """Return a paragraph for a value, if there is one."""
    return tag(f"if {name}") + para(alias, f"{{{{ {name} }}}}", face=face) + tag("endif")


def grid(widths: tuple[float, ...], rows: str, *, look: str = "Layout Table") -> str:
    """Return a table of fixed widths in mm."""
    columns = "".join(f'<w:gridCol w:w="{tw(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{ident(look)}"/>'
        f'<w:tblW w:w="{sum(tw(width) for width in widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )


def row(*cells: tuple[float, str], more: str = "", span: int = 1, align: str = "top") -> str:
    """Return a row of cells, each with its width in mm; ``span`` is for a row of one cell."""
    joined = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{tw(width)}" w:type="dxa"/>{joined}'
        f'<w:vAlign w:val="{align}"/></w:tcPr>{content}</w:tc>'
        for width, content in cells
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{inside}</w:tr>"


def letterhead(lay: Layout) -> str:
    """Return the head of the first page."""
    issuer = each("Parent", "parent") + each("Issuer", "issuer")
    number = given("Number", "number")
    more = given("About", "about") + given(
        "Classification", "classification", face="Classification Frame"
    )
    place = given("Place And Date", "place_date")
    nation = para("State Name", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + para(
        "Motto", "Độc lập - Tự do - Hạnh phúc"
    )
    line = para("Motto Rule")
    left, right = 66.0, lay.width - 66
    if lay.kind == "script":
        head = issuer + number + given("About", "about") + place
    elif lay.kind == "personal":
        head = nation + line + issuer + number + more + place
    elif lay.kind == "party":
        left, right = 74.0, lay.width - 74
        star = tag("if issuer") + para("Number", "*") + tag("endif")
        party = para("State Name", "ĐẢNG CỘNG SẢN VIỆT NAM") + line + place
        head = grid((left, right), row((left, issuer + star + number + more), (right, party)))
    else:
        issuer += tag("if issuer") + para("Issuer Rule") + tag("endif")
        first = row((left, issuer), (right, nation + line))
        head = grid((left, right), first + row((left, number + more), (right, place)))
    gap = para("After Letterhead")
    letter = tag("if not type_name") + gap + tag("endif")
    return tag("if has_letterhead") + head + gap + letter + tag("endif")


def title(lay: Layout) -> str:
    """Return type, subject and what stands under them."""
    line = para("Title Dashes", "-----") if lay.kind == "party" else para("Title Rule")
    shown = "subject" if lay.kind == "party" else "type_name or subject"
    return (
        given("Type", "type_name")
        + each("Subject", "subject")
        + tag(f"if {shown}")
        + line
        + tag("endif")
        + each("Under The Title", "under")
        + each("Body Name", "body_lines")
    )


def place_head(name: str) -> str:
    """Return what stands above a signature."""
    return (
        each("Authority", f"{name}.authority")
        + tag(f"if {name}.post and {name}.authority")
        + para("Signer Post Under Authority", f"{{{{ {name}.post }}}}")
        + tag(f"elif {name}.post")
        + para("Signer Post", f"{{{{ {name}.post }}}}")
        + tag("endif")
        + given("Signer Note", f"{name}.note")
    )


def place_cells(widths: tuple[float, ...], contents: list[str]) -> list[tuple[float, str]]:
    """Return cells with their widths."""
    return list(zip(widths, contents, strict=True))


def place_row(lay: Layout, names: tuple[str, ...]) -> str:
    """Return a row of signing places: what they sign as, room, names."""
    parts = (0.32, 0.31, 0.37) if lay.kind == "party" and len(names) == 3 else None
    shares = parts or (1 / len(names),) * len(names)
    widths = tuple(lay.width * share for share in shares)
    heads = row(*place_cells(widths, [place_head(f"row.{name}") for name in names]))
    empty = row((lay.width, para("Control Tag", "{{p row.room }}")), span=len(names))
    signers = [given("Signer Name", f"row.{name}.name") for name in names]
    table = grid(widths, heads + empty + row(*place_cells(widths, signers)))
    return tag(f"if row.count == {len(names)}") + table + tag("endif")


def roster(lay: Layout) -> str:
    """Return the table of signatures of a large board."""
    widths = (12.0, 63.0, 40.0, lay.width - 115)
    words = ("STT", "Họ và tên", "Nhiệm vụ", "Chữ ký")
    values = ("{{ member.number }}", "{{ member.name }}", "{{ member.role }}", "")
    head = row(
        *((width, para("Table Head", word)) for width, word in zip(widths, words, strict=True)),
        more="<w:tblHeader/>",
        align="center",
    )
    looks = ("Cell", "Roster Name", "Cell", "Cell")
    line = row(
        *(
            (width, para(look, value))
            for width, look, value in zip(widths, looks, values, strict=True)
        ),
        more=f'<w:trHeight w:val="{tw(12)}" w:hRule="atLeast"/>',
        align="center",
    )

    def control(text: str) -> str:
        return row((lay.width, para("Control Tag", f"{{%tr {text} %}}")), span=4)

    loop = control("for member in roster") + line + control("endfor")
    return (
        tag("if roster")
        + grid(widths, head + loop, look="Table")
        + para("Signature Room")
        + tag("endif")
    )


def closing(lay: Layout) -> str:
    """Return the signing places and the recipients."""
    rows = "".join(
        place_row(lay, names)
        for names in (("middle",), ("left", "right"), ("left", "middle", "right"))
    )
    left, right = 76.0, lay.width - 76
    to = (
        tag("if recipients")
        + para("Recipients", "Nơi nhận:")
        + each("Recipient", "recipients")
        + tag("endif")
        + para("Control Tag", "{{p aside }}")
    )
    signed = (
        tag("if signature")
        + place_head("signature")
        + para("Control Tag", "{{p signature.room }}")
        + given("Signer Name", "signature.name")
        + tag("endif")
    )
    # One cell holds all rows, because a row that must not split is kept whole everywhere.
    board = tag("for row in rows") + para("Signature Room") + rows + tag("endfor") + para("Spacer")
    return (
        tag("if rows")
        + grid((lay.width,), row((lay.width, board)))
        + tag("endif")
        + tag("if roster or recipients or signature")
        + para("Signature Room")
        + tag("endif")
        + roster(lay)
        + tag("if recipients or signature")
        + grid((left, right), row((left, to), (right, signed)))
        + tag("endif")
        + para("Spacer")
    )


def document(lay: Layout) -> str:
    """Return the main part."""
    page = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
        '<w:headerReference w:type="first" r:id="rId4"/>'
        '<w:footerReference w:type="default" r:id="rId5"/>'
        '<w:footerReference w:type="first" r:id="rId6"/>'
        f'<w:pgSz w:w="{tw(210)}" w:h="{tw(297)}"/><w:pgMar w:top="{tw(20)}" w:right="'
        f'{tw(lay.right)}" w:bottom="{tw(20)}" w:left="{tw(30)}" w:header="{tw(9)}" '
        f'w:footer="{tw(8)}" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
    marker = para("Control Tag", "{{p body }}")
    content = letterhead(lay) + title(lay) + marker + closing(lay)
    return f"{HEAD}<w:document {ROOT}><w:body>{content}{page}</w:body></w:document>"


def header(lay: Layout, *, first: bool) -> str:
    """Return a header: the page number but on the first page, the mark of a rehearsal."""
    number = "<w:r><w:tab/></w:r>" if first else PAGE
    mark = "<w:r><w:tab/></w:r>" + run("{% if rehearsal %}") + run("THỬ NGHIỆM", "Rehearsal")
    words = (
        f"{{% if classification %}}{{{{ classification }}}}{{% else %}}{lay.banner}{{% endif %}}"
    )
    banner = run(words, "Banner") if lay.banner else ""
    content = para("Page Number", content=banner + number + mark + run("{% endif %}"))
    return f"{HEAD}<w:hdr {ROOT}>{content}</w:hdr>"


def footer() -> str:
    """Return a footer: the hash of the facts."""
    content = tag("if fact_hash") + para("Fact Hash", "Mã dữ kiện: {{ fact_hash }}") + tag("endif")
    return f"{HEAD}<w:ftr {ROOT}>{content}</w:ftr>"


# The file ----------------------------------------------------------------------------------

SETTINGS = (
    f'{HEAD}<w:settings {ROOT}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
    'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/>'
    '<w:listSeparator w:val=";"/></w:settings>'
)
PARTS = {
    "word/document.xml": "document.main",
    "word/styles.xml": "styles",
    "word/settings.xml": "settings",
    "word/header1.xml": "header",
    "word/header2.xml": "header",
    "word/footer1.xml": "footer",
    "word/footer2.xml": "footer",
}


def content_types() -> str:
    """Return the list of the parts' types."""
    kinds = {name: f"{WORD}.{kind}+xml" for name, kind in PARTS.items()}
    kinds["docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relations(*targets: tuple[str, str]) -> str:
    """Return a relationships part: types and targets, numbered in order."""
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def core(lay: Layout) -> str:
    """Return the file's properties."""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{lay.file}</dc:title><dc:language>vi-VN</dc:language></cp:coreProperties>"
    )


def parts(lay: Layout) -> dict[str, str]:
    """Return every part of a template by name."""
    order = ("styles", "settings", "header", "header", "footer", "footer")
    names = [name for name in PARTS if name != "word/document.xml"]
    targets = [(f"{R}/{kind}", Path(name).name) for kind, name in zip(order, names, strict=True)]
    properties = (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations((f"{R}/officeDocument", "word/document.xml"), properties),
        "docProps/core.xml": core(lay),
        "word/document.xml": document(lay),
        "word/_rels/document.xml.rels": relations(*targets),
        "word/styles.xml": styles(lay),
        "word/settings.xml": SETTINGS,
        "word/header1.xml": header(lay, first=False),
        "word/header2.xml": header(lay, first=True),
        "word/footer1.xml": footer(),
        "word/footer2.xml": footer(),
    }


def packed(lay: Layout) -> bytes:
    """Return a template, the same bytes each time."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts(lay).items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode())
    return stream.getvalue()


def main() -> None:
    """Write every template."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for lay in LAYOUTS:
        (FOLDER / lay.file).write_bytes(packed(lay))


if __name__ == "__main__":
    main()
