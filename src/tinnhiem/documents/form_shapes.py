"""The shape of the files that a clerk may edit: forms, formulas and tables, as frozen values."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from tinnhiem.law.rulebook import Status

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Words = Annotated[str, StringConstraints(max_length=4000)]
Body = Annotated[str, StringConstraints(max_length=100_000)]
Lines = tuple[Words, ...]


class Record(BaseModel):
    """A frozen record that refuses unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Formula(Record):
    """A sentence that papers share. ``status`` says how far its wording was checked.

    ``where`` tells a clerk in which papers it stands.
    """

    id: Identifier
    track: Literal["council", "party", "any"] = "any"
    status: Status
    where: Words = ""
    vi: Words


class FormulaFile(Record):
    """The catalogue of formulas."""

    formula: tuple[Formula, ...] = Field(min_length=1)


class Column(Record):
    """A column of a table: its head, width in millimetres (0 takes the rest), what it shows."""

    head: Words
    width: Annotated[float, Field(ge=0, le=180)] = 0
    cell: Words
    align: Literal["left", "centre", "right"] = "left"


class TableForm(Record):
    """A plain table: one row for each item of the list ``rows``, shown as ``row``."""

    id: Identifier
    rows: Words
    caption: Words
    size: Annotated[float, Field(ge=9, le=16)] = 12
    columns: tuple[Column, ...] = Field(min_length=1)


class TableFile(Record):
    """The tables: ``heads`` are words of those that the papers draw themselves."""

    heads: dict[str, Words]
    table: tuple[TableForm, ...]


class Place(Record):
    """A signing place of a paper that several sign."""

    authority: Lines = ()
    post: Words = ""
    name: Words = ""
    note: Words = ""


class Form(Record):
    """The form of one kind of paper; every text may hold placeholders.

    ``issuer`` says whose paper it is, ``symbol`` what follows the number, ``dated`` whether an
    unknown date is that of the poll, ``signs`` whether one person, the board or several sign.
    """

    kind: Identifier
    status: Status
    source: Words = ""
    style: Literal["issuer", "personal", "script"] = "issuer"
    issuer: Literal["body", "standing-body", "counting-board", "front", "nominator", "none"] = (
        "body"
    )
    type_name: Words = ""
    subject: Lines = ()
    under: Lines = ()
    body_lines: Lines = ()
    symbol: Words = ""
    about: Words = ""
    place_date: Words = "yes"
    dated: Literal["given", "poll"] = "given"
    signs: Literal["one", "board", "several", "none"] = "one"
    authority: Lines = ()
    post: Words = ""
    name: Words = ""
    note: Words = ""
    places: tuple[tuple[Place, ...], ...] = ()
    recipients: Lines = ()
    size: Annotated[float, Field(ge=11, le=18)] | None = None
    body: Body

    @property
    def is_open(self) -> bool:
        """Whether nobody has checked the wording of this form against an official one."""
        return self.status is Status.UNVERIFIED
