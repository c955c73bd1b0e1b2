"""The mark-up of the forms, and data that look like it."""

from dataclasses import replace

import pytest

from support import polls
from support.polls import marks, papers_of
from tinnhiem.documents.desk import compiled, fill
from tinnhiem.documents.markup import MarkupError, blocks_of, bound, line_of, protected
from tinnhiem.documents.paper import Box, Group, Heading, Paragraph, Run
from tinnhiem.documents.plain import plain_text

HOSTILE = (
    "Nguyễn Thị Thuỳ Dương & <b>",
    '#read("/etc/passwd")',
    "=cmd()",
    "{{ 7*7 }}",
    "{% for x in y %}",
    "*x* **y** _z_",
    "# a",
    "- b",
    ":: page",
    "~ \\ \\n",
    "’; DROP TABLE",
)


def test_blocks_are_read_line_by_line() -> None:
    text = "# Một\n\nhai\nba\n- bốn\n- năm\n## Sáu\n:: centre bảy\n"
    found = blocks_of(text, {})
    assert found[0] == Heading(text="Một", level=1)
    assert [block.line[0].text for block in found if isinstance(block, Paragraph)] == [
        "hai ba",
        "- bốn",
        "- năm",
        "bảy",
    ]
    assert found[4] == Heading(text="Sáu", level=2)


def test_faces_nest_and_a_backslash_takes_a_sign_for_itself() -> None:
    assert line_of("a **b _c_** \\*d\\_~e") == (
        Run(text="a "),
        Run(text="b ", bold=True),
        Run(text="c", bold=True, italic=True),
        Run(text=" *d_\u00a0e"),
    )


def test_containers_hold_their_blocks_and_an_empty_group_goes() -> None:
    found = blocks_of(":: box Tên\nmột\n:: end\n:: group\n# hai\n:: end\n:: group\n:: end", {})
    assert isinstance(found[0], Box)
    assert found[0].title == "Tên"
    assert isinstance(found[1], Group)
    assert len(found) == 2


def test_legal_bases_end_with_semicolons_and_the_last_with_a_stop() -> None:
    found = blocks_of(":: grounds\nCăn cứ một;\nCăn cứ hai\n:: end", {})
    assert [b.line for b in found if isinstance(b, Paragraph)] == [
        (Run(text="Căn cứ một;", italic=True),),
        (Run(text="Căn cứ hai.", italic=True),),
    ]


@pytest.mark.parametrize("text", ["**a", "_a", ":: nothing", ":: end", ":: group\na"])
def test_broken_mark_up_is_refused(text: str) -> None:
    with pytest.raises(MarkupError):
        blocks_of(text, {})


@pytest.mark.parametrize(
    ("plain", "kept"),
    [
        ("ngày 07 tháng 12 năm 2028", "ngày~07 tháng~12 năm~2028"),
        (
            "khoản 2 Điều 12 Nghị quyết số 96/2023/QH15",
            "khoản~2 Điều~12 Nghị quyết số~96/2023/QH15",
        ),
        ("có 01 phiếu, 28 người", "có 01~phiếu, 28~người"),
        ("hồi 09 giờ 40 phút", "hồi~09~giờ 40~phút"),
        ("ông Quàng và đồng chí Vàng, Ông (Bà) Đinh", "ông~Quàng và đồng chí~Vàng, Ông (Bà)~Đinh"),
        ("Kinh tế - Ngân sách", "Kinh tế~- Ngân sách"),
        ("không bà nào", "không bà nào"),
    ],
)
def test_what_belongs_together_is_not_parted(plain: str, kept: str) -> None:
    assert bound(plain) == kept.replace("~", "\u00a0")


@pytest.mark.parametrize("name", HOSTILE)
def test_data_are_never_mark_up(name: str) -> None:
    text = fill(compiled("{{ name }}\n\n**{{ name }}**"), {"name": name})
    found = [b.line for b in blocks_of(text, {}) if isinstance(b, Paragraph)]
    assert [run.text.replace("\u00a0", " ") for line in found for run in line] == [name, name]
    assert protected("a\nb\u2028c") == "a b c"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_and_post_come_out_literally_in_every_paper(name: str) -> None:
    base = polls.council(persons=2, counts=[marks(5, 10, 34), marks(11, 12, 25, 1)])
    slate = tuple(
        replace(found, name=name, posts=(replace(found.posts[0], title=name),))
        for found in base.slate
    )
    for paper in papers_of(replace(base, slate=slate)):
        text = plain_text(paper).replace("\u00a0", " ")
        if paper.kind in {"minutes", "announcement", "resolution", "personal-extracts", "slate"}:
            assert text.count(name) >= 2, paper.stem


def test_a_line_of_tags_alone_leaves_no_gap_and_a_line_of_words_keeps_its_end() -> None:
    text = "một\n{% if true %}\nhai{% if true %}!{% endif %}\n{% endif %}\nba"
    assert fill(compiled(text), {}) == "một\nhai!\nba"


def test_counts_are_padded_and_the_unknown_is_dotted() -> None:
    assert fill(
        compiled("{{ a }} {{ b }} {{ c }} {{ d }}"), {"a": 1, "b": 10, "c": 0, "d": None}
    ) == ("01 10 0 ……")
