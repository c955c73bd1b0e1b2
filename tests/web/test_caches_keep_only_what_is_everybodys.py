"""No cache keeps what is absent for now, what is somebody's own, or what a secret address shows."""

import pytest
from django.test import Client

from support.office import build_office
from support.results import published
from tinnhiem.records.models import HallScreen

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/khong-co", "/loi-moi/ABCD", "/man-hinh/x", "/song/man-hinh/x"]
)
@pytest.mark.parametrize("part", ["", "outsider"])
def test_what_is_absent_is_not_kept(client: Client, address: str, part: str) -> None:
    office = build_office()
    if part:
        client.force_login(office.account(part))

    answer = client.get(address)

    assert answer.status_code == 404
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_poll_that_is_somebody_elses_is_not_kept(client: Client) -> None:
    office = build_office()
    client.force_login(office.account("outsider"))

    answer = client.get(f"/cuoc/{office.poll.key}/tong-quan")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")


def test_a_form_from_elsewhere_is_not_kept() -> None:
    answer = Client(enforce_csrf_checks=True).post("/dang-nhap", {})

    assert (answer.status_code, answer.headers["Cache-Control"]) == (403, "no-store")


def test_the_screen_of_the_hall_is_not_kept(client: Client) -> None:
    office = build_office()
    screen = HallScreen.objects.create(conference=office.conference)

    answer = client.get(f"/man-hinh/{screen.key}")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store, private")


@pytest.mark.parametrize("address", ["/ket-qua", "/ket-qua/cach-doc"])
def test_public_pages_of_somebody_signed_in_are_theirs_alone(client: Client, address: str) -> None:
    office = published()
    assert client.get(address).headers["Cache-Control"] == "public, no-cache"
    client.force_login(office.account("voter"))

    answer = client.get(address)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert "Cookie" in answer.headers["Vary"]
