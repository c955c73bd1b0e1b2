"""The end of a paper: who signs, where, and who receives it."""

from collections.abc import Callable, Mapping
from typing import Any

from tinnhiem.documents.form_shapes import Form, Place
from tinnhiem.documents.paper import Closing, Signatory, SignatureRow
from tinnhiem.documents.papers.context import Ground
from tinnhiem.documents.papers.listed import Member, board_rows
from tinnhiem.documents.papers.people import PersonView

Record = Mapping[str, Any]
Fill = Callable[[str], str]

FIRST_ROW, NEXT_ROW = 20, 15
#: A board with more members than this signs in a table.
LARGEST_BLOCK = 7
_CHAIRS = frozenset({"council-chair", "assembly-chair", "party-secretary", "agency-head"})


def closing_of(
    ground: Ground, form: Form, fill: Fill, recipients: tuple[str, ...], person: PersonView | None
) -> Closing:
    """The end of a paper. ``person`` is whom it is about: they never sign their own paper."""
    if form.signs == "none":
        return Closing(recipients=recipients)
    if form.signs == "board":
        return _board_closing(ground, form, fill, recipients)
    if form.signs == "several":
        rows = tuple(
            SignatureRow(places=tuple(_place(place, fill) for place in row), space=FIRST_ROW)
            for row in form.places
        )
        return Closing(recipients=recipients, rows=rows)
    one = signatory(ground, form, fill, person)
    return Closing(recipients=recipients, rows=(SignatureRow(places=(one,)),))


def signatory(
    ground: Ground, form: Form, fill: Fill, person: PersonView | None = None
) -> Signatory:
    """The one who signs: as the clerk says, or as the form has it with an empty name."""
    found = signer(ground, form, person)
    own = Signatory(
        authority=tuple(line for text in form.authority for line in fill(text).split("\n") if line),
        post=fill(form.post),
        name=fill(form.name),
        note=fill(form.note),
    )
    if person is not None and is_chair(ground, person) and not found:
        return Signatory(
            authority=(*own.authority, *(() if ground.manner.party else (f"KT. {own.post}",))),
            post=f"PHÓ {own.post}",
            note=own.note,
        )
    authority = tuple(found.get("authority") or own.authority)
    post = str(found.get("post") or own.post).upper()
    return Signatory(
        authority=tuple(str(line) for line in authority),
        post=post,
        name=str(found.get("name") or own.name),
        note=own.note,
    )


def signer(ground: Ground, form: Form, person: PersonView | None = None) -> Record:
    """What the clerk says of the signer: for this kind, else in general; never ``person``."""
    signers: Record = ground.papers.get("signers") or {}
    general = () if form.issuer in {"counting-board", "front", "nominator"} else ("default",)
    for key in () if form.style == "personal" else (form.kind, *general):
        found: Record = signers.get(key) or {}
        if found and (person is None or found.get("name") != person.name):
            return found
    return {}


def is_chair(ground: Ground, person: PersonView) -> bool:
    """Whether a person chairs the body, so that another must sign their own paper."""
    record = next(p for p in ground.data["persons"] if p["id"] == person.id)
    return not _CHAIRS.isdisjoint(record["positions"])


def _place(place: Place, fill: Fill) -> Signatory:
    return Signatory(
        authority=tuple(line for text in place.authority if (line := fill(text))),
        post=fill(place.post),
        name=fill(place.name),
        note=fill(place.note),
    )


def _board_closing(ground: Ground, form: Form, fill: Fill, recipients: tuple[str, ...]) -> Closing:
    members = board_rows(ground.data, party=ground.manner.party)
    head = next((m for m in members if m.role == "head"), None)
    secretary = next((m for m in members if m.role == "secretary"), None)
    others = [m for m in members if m is not head and m is not secretary]
    right = _named("TRƯỞNG BAN", head, authority=_board_authority(ground))
    left = _named("THƯ KÝ", secretary)
    certified = tuple(
        SignatureRow(places=tuple(_place(p, fill) for p in row), space=FIRST_ROW)
        for row in form.places
    )
    if len(members) > LARGEST_BLOCK:
        rows = (SignatureRow(places=(left, right), space=FIRST_ROW), *certified)
        return Closing(
            recipients=recipients, rows=rows, roster=tuple((m.full, m.duty) for m in others)
        )
    rows = (*_board_rows(ground, left, right, others), *certified)
    return Closing(recipients=recipients, rows=rows)


def _board_authority(ground: Ground) -> tuple[str, ...]:
    return ("T/M BAN KIỂM PHIẾU",) if ground.manner.party else ()


def _board_rows(
    ground: Ground, left: Signatory, right: Signatory, others: list[Member]
) -> tuple[SignatureRow, ...]:
    """The rows of a board of up to seven: the head always signs on the right."""
    if ground.manner.party and len(others) == 1:
        three = (left, _named("ỦY VIÊN", others[0]), right)
        return (SignatureRow(places=three, space=FIRST_ROW),)
    first = SignatureRow(places=(left, right), space=FIRST_ROW)
    if len(others) == 1:
        return (first, SignatureRow(places=(_named("ỦY VIÊN", others[0]),), space=NEXT_ROW))
    title = "CÁC ỦY VIÊN"
    headed = SignatureRow(places=(Signatory(post=title),), space=0)
    if not others:
        return (first, SignatureRow(places=(Signatory(post=title),), space=2 * FIRST_ROW))
    split = {2: (2,), 3: (3,), 4: (2, 2), 5: (3, 2)}[len(others)]
    rows, taken = [], 0
    for size in split:
        places = tuple(_named("", member) for member in others[taken : taken + size])
        rows.append(SignatureRow(places=places, space=NEXT_ROW))
        taken += size
    return (first, headed, *rows)


def _named(post: str, member: Member | None, authority: tuple[str, ...] = ()) -> Signatory:
    if member is None:
        return Signatory(authority=authority, post=post)
    note = f"Không ký{f' ({member.refused})' if member.refused else ''}" if member.refused else ""
    return Signatory(authority=authority, post=post, name=member.name, note=note)
