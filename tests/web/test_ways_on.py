"""What stands at the side of the office pages, and on one's own page: only ways that lead on."""

import pytest
from django.test import Client
from django.urls import reverse

from support.office import OPENING, build_office
from tinnhiem.conduct.states import PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Body, BodyVersion, Dossier, Upload
from tinnhiem.web.navigation import navigation

pytestmark = pytest.mark.django_db


def _ways(state: PollState, *roles: Role) -> dict[str, str | None]:
    poll = build_office(state).poll
    groups = navigation("/", poll, roles)
    return {item["url"].rsplit("/", 1)[1]: item["count"] for g in groups for item in g["items"]}


@pytest.mark.parametrize(
    ("state", "there"), [(PollState.COUNTING, False), (PollState.MINUTED, True)]
)
def test_results_are_offered_once_the_minutes_are_signed(state: PollState, *, there: bool) -> None:
    poll = build_office(state).poll
    for role in (Role.CLERK, Role.CONVENER, Role.PERSONNEL):
        urls = [item["url"] for group in navigation("/", poll, [role]) for item in group["items"]]
        for name in ("results", "follow-up"):
            assert (reverse(f"consequences:{name}", args=[poll.key]) in urls) == there


def test_the_office_sees_how_many_are_on_the_list_and_how_many_reports_are_in() -> None:
    assert _ways(PollState.READING, Role.CLERK)["danh-sach"] == "6"


def test_reports_are_counted_against_all_who_are_rated() -> None:
    assert _ways(PollState.READING, Role.CONVENER)["ho-so"] == "6/6"


def test_nobody_else_is_told_a_number() -> None:
    assert set(_ways(PollState.READING, Role.VOTER, Role.FRONT, Role.OBSERVER).values()) == {None}


def test_the_clerk_alone_is_led_to_the_invitations() -> None:
    poll = build_office(PollState.PREPARING).poll
    for role, there in ((Role.CLERK, True), (Role.CONVENER, False)):
        urls = [item["url"] for group in navigation("/", poll, [role]) for item in group["items"]]
        assert (reverse("accounts:invitations", args=[poll.key]) in urls) == there


def test_one_of_office_above_others_is_led_to_their_polls(client: Client) -> None:
    office = build_office(PollState.PREPARING)
    address = reverse("consequences:roll-up", args=[office.body.key])
    client.force_login(office.account("convener"))
    assert address not in client.get(reverse("accounts:mine")).text
    below = Body.objects.create(parent=office.body)
    version = BodyVersion(body=below, kind="council", level="commune", from_date=OPENING)
    version.set_name("HĐND xã Nậm Lành")
    version.save()
    assert address in client.get(reverse("accounts:mine")).text
    client.force_login(office.account("voter"))
    assert address not in client.get(reverse("accounts:mine")).text


@pytest.mark.parametrize(("part", "there"), [("convener", True), ("clerk", False)])
def test_the_standing_body_is_led_from_a_dossier_to_its_declaration(
    client: Client, part: str, *, there: bool
) -> None:
    office = build_office(PollState.READING)
    dossier = Dossier.objects.get(rated=office.rated["p1"])
    dossier.declaration = Upload.objects.create(
        name="ke-khai.pdf", kind="application/pdf", size=4, sha256="0" * 64, restricted=True
    )
    dossier.save()
    client.force_login(office.account(part))
    page = client.get(reverse("secretariat:dossier", args=[office.poll.key, "p1"]))
    address = reverse("reading:declaration", args=[office.poll.key, "p1"])
    assert (address in page.text) == there
    if there:
        shown = client.get(address)
        assert shown.status_code == 200
        assert "/phong-doc" not in shown.text.replace(address, "")
