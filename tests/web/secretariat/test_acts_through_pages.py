"""What the clerk and the convener do through their pages, once and by the right person."""

import pytest
from django.test import Client

from support.office import build_office
from tinnhiem.actions.works import carry_out
from tinnhiem.conduct.states import PollState
from tinnhiem.records.models import Approval, BallotLedger, IssuedPaper, PendingAct, StepDone, Work

pytestmark = pytest.mark.django_db


def _value(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="', 1)[1].split('"', 1)[0]


def test_the_list_is_decided_approved_and_returned(client: Client) -> None:
    office = build_office(PollState.PREPARING)
    base = f"/cuoc/{office.poll.key}/danh-sach"
    row = office.rated["p6"]
    client.force_login(office.account("clerk"))
    sent = {"what": "decide", "version": str(row.version), "decision": "excluded",
            "reason": "Đang bị đình chỉ", "token": "1"}  # fmt: skip
    for _again in range(2):
        assert client.post(f"{base}/p6", sent).status_code == 303
    row.refresh_from_db()
    assert (row.conclusion, row.version) == ("excluded", 2)

    client.force_login(office.account("convener"))
    digest = _value(client.get(f"{base}/duyet").content.decode(), "digest")
    assert client.post(f"{base}/duyet", {"digest": digest, "token": "2"}).status_code == 303
    assert Approval.objects.get(withdrawn=False).name == "convener"
    empty = client.post(f"{base}/tra-lai", {"reason": "", "token": "3"})
    assert empty.status_code == 422
    client.post(f"{base}/tra-lai", {"reason": "Thêm người", "token": "4"})
    assert not Approval.objects.filter(withdrawn=False).exists()


def test_the_second_of_two_clerks_sees_both_texts(client: Client) -> None:
    office = build_office(PollState.PREPARING)
    client.force_login(office.account("clerk"))
    address = f"/cuoc/{office.poll.key}/danh-sach/p6"
    sent = {"what": "decide", "version": "1", "decision": "excluded"}
    client.post(address, {**sent, "reason": "Lý do của người thứ nhất", "token": "1"})

    answer = client.post(address, {**sent, "reason": "Lý do của tôi", "token": "2"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Lý do của người thứ nhất" in page
    assert "Lý do của tôi" in page


def test_a_step_with_a_missing_report_asks_for_the_reason(client: Client) -> None:
    office = build_office(PollState.READING)
    office.poll.state = PollState.PREPARING.value
    office.poll.save()
    dossier = office.rated["p3"].dossier
    dossier.state = "writing"
    dossier.save()
    client.force_login(office.account("clerk"))
    address = f"/cuoc/{office.poll.key}/buoc/open-reading"
    overview = client.get(f"/cuoc/{office.poll.key}/tong-quan").content.decode()

    refused = client.post(address, {"token": "1"})
    taken = client.post(address, {"waive-reports-received": "Đang điều trị", "token": "1"})

    assert "Sùng Thị Mai" in overview
    assert refused.status_code == 422
    assert taken.status_code == 303
    office.poll.refresh_from_db()
    assert office.poll.state == PollState.READING


def test_cancelling_takes_two_people(client: Client) -> None:
    office = build_office(PollState.PREPARING)
    base = f"/cuoc/{office.poll.key}"
    client.force_login(office.account("clerk"))
    client.post(f"{base}/buoc/cancel", {"reason": "Hoãn", "token": "1"})
    kept = PendingAct.objects.get()
    own = client.post(f"{base}/cho-xac-nhan/{kept.key}", {"decision": "confirm", "token": "2"})
    assert own.status_code == 422

    client.force_login(office.account("convener"))
    client.post(f"{base}/cho-xac-nhan/{kept.key}", {"decision": "confirm", "token": "3"})

    office.poll.refresh_from_db()
    assert office.poll.state == PollState.CANCELLED


def test_a_step_of_the_calendar_is_noted(client: Client) -> None:
    office = build_office(PollState.PREPARING)
    client.force_login(office.account("clerk"))
    address = f"/cuoc/{office.poll.key}/lich/opinions-to-person"

    both = client.post(address, {"done_on": "1/1/2020", "skipped": "Vì", "token": "1"})
    future = client.post(address, {"done_on": "1/1/2199", "token": "2"})
    client.post(address, {"done_on": "1/1/2020", "version": "0", "token": "3"})

    assert (both.status_code, future.status_code) == (422, 422)
    assert str(StepDone.objects.get().done_on) == "2020-01-01"


def test_papers_go_from_draft_to_issued(client: Client) -> None:
    office = build_office(PollState.PREPARING)
    base = f"/cuoc/{office.poll.key}/van-ban"
    client.force_login(office.account("clerk"))
    sent = {"conference": office.conference.key, "kinds": ["request-letters"], "token": "1"}
    for _again in range(2):
        assert client.post(f"{base}/lap", sent).status_code == 303
    work = Work.objects.get(kind="papers")
    carry_out.func(work.key)
    work.refresh_from_db()
    assert work.state == Work.State.DONE, work.problem
    papers = IssuedPaper.objects.filter(poll=office.poll)
    assert papers.count() == 6
    assert all(paper.rated is not None for paper in papers)
    keys = [paper.key for paper in papers]

    pdf = client.get(f"{base}/{keys[0]}/tep.pdf")
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(pdf.streaming_content)[:5] == b"%PDF-"  # type: ignore[attr-defined]
    client.post(base, {"act": "submit", "papers": keys, "token": "2"})
    client.force_login(office.account("convener"))
    client.post(base, {"act": "approve", "papers": keys, "token": "3"})
    assert Approval.objects.filter(subject="paper").count() == 6
    client.force_login(office.account("clerk"))
    client.post(base, {"act": "issue", "papers": keys, "number": "114/HĐND-VP",
                       "issued_on": "1/1/2020", "token": "4"})  # fmt: skip

    numbers = sorted(papers.values_list("number", flat=True))
    assert numbers == [f"{n}/HĐND-VP" for n in range(114, 120)]


def test_ballots_are_printed_from_a_proof_of_the_list_as_it_is(client: Client) -> None:
    office = build_office(PollState.PREPARING)
    address = f"/cuoc/{office.poll.key}/hoi-nghi/{office.conference.key}/phieu"
    client.force_login(office.account("clerk"))
    printed = {"what": "printed", "ballot_type": "hdnd", "copies": "054", "printed_on": "1/1/2020"}
    early = client.post(address, {**printed, "token": "1"})
    client.post(address, {"what": "proof", "token": "2"})
    work = Work.objects.get(kind="ballots")
    carry_out.func(work.key)
    work.refresh_from_db()
    assert work.state == Work.State.DONE, work.problem

    done = client.post(address, {**printed, "token": "3"})

    assert (early.status_code, done.status_code) == (422, 303)
    assert BallotLedger.objects.get(ballot_type__code="hdnd").printed == 54
    row = office.rated["p1"]
    row.set_name("Tên Đã Đổi")
    row.save()
    stale = client.post(address, {**printed, "token": "4"})
    assert stale.status_code == 422
