"""Reading a poll workbook: its sheets become the members of a poll file, which is then checked.

Cells are read first and what is wrong with their form is noted; the same checks as for JSON follow,
and every place is told as sheet and cell.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tinnhiem.exchange.findings import Findings
from tinnhiem.exchange.poll_format import FORMAT
from tinnhiem.exchange.poll_json import build_poll, read_bytes, read_clean
from tinnhiem.exchange.shapes import NOTHING
from tinnhiem.exchange.workbook_cells import folded, from_cell
from tinnhiem.exchange.workbook_grid import (
    Cell,
    Row,
    Rows,
    check_sheets,
    read_grid,
    rows_below_headings,
)
from tinnhiem.exchange.workbook_guard import inspect
from tinnhiem.exchange.workbook_layout import (
    BOARD,
    BOARD_COLUMNS,
    GENERAL,
    GENERAL_LINES,
    PAPER_COLUMNS,
    PAPERS,
    POST_COLUMNS,
    READ,
    RESULTS,
    SLATE,
    SLATE_COLUMNS,
    TYPE_COLUMNS,
    TYPES,
    Column,
    Sheet,
    result_columns,
)
from tinnhiem.exchange.workbook_papers import LEAVES, Leaf, PaperLine, check_key, put
from tinnhiem.exchange.workbook_people import People
from tinnhiem.law.poll import Poll, Procedure
from tinnhiem.law.problems import InputError, Problem
from tinnhiem.wording.terms import Term

_GENERAL_COLUMNS: Final = (
    Column(("item",), Term("Mục", "Item"), PAPER_COLUMNS[0].shape),
    Column(("value",), Term("Nội dung", "Value"), PAPER_COLUMNS[0].shape),
    Column(("hint",), Term("Giải thích", "Explanation"), PAPER_COLUMNS[0].shape),
)
_PLACE: Final = re.compile(r"(?P<sheet>.*)!(?P<column>[A-Z]*)(?P<row>[0-9]*)")


def read_workbook(path: Path) -> Poll:
    """Return the poll in a workbook file.

    :raises InputError: as :func:`poll_from_workbook`, and where the file cannot be read.
    """
    return poll_from_workbook(read_bytes(path))


def poll_from_workbook(content: bytes) -> Poll:
    """Return the poll that a workbook says.

    :raises InputError: where the workbook is hostile or damaged, or with every mistake in it, each
        with its sheet and cell (``Danh sách!D7``).
    """
    inspection = inspect(content)
    reading = _Reading(read_grid(content))
    reading.note_merged(inspection.merged)
    reading.read()
    told = Findings()
    clean = read_clean(reading.data, told)
    problems = (*reading.findings.problems, *map(reading.placed, told.problems))
    if problems:
        raise InputError(tuple(sorted(problems, key=_by_cell)))
    return build_poll(clean)


def _by_cell(problem: Problem) -> tuple[int, int, int, str]:
    """Order problems as a reader goes through the workbook."""
    match = _PLACE.fullmatch(problem.place)
    if match is None:
        return (-1, 0, 0, "")
    names = [sheet.name for sheet in READ]
    sheet = names.index(match["sheet"]) if match["sheet"] in names else len(names)
    return (sheet, int(match["row"] or 0), len(match["column"]), match["column"])


class _Reading:
    """One workbook on its way to the members of a poll file.

    ``data`` grows into the poll file; ``cells`` remembers for each place in it the cell and heading
    that said it.
    """

    def __init__(self, grid: Mapping[str, Rows]) -> None:
        self.findings = Findings()
        self.data: dict[str, Any] = {"format": FORMAT}
        self._grid = grid
        self._cells: dict[str, tuple[str, str]] = {
            "ballot_types": (TYPES.name, TYPES.name),
            "slate": (SLATE.name, SLATE.name),
            "counting_board": (BOARD.name, BOARD.name),
            "papers": (PAPERS.name, PAPERS.name),
            "steps_done": (PAPERS.name, PAPERS.name),
        }

    def note_merged(self, merged: Mapping[str, tuple[str, ...]]) -> None:
        """Note merged cells of the sheets that are read: all but the first of them are empty."""
        for sheet in READ:
            for cells in merged.get(sheet.name, ()):
                place = f"{sheet.name}!{cells.partition(':')[0]}"
                self.findings.add("cells-merged", place, cells=cells)

    def read(self) -> None:
        """Read every sheet."""
        check_sheets(self._grid, self.findings)
        self._read_general()
        self._read_types()
        self._read_slate()
        self._read_board()
        self._read_results()
        self._read_papers()

    def placed(self, problem: Problem) -> Problem:
        """Return a problem of the poll file with the cell that it stands in."""
        place, heading = self._cell_of(problem.place)
        values = dict(problem.values)
        if isinstance(values.get("other"), str):
            values["other"] = self._cell_of(str(values["other"]))[0]
        if problem.code in {"key-missing", "text-missing"}:
            return Problem(code="cell-missing", place=place, values={"heading": heading})
        return Problem(code=problem.code, place=place, values=values)

    def _cell_of(self, place: str) -> tuple[str, str]:
        while place not in self._cells:
            shorter = max(place.rfind("."), place.rfind("["))
            if shorter < 0:
                return (GENERAL.name if place else "", place)
            place = place[:shorter]
        return self._cells[place]

    def _rows(self, sheet: Sheet, columns: Sequence[Column]) -> Iterator[Row]:
        return rows_below_headings(sheet, columns, self._grid, self.findings)

    def _value(self, column: Column, cell: Cell, place: str, *, exact: bool = True) -> object:
        """Read one cell as the value at ``place`` of the poll file."""
        self._cells[place] = (cell.place, column.term.vi)
        return from_cell(column.shape, cell.value, cell.place, self.findings, exact=exact)

    def _read_general(self) -> None:
        lines = {folded(line.term.vi): line for line in GENERAL_LINES}
        item, content = _GENERAL_COLUMNS[:2]
        for line in GENERAL_LINES:
            self._cells[_joined(line.path)] = (GENERAL.name, line.term.vi)
        for row in self._rows(GENERAL, _GENERAL_COLUMNS):
            name = str(row[item].value or "").split("\n", 1)[0]
            known = lines.pop(folded(name.rstrip("* ")), None)
            if known is None:
                if not row[content].is_blank:
                    self.findings.add("line-unknown", row[item].place, line=name[:60])
                continue
            column = Column(known.path, known.term, known.shape)
            value = self._value(column, row[content], _joined(known.path), exact=False)
            _set(self.data, known.path, value)
        self._close_general()

    def _close_general(self) -> None:
        body = self.data.setdefault("body", {})
        self.data.setdefault("sitting", {})
        term = body.pop("term", {})
        if any(year is not None for year in term.values()):
            body["term"] = [term.get(0), term.get(1)]
            for index, year in enumerate(body["term"]):
                if year is None:
                    cell, heading = self._cells[f"body.term[{index}]"]
                    self.findings.add("cell-missing", cell, heading=heading)
                    body["term"][index] = NOTHING

    def _read_types(self) -> None:
        self.data["ballot_types"] = [
            self._record(TYPE_COLUMNS, row, f"ballot_types[{index}]")
            for index, row in enumerate(self._rows(TYPES, TYPE_COLUMNS))
        ]

    def _record(self, columns: Sequence[Column], row: Row, place: str) -> dict[str, Any]:
        self._cells[place] = (next(iter(row.values())).place, columns[0].term.vi)
        record: dict[str, Any] = {}
        for column in columns:
            if column in row:
                below = f"{place}.{_joined(column.path)}"
                _set(record, column.path, self._value(column, row[column], below))
        return record

    def _read_slate(self) -> None:
        people: list[dict[str, Any]] = []
        name, post = (_column(SLATE_COLUMNS, key) for key in ("name", "title"))
        for row in self._rows(SLATE, SLATE_COLUMNS):
            if _is_continuation(row, name) and people:
                self._read_further_post(row, people)
                continue
            place = f"slate[{len(people)}]"
            person = self._record(SLATE_COLUMNS, row, place)
            person["posts"] = [person.get("posts", {})]
            self._cells[f"{place}.posts"] = self._cells.get(
                f"{place}.posts.title", (SLATE.name, post.term.vi)
            )
            for key in POST_COLUMNS:
                if f"{place}.posts.{key}" in self._cells:
                    self._cells[f"{place}.posts[0].{key}"] = self._cells[f"{place}.posts.{key}"]
            people.append(person)
        self.data["slate"] = people
        self._name_ids(people)
        self._resolve_types(people)

    def _read_further_post(self, row: Row, people: list[dict[str, Any]]) -> None:
        posts = people[-1]["posts"]
        place = f"slate[{len(people) - 1}].posts[{len(posts)}]"
        post: dict[str, Any] = {}
        for column, cell in row.items():
            if column.path[0] == "posts":
                below = f"{place}.{column.path[1]}"
                post[str(column.path[1])] = self._value(column, cell, below)
            elif column.path != ("id",) and not cell.is_blank:
                self.findings.add("cell-beside-further-post", cell.place)
        posts.append(post)

    def _name_ids(self, people: Sequence[dict[str, Any]]) -> None:
        """Give ids to persons without one: p1, p2… in the order of the list."""
        taken = {person.get("id") for person in people}
        free = (f"p{number}" for number in range(1, len(people) * 2 + 1))
        unused = (name for name in free if name not in taken)
        for person in people:
            if person.get("id") is None:
                person["id"] = next(unused)

    def _resolve_types(self, people: Sequence[dict[str, Any]]) -> None:
        """Take a ballot type's title for its id."""
        titles = {
            folded(str(kind.get("title"))): kind.get("id") for kind in self.data["ballot_types"]
        }
        ids = {kind.get("id") for kind in self.data["ballot_types"]}
        for person in people:
            named = person.get("ballot_type")
            if isinstance(named, str) and named not in ids:
                person["ballot_type"] = titles.get(folded(named), named)

    def _read_board(self) -> None:
        self.data["counting_board"] = [
            self._record(BOARD_COLUMNS, row, f"counting_board[{index}]")
            for index, row in enumerate(self._rows(BOARD, BOARD_COLUMNS))
        ]

    def _read_results(self) -> None:
        procedure = self.data.get("procedure")
        known = procedure if procedure in set(Procedure) else Procedure.RATING
        columns = result_columns(Procedure(known))
        identifier, name, *marks = columns
        people = People(self.data["slate"])
        counted: set[int] = set()
        for row in self._rows(RESULTS, columns):
            if all(row[column].is_blank for column in marks if column in row):
                continue
            index = self._person_of(people, row, identifier, name)
            if index is None:
                continue
            if index in counted:
                self.findings.add("count-twice", next(iter(row.values())).place)
                continue
            counted.add(index)
            place = f"slate[{index}]"
            record = self._record([column for column in marks if column in row], row, place)
            self._cells[f"{place}.count"] = (next(iter(row.values())).place, RESULTS.name)
            self.data["slate"][index]["count"] = record["count"]

    def _person_of(self, people: People, row: Row, identifier: Column, name: Column) -> int | None:
        """Return which person a line of the count is about: by the id, else by the name."""
        key = row[identifier].value if identifier in row else None
        said = row[name].value if name in row else None
        at = row[identifier if key is not None else name].place if row else ""
        index = people.by_id(key) if key is not None else people.by_name(said)
        if index is None:
            self.findings.add("person-unknown", at, found=str(key if key is not None else said))
        elif isinstance(said, str) and said.strip() and not people.is_named(index, said):
            place = row[name].place
            self.findings.add("name-differs", place, found=said.strip(), listed=people.name(index))
        return index

    def _read_papers(self) -> None:
        item, applies, content = PAPER_COLUMNS
        known = {folded(text): leaf for leaf in LEAVES for text in (leaf.term.en, leaf.term.vi)}
        people = People(self.data["slate"])
        for row in self._rows(PAPERS, PAPER_COLUMNS):
            if row[content].is_blank:
                continue
            leaf = known.get(folded(str(row[item].value or "").split("\n", 1)[0]))
            if leaf is None:
                name = str(row[item].value or "")[:60]
                self.findings.add("item-unknown", row[item].place, item=name)
                continue
            key = self._key(leaf, row[applies], people)
            if key is None:
                continue
            self._put(leaf, key, row[content])

    def _put(self, leaf: Leaf, key: str, cell: Cell) -> None:
        value = from_cell(leaf.shape, cell.value, cell.place, self.findings)
        place = put(self.data, PaperLine(leaf, key, value))
        if place is None:
            self.findings.add("item-said-twice", cell.place, item=leaf.term.vi)
        else:
            self._remember(place, cell, leaf.term.vi)

    def _remember(self, place: str, cell: Cell, name: str) -> None:
        """Remember the cell of a place, and of the parts around it that no other cell said."""
        while place:
            self._cells.setdefault(place, (cell.place, name))
            place = place[: max(place.rfind("."), place.rfind("["), 0)]

    def _key(self, leaf: Leaf, cell: Cell, people: People) -> str | None:
        """Return what a line applies to, or None where that is wrong and noted."""
        said = "" if cell.is_blank else str(cell.value).strip()
        if not leaf.is_keyed:
            if said:
                self.findings.add("applies-to-nothing", cell.place, item=leaf.term.vi)
            return None if said else ""
        key = said
        if leaf.keys is not None:
            names = {folded(t): k for k, term in leaf.keys.items() for t in (k, term.en, term.vi)}
            key = names.get(folded(said), "")
        elif not leaf.numbered and (index := people.by_name(said)) is not None:
            key = str(self.data["slate"][index]["id"])
        if not check_key(leaf, key):
            self.findings.add("applies-unknown", cell.place, item=leaf.term.vi, found=said)
            return None
        return key


def _is_continuation(row: Row, name: Column) -> bool:
    """A row without a name says a further post of the person above."""
    if name in row and not row[name].is_blank:
        return False
    return any(not cell.is_blank for column, cell in row.items() if column.path[0] == "posts")


def _column(columns: Sequence[Column], key: str) -> Column:
    return next(column for column in columns if column.path[-1] == key)


def _joined(path: Sequence[str | int]) -> str:
    place = ""
    for step in path:
        if isinstance(step, int):
            place += f"[{step}]"
        else:
            place += f".{step}" if place else step
    return place


def _set(data: dict[Any, Any], path: Sequence[str | int], value: object) -> None:
    """Set the value at a path of a poll file, whose lists are keyed by number for now."""
    for step in path[:-1]:
        data = data.setdefault(step, {})
    if value is not None:
        data[path[-1]] = value
