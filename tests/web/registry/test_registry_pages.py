"""The registry: found without marks, sorted by given name; the second editor is told."""

import pytest
from django.test import Client

from support.office import Office, account, build_office
from tinnhiem.records.models import Appointment, Body, BodyVersion, Person, Tenure

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Office:
    made = build_office()
    client.force_login(made.account("clerk"))
    return made


@pytest.mark.usefixtures("office")
def test_people_are_found_without_marks_and_stand_in_the_order_of_given_names(
    client: Client,
) -> None:
    page = client.get("/so-dang-ky/nguoi").content.decode()
    found = client.get("/so-dang-ky/nguoi?q=thao").content.decode()

    assert page.index("<b>Ánh</b>") < page.index("<b>Dũng</b>") < page.index("<b>Yên</b>")
    assert "<b>Thảo</b>" in found
    assert "<b>Thạo</b>" in found
    assert "<b>Mai</b>" not in found


@pytest.mark.usefixtures("office")
def test_a_person_is_added_and_corrected(client: Client) -> None:
    sent = {"name": "  Trần   Thị\u202e Mới ", "birth_year": "1980", "token": "1"}

    answer = client.post("/so-dang-ky/nguoi-moi", sent)

    person = Person.objects.get(name="Trần Thị Mới")
    assert answer.headers["Location"].endswith(person.key)
    changed = {"name": "Trần Thị Mới", "birth_year": "1981", "version": "1", "token": "2"}
    client.post(f"/so-dang-ky/nguoi/{person.key}", changed)
    person.refresh_from_db()
    assert (person.birth_year, person.version) == (1981, 2)


def test_the_second_of_two_editors_sees_both_texts_and_nothing_is_overwritten(
    client: Client, office: Office
) -> None:
    person = office.people["Lý Seo Páo"]
    address = f"/so-dang-ky/nguoi/{person.key}"
    client.post(address, {"name": "Lý Seo Páo", "birth_year": "1970", "version": "1", "token": "1"})

    answer = client.post(
        address, {"name": "Lý Seo Pao", "birth_year": "1971", "version": "1", "token": "2"}
    )

    page = answer.content.decode()
    person.refresh_from_db()
    assert answer.status_code == 422
    assert person.birth_year == 1970
    assert "Lý Seo Pao" in page
    assert "1970" in page
    assert 'name="version" value="2"' in page


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "sent",
    [
        {"name": ""},
        {"name": "x" * 301},
        {"name": "An", "birth_year": "99999999999999999999"},
        {"name": "An", "birth_year": "không"},
        {"name": "An", "retirement_notice_on": "31/02/2028"},
        {"name": "A\x00n", "birth_year": "1200"},
    ],
)
def test_a_wrong_answer_is_told_at_its_field_and_keeps_what_was_typed(
    client: Client, sent: dict[str, str]
) -> None:
    before = Person.objects.count()

    answer = client.post("/so-dang-ky/nguoi-moi", {**sent, "token": "1"})

    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert Person.objects.count() == before


def test_a_post_ends(client: Client, office: Office) -> None:
    tenure = Tenure.objects.get(person__name="Lý Seo Páo")
    address = f"/so-dang-ky/don-vi/{office.body.key}/giu-chuc-vu/{tenure.pk}"

    client.post(address, {"version": "1", "from_date": "30/6/2026", "until_date": "1.10.2028",
                          "token": "1"})  # fmt: skip

    tenure.refresh_from_db()
    assert str(tenure.until_date) == "2028-10-01"


def test_a_body_keeps_its_former_name(client: Client, office: Office) -> None:
    address = f"/so-dang-ky/don-vi/{office.body.key}/sua"
    sent = {"version": "1", "name": "HĐND tỉnh Lam Giang Mới", "kind": "council",
            "level": "province", "from_date": "01/07/2027", "token": "1"}  # fmt: skip

    client.post(address, sent)

    names = list(office.body.versions.order_by("from_date").values_list("name", flat=True))
    assert names == ["HĐND tỉnh Lam Giang", "HĐND tỉnh Lam Giang Mới"]


def test_a_clerk_of_another_body_sees_and_changes_nothing_of_it(
    client: Client, office: Office
) -> None:
    other = Body.objects.create()
    version = BodyVersion(body=other, kind="council", level="commune", from_date="2026-06-01")
    version.set_name("HĐND xã Khác")
    version.save()
    stranger = account("stranger")
    Appointment.objects.create(account=stranger, body=other, role="clerk")
    person = office.people["Lý Seo Páo"]
    client.force_login(stranger)

    assert client.get(f"/so-dang-ky/don-vi/{office.body.key}").status_code == 404
    assert client.get(f"/so-dang-ky/nguoi/{person.key}").status_code == 404
    sent = {"name": "X", "version": "1", "token": "1"}
    assert client.post(f"/so-dang-ky/nguoi/{person.key}", sent).status_code == 404
    assert "Páo" not in client.get("/so-dang-ky/nguoi").content.decode()


@pytest.mark.parametrize("part", ["voter", "front", "outsider", "head"])
def test_nobody_else_opens_the_registry(client: Client, office: Office, part: str) -> None:
    client.force_login(office.account(part))

    for path in ("/so-dang-ky", "/so-dang-ky/nguoi", "/so-dang-ky/nguoi-moi"):
        assert client.get(path).status_code == 404
