"""Reading a poll workbook: its sheets become the members of a poll file, which is then checked.

Cells are read first and what is wrong with their form is noted; the same checks as for JSON follow,
and every place is told as sheet and cell.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tinnhiem.exchange.findings import Findings
from tinnhiem.exchange.poll_file import PollFile
from tinnhiem.exchange.poll_format import FORMAT
from tinnhiem.exchange.poll_json import read_clean
from tinnhiem.exchange.poll_paths import joined, set_at
from tinnhiem.exchange.poll_places import PollPlaces
from tinnhiem.exchange.shapes import NOTHING
from tinnhiem.exchange.workbook_cells import folded, from_cell
from tinnhiem.exchange.workbook_grid import (
    Cell,
    Row,
    Rows,
    check_headings,
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
from tinnhiem.exchange.workbook_papers import KEY, LEAVES, Leaf, PaperLine, check_key, put
from tinnhiem.exchange.workbook_people import People
from tinnhiem.law.poll import Poll, Procedure
from tinnhiem.wording.terms import Term

_GENERAL_COLUMNS: Final = (
    Column(("item",), Term("Mục", "Item"), PAPER_COLUMNS[0].shape),
    Column(("value",), Term("Nội dung", "Value"), PAPER_COLUMNS[0].shape),
    Column(("hint",), Term("Giải thích", "Explanation"), PAPER_COLUMNS[0].shape),
)


def poll_from_workbook(content: bytes) -> Poll:
    """Return the poll that a workbook says.

    :raises InputError: where the workbook is hostile or damaged, or with every mistake in it, each
        with its sheet and cell (``Danh sách!D7``).
    """
    return read_workbook_file(content).poll()


def read_workbook_file(content: bytes) -> PollFile:
    """Return what a workbook says, its mistakes among it, each with its sheet and cell.

    :raises InputError: where the workbook is hostile or damaged.
    """
    inspection = inspect(content)
    reading = _Reading(read_grid(content))
    reading.note_merged(inspection.merged)
    reading.read()
    told = Findings()
    clean = read_clean(reading.data, told)
    places = reading.places()
    problems = (*reading.findings.problems, *map(places.placed, told.problems))
    return PollFile(clean=clean, problems=places.in_order(problems), places=places)


class _Reading:
    """One workbook on its way to the members of a poll file.

    ``data`` grows into the poll file; ``cells`` remembers for each place in it the cell and heading
    that said it, ``keys`` for what a line of the papers applies to.
    """

    def __init__(self, grid: Mapping[str, Rows]) -> None:
        self.findings = Findings()
        self.data: dict[str, Any] = {"format": FORMAT}
        self._grid = grid
        self._keys: dict[str, str] = {}
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

    def places(self) -> PollPlaces:
        """Return the cells of everything that was read."""
        sheets = tuple(sheet.name for sheet in READ)
        return PollPlaces(cells=self._cells, keys=self._keys, otherwise=GENERAL.name, sheets=sheets)

    def _rows(self, sheet: Sheet, columns: Sequence[Column]) -> Iterator[Row]:
        return rows_below_headings(sheet, columns, self._grid)

    def _headings(self, sheet: Sheet, columns: Sequence[Column]) -> frozenset[Column]:
        """Return the columns that a sheet has; what is wrong with its headings is noted."""
        return check_headings(sheet, columns, self._grid, self.findings)

    def _value(self, column: Column, cell: Cell, place: str, *, exact: bool = True) -> object:
        """Read one cell as the value at ``place`` of the poll file."""
        self._cells[place] = (cell.place, column.term.vi)
        return from_cell(column.shape, cell.value, cell.place, self.findings, exact=exact)

    def _read_general(self) -> None:
        lines = {folded(line.term.vi): line for line in GENERAL_LINES}
        item, content = _GENERAL_COLUMNS[:2]
        for line in GENERAL_LINES:
            self._cells[joined(line.path)] = (GENERAL.name, line.term.vi)
        if not self._headings(GENERAL, _GENERAL_COLUMNS) >= {item, content}:
            self.data |= dict.fromkeys(("procedure", "rulebook", "body", "sitting"), NOTHING)
            return
        for row in self._rows(GENERAL, _GENERAL_COLUMNS):
            name = str(row[item].value or "").split("\n", 1)[0]
            known = lines.pop(folded(name.rstrip("* ")), None)
            if known is None:
                if not row[content].is_blank:
                    self.findings.add("line-unknown", row[item].place, line=name[:60])
                continue
            column = Column(known.path, known.term, known.shape)
            value = self._value(column, row[content], joined(known.path), exact=False)
            set_at(self.data, known.path, value)
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
        if not self._headings(TYPES, TYPE_COLUMNS):
            self.data["ballot_types"] = NOTHING
            return
        self.data["ballot_types"] = [
            self._record(TYPE_COLUMNS, row, f"ballot_types[{index}]")
            for index, row in enumerate(self._rows(TYPES, TYPE_COLUMNS))
        ]

    def _record(self, columns: Sequence[Column], row: Row, place: str) -> dict[str, Any]:
        self._cells.setdefault(place, (next(iter(row.values())).place, columns[0].term.vi))
        record: dict[str, Any] = {}
        for column in columns:
            if column in row:
                below = f"{place}.{joined(column.path)}"
                set_at(record, column.path, self._value(column, row[column], below))
            else:
                # That the column is missing is told once, not for every line.
                set_at(record, column.path, NOTHING)
        return record

    def _read_slate(self) -> None:
        people: list[dict[str, Any]] = []
        key, name = (_column(SLATE_COLUMNS, column) for column in ("id", "name"))
        if not self._headings(SLATE, SLATE_COLUMNS) >= {key, name}:
            # Without these, lines of persons and of further posts cannot be told apart.
            self.data["slate"] = NOTHING
            return
        above = 0
        for row in self._rows(SLATE, SLATE_COLUMNS):
            directly, above = row[name].row == above + 1, row[name].row
            if not (_is_continuation(row, name) and people):
                people.append(self._person(row, f"slate[{len(people)}]", row[name]))
            elif directly:
                self._read_further_post(row, people)
            else:
                at = next(cell for cell in row.values() if not cell.is_blank)
                self.findings.add("post-stands-apart", at.place)
        self.data["slate"] = people
        self._name_ids(people)
        self._resolve_types(people)

    def _person(self, row: Row, place: str, name: Cell) -> dict[str, Any]:
        person = self._record(SLATE_COLUMNS, row, place)
        person["posts"] = [person.get("posts", {})]
        self._cells[place] = (name.place, _column(SLATE_COLUMNS, "name").term.vi)
        post = _column(SLATE_COLUMNS, "title").term.vi
        self._cells[f"{place}.posts"] = self._cells.get(f"{place}.posts.title", (SLATE.name, post))
        for key in POST_COLUMNS:
            if f"{place}.posts.{key}" in self._cells:
                self._cells[f"{place}.posts[0].{key}"] = self._cells[f"{place}.posts.{key}"]
        return person

    def _read_further_post(self, row: Row, people: list[dict[str, Any]]) -> None:
        posts = people[-1]["posts"]
        place = f"slate[{len(people) - 1}].posts[{len(posts)}]"
        # What a missing column would say is not known, and not missed either.
        post: dict[str, Any] = dict.fromkeys(POST_COLUMNS, NOTHING)
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
        types = self.data["ballot_types"]
        if types is NOTHING:
            return
        titles = {folded(str(kind.get("title"))): kind.get("id") for kind in types}
        ids = {kind.get("id") for kind in types}
        for person in people:
            named = person.get("ballot_type")
            if isinstance(named, str) and named not in ids:
                person["ballot_type"] = titles.get(folded(named), named)

    def _read_board(self) -> None:
        self._headings(BOARD, BOARD_COLUMNS)
        self.data["counting_board"] = [
            self._record(BOARD_COLUMNS, row, f"counting_board[{index}]")
            for index, row in enumerate(self._rows(BOARD, BOARD_COLUMNS))
        ]

    def _read_results(self) -> None:
        procedure = self.data.get("procedure")
        known = procedure if procedure in set(Procedure) else Procedure.RATING
        columns = result_columns(Procedure(known))
        identifier, name, *marks = columns
        people = self._people()
        named = self._headings(RESULTS, columns) & {identifier, name}
        if people is None or not named:
            return
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
            record = self._record(marks, row, place)
            first = next(row[column] for column in marks if column in row)
            self._cells[f"{place}.count"] = (first.place, RESULTS.name)
            self.data["slate"][index]["count"] = record["count"]

    def _people(self) -> People | None:
        """Return the persons of the list; where it could not be read nobody can be looked up."""
        slate = self.data["slate"]
        return None if slate is NOTHING else People(slate)

    def _person_of(self, people: People, row: Row, identifier: Column, name: Column) -> int | None:
        """Return which person a line of the count is about: by the id, else by the name."""
        said = [row[column] for column in (identifier, name) if column in row]
        filled = [cell for cell in said if not cell.is_blank]
        if not filled:
            self.findings.add("result-without-person", said[0].place)
            return None
        by_id = identifier in row and filled[0] is row[identifier]
        value = filled[0].value
        index = people.by_id(value) if by_id else people.by_name(value)
        if index is None:
            self.findings.add("person-unknown", filled[0].place, found=str(value))
        elif not people.is_named(index, str(filled[-1].value)) and filled[-1] is not filled[0]:
            found = str(filled[-1].value).strip()
            place = filled[-1].place
            self.findings.add("name-differs", place, found=found, listed=people.name(index))
        return index

    def _read_papers(self) -> None:
        item, applies, content = PAPER_COLUMNS
        known = {folded(text): leaf for leaf in LEAVES for text in (leaf.term.en, leaf.term.vi)}
        people = self._people()
        if not self._headings(PAPERS, PAPER_COLUMNS) >= set(PAPER_COLUMNS):
            return
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
            if leaf.is_keyed and not leaf.numbered:
                above = joined(leaf.path[: leaf.path.index(KEY)])
                self._keys.setdefault(f"{above}.{key}", row[applies].place)
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

    def _key(self, leaf: Leaf, cell: Cell, people: People | None) -> str | None:
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
        elif people is None:
            return None
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
