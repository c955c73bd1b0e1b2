"""A workbook of the registry: compared first, taken over once and as a whole."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from support.office import AT, Office, build_office
from tinnhiem.actions.imports import confirm_registry, confirm_roll, keep_lines, preview
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.records.models import Person, Post, RegistryImport, RollEntry, Tenure

pytestmark = pytest.mark.django_db


def _line(row: int, name: str, **more: object) -> dict[str, object]:
    return {"row": row, "place": f"Sổ đăng ký!A{row}", "name": name, **more}


LINES = [
    _line(5, "Sùng Thị Mai", title="Trưởng Ban Pháp chế HĐND tỉnh", from_date="2026-06-30"),
    _line(6, "Lý Seo Páo", title="Giám đốc Sở Nội vụ", from_date="2026-06-30",
          until_date="2028-09-30"),
    _line(7, "Hoàng Thị Hương", birth_year=1975, title="Giám đốc Sở Tài chính",
          position="people-committee-member", from_date="2028-10-01", decision="QĐ 12"),
]  # fmt: skip


def _kept(office: Office, lines: list[dict[str, object]]) -> RegistryImport:
    return keep_lines(
        body=office.body, purpose="registry", name="so.xlsx", lines=lines,
        by=office.account("clerk"), at=AT,
    )  # fmt: skip


def test_the_preview_says_what_would_be_added_ended_and_stays_and_changes_nothing() -> None:
    office = build_office()
    before = (Person.objects.count(), Post.objects.count(), Tenure.objects.count())

    found = preview(_kept(office, LINES), None, AT.date())

    assert not found.errors
    assert [(c.kind, c.what) for c in found.changes] == [
        ("same", "tenure"), ("ended", "tenure"),
        ("added", "person"), ("added", "post"), ("added", "tenure"),
    ]  # fmt: skip
    assert (Person.objects.count(), Post.objects.count(), Tenure.objects.count()) == before


def test_it_is_taken_over_once() -> None:
    office = build_office()
    kept = _kept(office, LINES)
    digest = preview(kept, None, AT.date()).digest
    who: dict[str, Any] = {
        "body": office.body,
        "kept": kept,
        "by": office.account("clerk"),
        "at": AT,
    }

    confirm_registry(digest=digest, **who)
    with pytest.raises(RefusedError):
        confirm_registry(digest=digest, **who)

    assert Tenure.objects.get(person__name="Lý Seo Páo").until_date == date(2028, 9, 30)
    assert Tenure.objects.filter(person__name="Hoàng Thị Hương").count() == 1


def test_what_changed_since_the_preview_is_looked_at_again() -> None:
    office = build_office()
    kept = _kept(office, LINES)
    digest = preview(kept, None, AT.date()).digest
    Tenure.objects.filter(person__name="Lý Seo Páo").update(until_date=date(2028, 9, 30))

    with pytest.raises(RefusedError):
        confirm_registry(
            body=office.body, kept=kept, digest=digest, by=office.account("clerk"), at=AT
        )

    assert not Person.objects.filter(name="Hoàng Thị Hương").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        _line(9, "Hoàng Thị Hương", title="Chức vụ lạ"),
        _line(9, "Hoàng Thị Hương", from_date="2028-01-01"),
        _line(9, "Hoàng Thị Hương", birth_year=3000),
        _line(9, "Lý Seo Páo", title="Giám đốc Sở Nội vụ", from_date="2028-01-01",
              until_date="2027-01-01"),
        _line(9, "Lý Seo Páo", title="Giám đốc Sở Nội vụ", from_date="2027-01-01"),
        _line(9, ""),
    ],
    ids=["post without kind", "date without post", "year", "order", "overlap", "no name"],
)  # fmt: skip
def test_a_mistake_is_told_with_its_cell_and_nothing_is_taken_over(
    wrong: dict[str, object],
) -> None:
    office = build_office()
    kept = _kept(office, [*LINES, wrong])

    found = preview(kept, None, AT.date())

    assert [place for place, _text in found.errors] == ["Sổ đăng ký!A9"]
    with pytest.raises(RefusedError):
        confirm_registry(
            body=office.body, kept=kept, digest=found.digest, by=office.account("clerk"), at=AT
        )
    assert not Person.objects.filter(name="Hoàng Thị Hương").exists()


def test_of_two_people_with_one_name_the_year_decides() -> None:
    office = build_office()
    for year in (1970, 1980):
        person = Person(birth_year=year)
        person.set_name("Nguyễn Văn An")
        person.save()

    unclear = preview(_kept(office, [_line(5, "Nguyễn Văn An")]), None, AT.date())
    clear = preview(_kept(office, [_line(5, "Nguyễn Văn An", birth_year=1980)]), None, AT.date())

    assert len(unclear.errors) == 1
    assert not clear.errors
    assert not clear.changes


def test_a_roll_is_taken_over_with_seats_and_those_who_do_not_vote() -> None:
    office = build_office()
    lines = [
        _line(5, "Vi Thị Thảo", seat="99", votes=True),
        _line(6, "Trần Quan Sát", votes=False),
    ]
    kept = keep_lines(
        body=office.body, purpose=office.conference.key, name="roll.xlsx", lines=lines,
        by=office.account("clerk"), at=AT,
    )  # fmt: skip
    digest = preview(kept, office.conference, AT.date()).digest

    confirm_roll(
        poll=office.poll, conference=office.conference, kept=kept, digest=digest,
        by=office.account("clerk"), at=AT,
    )  # fmt: skip

    assert RollEntry.objects.get(name="Vi Thị Thảo").seat == "99"
    assert RollEntry.objects.get(name="Trần Quan Sát").votes is False


@pytest.mark.parametrize("part", ["convener", "voter", "outsider", "operator"])
def test_nobody_but_the_clerk_takes_anything_over(part: str) -> None:
    office = build_office()
    kept = _kept(office, LINES)

    with pytest.raises(NotAllowedError):
        confirm_registry(body=office.body, kept=kept, digest="x", by=office.account(part), at=AT)


def test_a_preview_writes_nothing_not_even_to_undo_it() -> None:
    office = build_office()
    kept = _kept(office, LINES)
    roll = _kept(office, [_line(5, "Vi Thị Thảo", seat="99"), _line(6, "Trần Quan Sát")])

    with CaptureQueriesContext(connection) as caught:
        preview(kept, None, AT.date())
        preview(roll, office.conference, AT.date())

    said = [query["sql"].split()[0] for query in caught]
    assert set(said) == {"SELECT"}


def test_lines_of_one_workbook_see_each_other() -> None:
    office = build_office()
    director = {"title": "Giám đốc Sở Tài chính", "position": "people-committee-member"}
    lines = [
        _line(5, "Hoàng Thị Hương", birth_year=1975, from_date="2026-07-01",
              until_date="2027-06-30", **director),
        _line(6, "Hoàng Thị Hương", title="giam doc so tai chinh", from_date="2027-07-01"),
        _line(7, "Hoàng Thị Hương", salutation="bà", title="Giám đốc Sở Tài chính",
              from_date="2027-07-01", until_date="2028-09-30"),
    ]  # fmt: skip
    kept = _kept(office, lines)
    found = preview(kept, None, AT.date())
    assert not found.errors

    confirm_registry(
        body=office.body, kept=kept, digest=found.digest, by=office.account("clerk"), at=AT
    )

    made = Person.objects.get(name="Hoàng Thị Hương")
    assert (made.salutation, made.birth_year, made.version) == ("bà", 1975, 1)
    held = made.tenures.order_by("from_date").values_list("from_date", "until_date")
    assert list(held) == [
        (date(2026, 7, 1), date(2027, 6, 30)), (date(2027, 7, 1), date(2028, 9, 30)),
    ]  # fmt: skip
    assert Post.objects.filter(title="Giám đốc Sở Tài chính").count() == 1


def test_two_new_people_are_put_on_a_roll_and_one_twice_is_told() -> None:
    office = build_office()
    new = [_line(5, "Trần Quan Sát"), _line(6, "Bế Văn Đàn", seat="7")]
    found = preview(_kept(office, new), office.conference, AT.date())
    assert [(c.kind, c.what) for c in found.changes] == [
        ("added", "person"), ("added", "person"), ("added", "roll"), ("added", "roll"),
    ]  # fmt: skip

    twice = preview(_kept(office, [*new, _line(7, "bế văn đàn")]), office.conference, AT.date())
    assert [place for place, _text in twice.errors] == ["Sổ đăng ký!A7"]


def test_what_overlaps_within_the_workbook_is_told() -> None:
    office = build_office()
    director = {"title": "Giám đốc Sở Tài chính", "position": "people-committee-member"}
    lines = [
        _line(5, "Hoàng Thị Hương", from_date="2026-07-01", **director),
        _line(6, "Hoàng Thị Hương", from_date="2027-07-01", **director),
    ]

    found = preview(_kept(office, lines), None, AT.date())

    assert [place for place, _text in found.errors] == ["Sổ đăng ký!A6"]
