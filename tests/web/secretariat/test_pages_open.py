"""Every page of the office before the sitting opens to whom it is for, and to nobody else."""

import pytest
from django.test import Client

from support.office import Office, build_office
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.records.models import IssuedPaper, RollEntry

pytestmark = pytest.mark.django_db

BOTH = (
    "tong-quan", "dieu-kien", "ngay", "cho-xac-nhan", "danh-sach", "danh-sach/p3", "luat",
    "van-ban", "van-ban/{paper}", "hoi-nghi", "hoi-nghi/{conference}",
    "hoi-nghi/{conference}/nguoi",
    "hoi-nghi/{conference}/phieu", "ho-so", "ho-so/p3", "cau-hoi", "lich/reports",
    "danh-sach/p3/thoi-giu",
)  # fmt: skip
CLERK = (
    "buoc/prepare", "buoc/cancel", "danh-sach/lap-lai", "van-ban/lap", "van-ban/thong-tin",
    "hoi-nghi/{conference}/nguoi/nhap", "hoi-nghi/{conference}/nguoi/{entry}",
    "hoi-nghi/{conference}/nguoi/mau.xlsx",
)  # fmt: skip
CONVENER = ("danh-sach/duyet", "danh-sach/tra-lai", "buoc/suspend")
OTHERS = ("voter", "officeholder", "front", "head", "observer", "auditor", "outsider", "operator")


def _paper(office: Office) -> IssuedPaper:
    return IssuedPaper.objects.create(
        poll=office.poll,
        conference=office.conference,
        kind="slate",
        stem="slate",
        title="Danh sách",
    )


def _address(office: Office, path: str, paper: IssuedPaper) -> str:
    entry = RollEntry.objects.filter(conference=office.conference).first()
    parts = {"paper": paper.key, "conference": office.conference.key, "entry": entry and entry.pk}
    return f"/cuoc/{office.poll.key}/" + path.format(**parts)


@pytest.mark.parametrize("state", ["draft", "preparing", "reading", "minuted"])
@pytest.mark.parametrize(
    ("part", "paths"),
    [("clerk", BOTH + CLERK), ("convener", BOTH + CONVENER)],
    ids=["clerk", "convener"],
)
def test_a_page_opens_to_whom_it_is_for(
    client: Client, part: str, paths: tuple[str, ...], state: str
) -> None:
    stage = Stage.MINUTED if state == "minuted" else Stage.WAITING
    office = build_office(PollState(state), stage)
    paper = _paper(office)
    client.force_login(office.account(part))

    found = {path: client.get(_address(office, path, paper)).status_code for path in paths}

    late = {"danh-sach/p3/thoi-giu"}
    if state == "minuted" or (state == "reading" and part == "clerk"):
        assert {path for path, code in found.items() if code == 404} == late
    else:
        assert set(found.values()) == {200}


def test_everybody_else_gets_the_answer_of_an_absent_page(client: Client) -> None:
    office = build_office(PollState.PREPARING)
    paper = _paper(office)

    for part in OTHERS:
        client.force_login(office.account(part))
        allowed = {"cho-xac-nhan"} if part == "head" else set()
        for path in set(BOTH + CLERK + CONVENER) - allowed:
            assert client.get(_address(office, path, paper)).status_code == 404, (part, path)


def test_other_methods_are_refused(client: Client) -> None:
    office = build_office(PollState.PREPARING)
    client.force_login(office.account("clerk"))

    for path in ("tong-quan", "danh-sach", "dieu-kien"):
        assert client.post(f"/cuoc/{office.poll.key}/{path}").status_code == 405
        assert client.put(f"/cuoc/{office.poll.key}/{path}").status_code == 405
