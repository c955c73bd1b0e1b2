"""The token of a form as a hostile browser may send it."""

import pytest
from django.test import Client

from support.office import build_office
from tinnhiem.records.models import SpentToken

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("sent", "kept"), [("a\x00b", "ab"), ("x" * 5_000, "x" * 64)])
def test_it_is_kept_short_and_without_what_a_database_refuses(
    client: Client, sent: str, kept: str
) -> None:
    office = build_office()
    client.force_login(office.account("clerk"))

    answer = client.post(f"/cuoc/{office.poll.key}/nhat-ky/kiem", {"token": sent})

    assert answer.status_code == 303
    assert SpentToken.objects.get().token == kept
