"""Papers for the Word files: those of all forms, and what only these need."""

from dataclasses import replace

from support.board_papers import board_rows, board_table, minutes, result_table
from support.other_papers import party_minutes, party_notice, script, self_report
from support.paper_parts import ADMINISTRATION, COUNCIL, para
from support.papers import announcement, extract, resolution
from tinnhiem.documents.paper import Box, Closing, Paper, Space

PEOPLE = (*COUNCIL, *ADMINISTRATION)


def long_minutes() -> Paper:
    """Return minutes with a table of 45 persons."""
    people = (*PEOPLE, *PEOPLE)[:45]
    table = result_table(people, "Kết quả kiểm phiếu")
    return replace(minutes(), blocks=(*minutes().blocks[:-1], table, minutes().blocks[-1]))


def roster_minutes() -> Paper:
    """Return minutes of a board so large that it signs in a table."""
    return replace(
        minutes(),
        blocks=(para("Ban kiểm phiếu gồm 09 thành viên cùng ký tên./."),),
        closing=Closing(
            recipients=("- Lưu: VT.",),
            rows=board_rows()[:1],
            roster=tuple((person.name, "Ủy viên") for person in COUNCIL),
        ),
    )


def rehearsed_report() -> Paper:
    """Return a self-report of a rehearsal, with empty room in it."""
    paper = self_report()
    return replace(paper, rehearsal=True, blocks=(Space(height=10), *paper.blocks))


def script_with_tables() -> Paper:
    """Return a script without a letterhead, with boxes that end with a table."""
    step = Box(
        title="Bước 1. Điểm danh",
        blocks=(para("Tổng số đại biểu: 50; có mặt: 47."), board_table()),
    )
    return replace(script(), letterhead=None, blocks=(step, step), rehearsal=True)


def every_paper() -> dict[str, Paper]:
    """Return papers of every kind and form, by name."""
    return {
        "minutes": minutes(),
        "long minutes": long_minutes(),
        "announcement": announcement(),
        "resolution": resolution(),
        "letter": extract(),
        "party-2026": party_minutes(),
        "party-2018": party_minutes("party-2018"),
        "party notice": party_notice(),
        "self-report": rehearsed_report(),
        "script": script(),
        "script with tables": script_with_tables(),
        "roster": roster_minutes(),
    }
