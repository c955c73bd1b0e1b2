"""The bodies below one: states for all, figures only of what was opened and of groups not small."""

from datetime import date

import pytest
from django.test import Client

from support.office import Office, account, build_office
from tinnhiem.conduct.states import PollState
from tinnhiem.records.models import (
    Appointment,
    Body,
    BodyVersion,
    Conference,
    CountedResult,
    Person,
    Poll,
    Rated,
    Release,
)

pytestmark = pytest.mark.django_db


def _above(office: Office, bodies: int, *, people: int = 3, opened: bool = True) -> Body:
    """A body with ``bodies`` below it, each with a counted poll on ``people``."""
    above = Body.objects.create()
    _name(above, "Tỉnh Lam Giang")
    office.accounts["above"] = account("above")
    Appointment.objects.create(account=office.accounts["above"], body=above, role="personnel")
    for number in range(bodies):
        poll = _poll(above, f"Xã số {number}", PollState.CONFIRMED, date(2026, 11, 1))
        conference = Conference.objects.create(poll=poll, name="Hội nghị")
        for place in range(people):
            _rated(poll, conference, number, place)
        if opened:
            Release.objects.create(
                poll=poll, scope="managing-authority", by=office.account("convener"),
                released_on=date(2026, 11, 2),
            )  # fmt: skip
    return above


def _name(body: Body, name: str) -> None:
    version = BodyVersion(body=body, kind="agency", level="commune", from_date=date(2025, 7, 1))
    version.set_name(name)
    version.save()


def _poll(above: Body, name: str, state: PollState, on: date) -> Poll:
    body = Body.objects.create(parent=above)
    _name(body, name)
    return Poll.objects.create(
        body=body, body_name=name, body_kind="agency", body_level="commune", procedure="rating",
        rulebook="qd-96-qd-tw", sitting="Hội nghị", poll_date=on, state=state.value,
    )  # fmt: skip


def _rated(poll: Poll, conference: Conference, number: int, place: int) -> None:
    holder = Person()
    holder.set_name(f"Người {number} {place}")
    holder.save()
    rated = Rated(
        poll=poll, conference=conference, person=holder, line=f"p{place}",
        posts=[{"title": "Trưởng", "position": "agency-head"}], conclusion="rated",
    )  # fmt: skip
    rated.set_name(holder.name)
    rated.save()
    CountedResult.objects.create(
        rated=rated, marks={"high": 7, "medium": 2, "low": 1}, invalid=0, base=10,
        base_name="returned",
    )  # fmt: skip


def _page(client: Client, office: Office, above: Body) -> str:
    client.force_login(office.account("above"))
    response = client.get(f"/tong-hop/{above.key}")
    assert response.status_code == 200
    return response.content.decode()


def test_figures_of_large_groups_are_shown_with_their_base(client: Client) -> None:
    office = build_office()
    page = _page(client, office, _above(office, 5))

    assert "15 người" in page
    assert "70%" in page
    assert page.count("Không hiện số của nhóm này") == 2


@pytest.mark.parametrize(("bodies", "people"), [(4, 3), (5, 1)])
def test_small_groups_are_not(client: Client, bodies: int, people: int) -> None:
    office = build_office()
    page = _page(client, office, _above(office, bodies, people=people))

    assert "70%" not in page
    assert page.count("Không hiện số của nhóm này") == 3


def test_of_bodies_that_opened_nothing_only_the_state_is_shown(client: Client) -> None:
    office = build_office()
    page = _page(client, office, _above(office, 5, opened=False))

    assert "70%" not in page
    assert "Xã số 4" in page
    assert "/ket-qua" not in page.split("<main")[1]


def test_overdue_bodies_are_named_with_their_days(client: Client) -> None:
    office = build_office()
    above = _above(office, 1)
    _poll(above, "Xã Pa Hu", PollState.PREPARING, date(2026, 11, 1))
    page = _page(client, office, above)

    assert "Xã Pa Hu" in page
    assert "Đã có biên bản" in page


def test_its_offices_find_it_from_the_body_and_from_their_own_page(client: Client) -> None:
    office = build_office(PollState.DRAFT)
    above = _above(office, 2)
    address = f"/tong-hop/{above.key}"
    Appointment.objects.create(account=office.accounts["above"], body=above, role="clerk")
    client.force_login(office.account("above"))

    assert address in client.get("/trang-cua-toi").content.decode()
    assert address in client.get(f"/so-dang-ky/don-vi/{above.key}").content.decode()
    client.force_login(office.account("operator"))
    page = client.get(f"/so-dang-ky/don-vi/{above.key}")
    assert page.status_code == 200
    assert address not in page.content.decode()


def test_nobody_else_sees_it(client: Client) -> None:
    office = build_office()
    above = _above(office, 5)
    for part in office.accounts:
        client.force_login(office.account(part))
        status = client.get(f"/tong-hop/{above.key}").status_code
        assert status == (200 if part == "above" else 404)
    assert client.get(f"/tong-hop/{office.body.key}").status_code == 404
