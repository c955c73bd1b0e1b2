"""The pages on which an officeholder writes, hands in, answers; and who cannot open them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from support.dossiers import ASKER, OPINION, SOURCE, fill, many, opinion, question
from support.files import pdf, whole
from support.office import Office, account, build_office
from tinnhiem.conduct.states import PollState
from tinnhiem.records.models import Dossier, Question, RestrictedReading, Section

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    built = build_office(PollState.PREPARING)
    fill(built, Dossier.State.WRITING)
    return built


def _as(client: Client, office: Office, part: str = "officeholder") -> Client:
    client.force_login(office.account(part))
    return client


def _url(office: Office, name: str, **more: object) -> str:
    given = {"poll": office.poll.key, **more}
    return reverse(f"officeholder:{name}", kwargs=given)


def _section(office: Office, at: int = 1) -> Section:
    return Section.objects.get(dossier__rated=office.rated["p3"], position=at)


def _pages(office: Office) -> list[str]:
    mine = [_url(office, name, line="p3") for name in (
        "review", "printed", "assistant", "declaration", "declaration-file", "explanation",
    )]  # fmt: skip
    return [
        _url(office, "tasks"),
        _url(office, "opinions"),
        _url(office, "questions"),
        _url(office, "mirror"),
        _url(office, "section", line="p3", number=1),
        *mine,
    ]


def test_the_person_opens_every_page(client: Client, office: Office) -> None:
    _as(client, office)

    answers = {url: client.get(url) for url in _pages(office)}

    assert {answer.status_code for answer in answers.values()} == {200}
    for answer in answers.values():
        whole(answer)


@pytest.mark.parametrize(
    "part",
    ["clerk", "convener", "front", "personnel", "auditor", "observer", "desk", "voter", "head",
     "team-1", "outsider", "operator"],
)  # fmt: skip
def test_nobody_without_a_dossier_opens_any(client: Client, office: Office, part: str) -> None:
    _as(client, office, part)

    assert {client.get(url).status_code for url in _pages(office)} == {404}


def test_another_officeholder_opens_none_of_this_dossier(client: Client, office: Office) -> None:
    _as(client, office, "another-officeholder")

    theirs = [url for url in _pages(office) if "/p3" in url]
    assert {client.get(url).status_code for url in theirs} == {404}
    assert "Sùng Thị Mai" not in client.get(_url(office, "tasks")).content.decode()


def test_an_assistant_opens_the_report_and_nothing_else(client: Client, office: Office) -> None:
    Dossier.objects.filter(rated=office.rated["p3"]).update(assistant=office.account("outsider"))
    _as(client, office, "outsider")

    open_pages = [url for url in _pages(office) if client.get(url).status_code == 200]

    assert open_pages == [
        _url(office, "tasks"),
        _url(office, "section", line="p3", number=1),
        _url(office, "review", line="p3"),
        _url(office, "printed", line="p3"),
    ]


def test_whoever_is_signed_out_is_led_back_to_the_same_place(
    client: Client, office: Office
) -> None:
    url = _url(office, "section", line="p3", number=2)

    answer = client.post(url, {"text": "Chữ chưa lưu", "version": 1})

    assert answer.status_code == 302
    assert answer["Location"].endswith(url)
    assert _section(office, 2).text != "Chữ chưa lưu"


def test_a_section_is_saved_and_leads_to_the_next(client: Client, office: Office) -> None:
    _as(client, office)
    url = _url(office, "section", line="p3", number=1)
    version = _section(office).version

    answer = client.post(url, {"text": "Mới <b>viết</b>.", "version": version, "token": "t1"})
    again = client.post(url, {"text": "Lần nữa.", "version": version, "token": "t1"})

    assert answer.status_code == again.status_code == 303
    assert answer["Location"] == again["Location"] == _url(office, "section", line="p3", number=2)
    assert _section(office).text == "Mới <b>viết</b>."
    page = client.get(_url(office, "printed", line="p3")).content.decode()
    assert "Mới &lt;b&gt;viết&lt;/b&gt;." in page


def test_saving_by_itself_answers_with_the_version(client: Client, office: Office) -> None:
    _as(client, office)
    url = _url(office, "save", line="p3", number=1)

    answer = client.post(url, {"text": "Đang viết", "version": _section(office).version})

    assert answer.json() == {"fields": {"version": str(_section(office).version)}}
    assert client.get(url).status_code == 405


def test_the_second_of_two_windows_is_shown_both_texts(client: Client, office: Office) -> None:
    _as(client, office)
    opened = _section(office).version
    save, page = (_url(office, name, line="p3", number=1) for name in ("save", "section"))
    client.post(save, {"text": "Bản thứ nhất", "version": opened})

    answer = client.post(save, {"text": "Bản thứ hai", "version": opened})

    assert answer.status_code == 409
    shown = client.get(page).content.decode()
    assert "Bản thứ nhất" in shown
    assert "Bản thứ hai" in shown
    choose = _url(office, "choose", line="p3", number=1)
    version = _section(office).version
    chosen = client.post(choose, {"text": "Bản thứ hai", "version": version, "token": "c"})
    assert chosen.status_code == 303
    assert _section(office).text == "Bản thứ hai"
    assert "Bản thứ nhất" in client.get(page).content.decode()


@pytest.mark.parametrize("text", ["a\x00b", "x" * 60_001])
def test_a_text_that_cannot_be_kept_is_shown_again_with_its_error(
    client: Client, office: Office, text: str
) -> None:
    _as(client, office)
    before = _section(office).text

    answer = client.post(
        _url(office, "section", line="p3", number=1), {"text": text, "version": 1, "token": "t"}
    )

    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert _section(office).text == before


def test_handing_in_twice_is_once_and_a_late_day_is_marked(client: Client, office: Office) -> None:
    _as(client, office)
    Dossier.objects.filter(rated=office.rated["p3"]).update(submitted_on=None, due="2020-01-01")
    url = _url(office, "review", line="p3")
    assert "trễ" in client.get(url).content.decode()

    first = client.post(url, {"act": "submit", "token": "s"})
    second = client.post(url, {"act": "submit", "token": "s"})

    assert first.status_code == second.status_code == 303
    assert Dossier.objects.get(rated=office.rated["p3"]).state == Dossier.State.LATE
    refused = client.post(url, {"act": "submit", "token": "s2"})
    assert refused.status_code == 422
    client.post(url, {"act": "withdraw", "token": "w"})
    assert Dossier.objects.get(rated=office.rated["p3"]).state == Dossier.State.WRITING


def test_a_declaration_is_attached_and_who_opened_it_is_shown(
    client: Client, office: Office
) -> None:
    _as(client, office)
    dossier = Dossier.objects.get(rated=office.rated["p3"])
    assert dossier.declaration is not None
    RestrictedReading.objects.create(
        upload=dossier.declaration, dossier=dossier, account=office.account("voter"),
        read_on="2028-11-17",
    )  # fmt: skip
    url = _url(office, "declaration", line="p3")
    file = SimpleUploadedFile("../<script>.html", pdf(3), "text/html")

    answer = client.post(url, {"file": file, "token": "d"})

    assert answer.status_code == 303
    page = client.get(url).content.decode()
    assert "3 trang" in page
    assert "<script>.html" not in page
    assert "Vi Thị Thảo" in page
    assert "17/11/2028" in page


def test_a_hostile_file_changes_nothing(client: Client, office: Office) -> None:
    _as(client, office)
    before = Dossier.objects.get(rated=office.rated["p3"]).declaration_id
    file = SimpleUploadedFile("kê khai.pdf", b"<script>alert(1)</script>", "application/pdf")

    answer = client.post(_url(office, "declaration", line="p3"), {"file": file, "token": "d"})

    assert answer.status_code == 422
    assert Dossier.objects.get(rated=office.rated["p3"]).declaration_id == before


def test_opinions_come_without_source_and_questions_without_name(client: Client) -> None:
    office = build_office(PollState.READING)
    fill(office, Dossier.State.SENT)
    opinion(office)
    opinion(office, passed_on=False)
    asked = question(office)
    question(office, "received")
    _as(client, office)

    opinions = client.get(_url(office, "opinions")).content.decode()
    questions = client.get(_url(office, "questions")).content.decode()
    one = client.get(_url(office, "answer", key=asked.key)).content.decode()

    assert opinions.count(OPINION) == 1
    assert questions.count("Vì sao hai cuộc giám sát chậm?") == 1
    for page in (opinions, questions, one):
        assert SOURCE not in page
        assert ASKER not in page


def test_an_answer_is_sent_and_an_empty_one_is_not(client: Client) -> None:
    office = build_office(PollState.READING)
    asked = question(office)
    url = _url(_office := office, "answer", key=asked.key)
    _as(client, _office)

    assert client.post(url, {"answer": " ", "version": 1, "token": "a"}).status_code == 422
    taken = client.post(url, {"answer": "Vì mưa lũ.", "version": 1, "token": "b"})
    outdated = client.post(url, {"answer": "Khác.", "version": 1, "token": "c"})

    assert taken.status_code == 303
    assert outdated.status_code == 422
    assert "Vì mưa lũ." in outdated.content.decode()
    assert "Khác." in outdated.content.decode()
    assert Question.objects.get(pk=asked.pk).answer == "Vì mưa lũ."


def test_thirty_people_cost_no_more_queries(
    client: Client, office: Office, django_assert_max_num_queries: object
) -> None:
    many(office)
    _as(client, office)

    for url in _pages(office):
        with django_assert_max_num_queries(15):  # type: ignore[operator]
            whole(client.get(url))


def test_a_person_who_left_the_list_opens_nothing_any_more(client: Client, office: Office) -> None:
    office.accounts["gone"] = account("gone", office.people["Lý Seo Páo"])
    rated = office.rated["p6"]
    rated.conclusion = "left"
    rated.save()
    _as(client, office, "gone")

    assert client.get(_url(office, "tasks")).status_code == 404
