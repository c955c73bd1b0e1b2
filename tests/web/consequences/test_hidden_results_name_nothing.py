"""Results that are not open answer like a poll that is not there."""

import pytest
from django.test import Client
from django.urls import reverse

from support.office import build_office
from tinnhiem.conduct.states import PollState

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", [PollState.COUNTING, PollState.MINUTED])
@pytest.mark.parametrize("part", ["outsider", "observer"])
def test_the_answer_names_neither_body_nor_part(
    client: Client, part: str, state: PollState
) -> None:
    office = build_office(state)
    client.force_login(office.account(part))

    answers = [
        client.get(reverse("consequences:results", kwargs={"poll": key}))
        for key in (office.poll.key, "khong-co-o-day")
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    told, absent = (answer.content.decode() for answer in answers)
    assert office.poll.body_name not in told
    assert len(told) - told.count(office.poll.key) * len(office.poll.key) == (
        len(absent) - absent.count("khong-co-o-day") * len("khong-co-o-day")
    )


@pytest.mark.parametrize("address", ["/man-hinh/a%00b", "/cuoc/a%00b/ket-qua"])
def test_what_a_database_cannot_look_for_is_not_there(client: Client, address: str) -> None:
    client.force_login(build_office().account("clerk"))

    assert client.get(address).status_code == 404
