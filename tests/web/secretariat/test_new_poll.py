"""A new poll in a few questions, one a page, without any script."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from support.office import Office, build_office
from tinnhiem.records.models import OwnRules, Poll

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Office:
    made = build_office()
    client.force_login(made.account("clerk"))
    return made


def _answer(client: Client, question: str, number: int, **sent: object) -> str:
    answer = client.post(f"/cuoc-moi/{question}", {**sent, "token": f"q{number}"})
    assert answer.status_code == 303, answer.content.decode()
    return answer.headers["Location"]


def _first_four(client: Client, office: Office, **more: object) -> str:
    client.get("/cuoc-moi")
    _answer(client, "don-vi", 1, body_key=office.body.key, real="yes", classified="no")
    _answer(client, "thu-tuc", 2, procedure="rating")
    _answer(client, "ngay", 3, sitting="Kỳ họp thứ mười", opening_date="5/12/2029",
            poll_date="07.12.2029", place="Lam Giang", membership="52")  # fmt: skip
    return _answer(client, "can-cu", 4, rulebook="nq-96-2023-qh15", **more)


def test_the_questions_lead_to_a_draft_with_its_proposed_list(
    client: Client, office: Office
) -> None:
    _first_four(client, office)
    after = _answer(client, "hoi-nghi", 5, name_1="Kỳ họp thứ mười", name_2="Hội nghị phụ")
    assert after == "/cuoc-moi/xem-lai"
    review = client.get(after).content.decode()

    made = _answer(client, "xem-lai", 6)
    again = _answer(client, "xem-lai", 6)

    poll = Poll.objects.get(sitting="Kỳ họp thứ mười")
    assert made == again == f"/cuoc/{poll.key}/tong-quan"
    assert "07/12/2029" in review
    assert poll.state == "draft"
    assert poll.slate.filter(conclusion="rated").count() == 6
    assert [c.name for c in poll.conferences.order_by("position")] == [
        "Kỳ họp thứ mười",
        "Hội nghị phụ",
    ]
    assert poll.conferences.first().ballot_types.count() == 2  # type: ignore[union-attr]


def test_a_state_secret_is_refused_at_the_first_question_on_a_connected_installation(
    client: Client, office: Office, settings: Settings
) -> None:
    sent = {"body_key": office.body.key, "real": "yes", "classified": "yes", "token": "1"}
    settings.CONNECTED = True

    refused = client.post("/cuoc-moi/don-vi", sent)

    assert refused.status_code == 422
    assert "máy nối mạng" in refused.content.decode()
    settings.CONNECTED = False
    assert client.post("/cuoc-moi/don-vi", sent).status_code == 303


def test_only_the_law_in_force_on_the_day_is_offered(client: Client, office: Office) -> None:
    _first_four(client, office)

    page = client.get("/cuoc-moi/can-cu").content.decode()

    assert "nq-96-2023-qh15" in page
    assert "nq-85-2014-qh13" not in page
    assert "qd-96-qd-tw" not in page


def test_a_plan_that_is_wrong_is_told_line_by_line_and_nothing_is_kept(
    client: Client, office: Office
) -> None:
    _first_four(client, office)
    plan = SimpleUploadedFile("plan.toml", b'format = "tinnhiem-rulebook/1"\n[instrument\n')

    answer = client.post(
        "/cuoc-moi/can-cu", {"rulebook": "nq-96-2023-qh15", "plan_file": plan, "token": "x"}
    )

    assert answer.status_code == 422
    assert "dòng 2" in answer.content.decode()
    assert not OwnRules.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"sitting": "", "poll_date": "7/12/2029"},
        {"sitting": "Kỳ họp"},
        {"sitting": "Kỳ họp", "poll_date": "31/02/2029"},
        {"sitting": "Kỳ họp", "opening_date": "9/12/2029", "poll_date": "7/12/2029"},
        {"sitting": "Kỳ họp", "poll_date": "7/12/2029", "membership": "9" * 40},
    ],
)
def test_a_wrong_answer_stays_on_its_page(
    client: Client, office: Office, sent: dict[str, str]
) -> None:
    _first_four(client, office)

    answer = client.post("/cuoc-moi/ngay", {**sent, "token": "w"})

    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()


@pytest.mark.parametrize("part", ["convener", "voter", "outsider", "operator"])
def test_nobody_but_a_clerk_is_asked(client: Client, office: Office, part: str) -> None:
    client.force_login(office.account(part))

    assert client.get("/cuoc-moi").status_code == 404
    assert client.post("/cuoc-moi/don-vi", {"token": "1"}).status_code == 404
