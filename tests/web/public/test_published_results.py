"""What is published is there for everybody; what is not cannot be told from what never was."""

import hashlib
import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from support.office import Office
from support.results import LATER, confirmed, minuted, publication, published
from tinnhiem.actions.proposals import confirm
from tinnhiem.actions.publications import propose_correction, propose_publication

pytestmark = pytest.mark.django_db
ADDRESS = "/ket-qua/hdnd-tinh-lam-giang-2028-12-07"
HOSTILE = '<script>alert(1)</script>"\N{RIGHT-TO-LEFT OVERRIDE} {{ 7*7 }}'


def _text(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def _hidden(client: Client, address: str) -> tuple[int, str, dict[str, str]]:
    """An answer without what differs from one moment and one address to the next."""
    response = client.get(address)
    body = re.sub(r"\d\d:\d\d|[\w-]{60,}", "", response.content.decode())
    body = body.replace(address, "")
    headers = {k: v for k, v in response.headers.items() if k != "Content-Length"}
    return response.status_code, body, headers


def test_a_published_result_is_open_to_everybody(client: Client) -> None:
    office = published()
    page = _text(client)

    assert "Kết quả lấy phiếu tín nhiệm, Kỳ họp thứ chín" in page
    assert "61/NQ-HĐND" in page
    assert [page.index(rated.name) for rated in office.rated.values()] == sorted(
        page.index(rated.name) for rated in office.rated.values()
    )
    assert "83,33%" in page
    assert "tổng số phiếu thu về" in page
    assert "khoản 3 Điều 19 Nghị quyết số 96/2023/QH15" in page


def test_it_says_a_legal_case_neutrally(client: Client) -> None:
    published()
    page = _text(client)

    assert "khoản 2 Điều 12 Nghị quyết số 96/2023/QH15" in page
    assert "bãi nhiệm" not in page


def test_it_speaks_english_completely_when_asked(client: Client) -> None:
    published()
    page = _text(client, f"{ADDRESS}?lang=en")

    assert '<html lang="en"' in page
    assert "Result of the confidence rating" in page
    assert "83.33%" in page
    assert "Deputies present" in page


def test_unanimity_is_told_beside_the_table(client: Client) -> None:
    published(((12, 0, 0, 0),) + ((10, 2, 0, 0),) * 5)

    assert "mọi người chọn giống nhau" in _text(client)


@pytest.mark.parametrize("state", ["minuted", "confirmed", "proposed"])
def test_what_is_not_published_answers_like_what_never_was(client: Client, state: str) -> None:
    never = [_hidden(client, f"{ADDRESS}{end}") for end in ("", *FILES)]
    office = minuted() if state == "minuted" else confirmed()
    if state == "proposed":
        propose_publication(poll=office.poll, by=office.account("clerk"), at=LATER)

    assert [_hidden(client, f"{ADDRESS}{end}") for end in ("", *FILES)] == never
    assert {answer[0] for answer in never} == {404}
    assert office.poll.body_name not in _text(client, "/ket-qua")


FILES = ("/ket-qua.json", "/ket-qua.csv", "/ket-qua.pdf")


@pytest.mark.parametrize("address", ["/sitemap.xml", "/robots.txt", "/ket-qua/1", "/ket-qua/a-b"])
def test_there_is_no_other_way_to_what_is_published(client: Client, address: str) -> None:
    published()

    assert client.get(address).status_code == 404


def test_the_index_lists_by_body_and_term(client: Client) -> None:
    published()
    page = _text(client, "/ket-qua")

    assert "HĐND tỉnh Lam Giang" in page
    assert "Nhiệm kỳ 2026–2031" in page
    assert ADDRESS in page


def test_rehearsals_are_not_in_the_index(client: Client) -> None:
    office = published()
    office.poll.rehearsal = True
    office.poll.save()

    assert ADDRESS not in _text(client, "/ket-qua")
    assert "THỬ NGHIỆM" in _text(client)


def test_the_json_file_has_the_hash_that_the_page_prints(client: Client) -> None:
    office = published()
    content = client.get(f"{ADDRESS}/ket-qua.json").content
    found = hashlib.sha256(content).hexdigest()

    assert found == publication(office).sha256
    assert found in _text(client)
    assert json.loads(content)["format"] == "tinnhiem-public-result/1"


def test_the_table_opens_in_a_vietnamese_spreadsheet(client: Client) -> None:
    published()
    text = client.get(f"{ADDRESS}/ket-qua.csv").content.decode()
    rows = text.removeprefix("\N{BYTE ORDER MARK}").splitlines()

    assert rows[1].startswith("Khối Hội đồng nhân dân;1;Nông Văn Khải;Chủ tịch HĐND tỉnh;12;12;12;")
    assert "10;83,33;10/12" in rows[1]
    assert len(rows) == 7


def test_the_paper_is_a_pdf_to_be_saved(client: Client) -> None:
    published()
    response = client.get(f"{ADDRESS}/ket-qua.pdf")

    assert response.content.startswith(b"%PDF-")
    assert response.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("address", [ADDRESS, "/ket-qua", "/ket-qua/cach-doc"])
def test_browsers_keep_pages_and_ask_whether_they_changed(client: Client, address: str) -> None:
    published()
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert not first.cookies


def test_a_correction_changes_the_tag_of_the_original_and_stands_beside_it(client: Client) -> None:
    office = published()
    tag = client.get(ADDRESS).headers["ETag"]
    _correct(office, "Dòng 3 sai chức vụ.")
    answer = client.get(ADDRESS, headers={"If-None-Match": tag})

    assert answer.status_code == 200
    assert "Dòng 3 sai chức vụ." in answer.content.decode()
    assert f"{ADDRESS}-dinh-chinh-1" in answer.content.decode()
    assert ADDRESS in _text(client, f"{ADDRESS}-dinh-chinh-1")


def _correct(office: Office, note: str) -> None:
    clerk, convener = office.account("clerk"), office.account("convener")
    made = propose_correction(poll=office.poll, note=note, by=clerk, at=LATER)
    confirm(poll=office.poll, proposal=made, by=convener, at=LATER)


def test_a_page_takes_at_most_six_queries_signed_in_or_not(client: Client) -> None:
    office = published()
    for part in ("", "voter"):
        if part:
            client.force_login(office.account(part))
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS)
        assert len(queries) <= 6


def test_hostile_names_are_shown_as_text(client: Client) -> None:
    office = confirmed()
    rated = office.rated["p1"]
    rated.set_name(HOSTILE)
    rated.posts = [{**rated.posts[0], "title": "x" * 300}]
    rated.save()
    made = propose_publication(poll=office.poll, by=office.account("clerk"), at=LATER)
    confirm(poll=office.poll, proposal=made, by=office.account("convener"), at=LATER)
    page = _text(client)

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "49" not in page.split("&lt;script&gt;")[1][:60]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_is_changed_from_here(client: Client, method: str) -> None:
    published()

    assert getattr(client, method)(ADDRESS).status_code == 405
