"""A step that nobody noted is late before the voting, and only not noted after it."""

import pytest
from django.test import Client
from django.utils import timezone

from support.office import build_office
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.records.models import Poll

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "stage", "told", "untold"),
    [
        (PollState.READING, Stage.WAITING, "Trễ", "Không ghi nhận"),
        (PollState.PUBLISHED, Stage.MINUTED, "Không ghi nhận", "Trễ"),
    ],
)
def test_steps_without_a_note(
    client: Client, state: PollState, stage: Stage, told: str, untold: str
) -> None:
    office = build_office(state, stage)
    today = timezone.localdate()
    Poll.objects.update(opening_date=today, poll_date=today)
    client.force_login(office.account("clerk"))

    page = client.get(f"/cuoc/{office.poll.key}/tong-quan").content.decode()

    assert told in page
    assert untold not in page
