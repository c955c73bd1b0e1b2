"""The main pages stay within fifteen queries, with thirty officeholders."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.test import Client

from support.office import Office, build_office, person
from tinnhiem.conduct.states import PollState
from tinnhiem.records.models import Dossier, Rated

pytestmark = pytest.mark.django_db


def _thirty(office: Office) -> None:
    for number in range(7, 31):
        holder = person(office, f"Nguyễn Văn Số {number}")
        row = Rated(
            poll=office.poll, conference=office.conference, person=holder, line=f"p{number}",
            position=number, ballot_type=office.types["ubnd"], conclusion="rated",
            posts=[{"title": "Giám đốc Sở", "position": "people-committee-member",
                    "elected_on": date(2026, 6, 30).isoformat()}],
        )  # fmt: skip
        row.set_name(holder.name)
        row.save()
        Dossier.objects.create(rated=row)


@pytest.mark.parametrize(
    "path", ["tong-quan", "danh-sach", "dieu-kien", "ho-so", "van-ban", "hoi-nghi"]
)
@pytest.mark.parametrize("part", ["clerk", "convener"])
def test_a_main_page_asks_at_most_fifteen_times(
    client: Client,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
    path: str,
    part: str,
) -> None:
    office = build_office(PollState.PREPARING)
    _thirty(office)
    holder = office.account(part)
    holder.person = person(office, "Lê Thị Phương Thảo")
    holder.save()
    client.force_login(holder)
    address = f"/cuoc/{office.poll.key}/{path}"
    client.get(address)

    with django_assert_max_num_queries(15):
        assert client.get(address).status_code == 200
