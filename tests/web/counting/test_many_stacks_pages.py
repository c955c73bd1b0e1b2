"""The pages of the stacks ask as little of the database for forty stacks as for one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from support.counts import counting_office
from support.files import whole
from support.office import Office
from support.scanners import checked
from tinnhiem.actions.works import ask
from tinnhiem.records.models import ReadRow, ScannedSheet, ScanRun, SheetAgain

pytestmark = pytest.mark.django_db
MOST = 15
FEW, MANY = 1, 40


def _fed(office: Office, first: int, count: int, *, second: bool) -> None:
    """So many stacks, each by a scanner of its own, with a sheet and a doubtful row."""
    for number in range(first, first + count):
        run = ScanRun.objects.create(
            conference=office.conference, check_used=checked(office), pages=3, second=second,
            refused={"one-bit-image": 1, "other-poll": 1},
        )  # fmt: skip
        run.work = ask(
            kind="scan-ballots", poll=office.poll, by=office.account("team-1"),
            details={"run": run.key}, total=3,
        ).key  # fmt: skip
        run.save()
        image, kind = f"{number:064d}", office.types["hdnd"]
        if second:
            SheetAgain.objects.create(run=run, ballot_type=kind, page=1, image_sha256=image)
            continue
        sheet = ScannedSheet.objects.create(run=run, ballot_type=kind, page=1, image_sha256=image)
        ReadRow.objects.create(sheet=sheet, line="p1", state=ReadRow.State.DOUBTFUL)
        ReadRow.objects.create(sheet=sheet, line="p2", decision="high", machine="high")


def _asked(client: Client, address: str) -> tuple[int, str]:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(asked), whole(answer).decode()


@pytest.mark.parametrize("part", ["team-1", "head"])
@pytest.mark.parametrize("name", ["scans", "scan-progress", "second-scan"])
def test_forty_stacks_cost_no_more_questions_than_one(client: Client, part: str, name: str) -> None:
    office = counting_office()
    client.force_login(office.account(part))
    address = reverse(f"counting:{name}", kwargs={"poll": office.poll.key})
    _fed(office, 0, FEW, second=False)
    _fed(office, 100, FEW, second=True)
    few, _shown = _asked(client, address)
    _fed(office, FEW, MANY - FEW, second=False)
    _fed(office, 100 + FEW, MANY - FEW, second=True)
    many, shown = _asked(client, address)

    assert few <= MOST
    assert many <= few
    assert shown.count("Chồng ") >= MANY
