"""What the Fatherland Front does, and that the source of an opinion stays with it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

from support.dossiers import OPINION, SOURCE, many, opinion
from support.files import packed, whole
from support.office import Office, build_office, make_ready
from tinnhiem.conduct.states import PollState
from tinnhiem.records.models import Opinion, Synthesis

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    built = build_office(PollState.PREPARING)
    make_ready(built)
    return built


def _as(client: Client, office: Office, part: str = "front") -> Client:
    client.force_login(office.account(part))
    return client


def _url(office: Office, name: str, **more: object) -> str:
    return reverse(f"front:{name}", kwargs={"poll": office.poll.key, **more})


def test_before_approval_there_is_no_list(client: Client) -> None:
    office = build_office(PollState.PREPARING)
    _as(client, office)

    page = client.get(_url(office, "list")).content.decode()

    assert "Sùng Thị" not in page
    assert client.get(_url(office, "synthesis")).status_code == 404
    assert client.get(_url(office, "person", line="p3")).status_code == 404


def test_the_approved_list_stands_by_given_name(client: Client, office: Office) -> None:
    _as(client, office)

    page = client.get(_url(office, "list")).content.decode()

    assert page.index("<b>Đức</b>") < page.index("<b>Mai</b>") < page.index("<b>Páo</b>")


@pytest.mark.parametrize(
    "part",
    ["clerk", "convener", "personnel", "auditor", "observer", "desk", "officeholder", "voter",
     "head", "team-1", "outsider", "operator"],
)  # fmt: skip
def test_nobody_else_opens_these_pages(client: Client, office: Office, part: str) -> None:
    kept = opinion(office, passed_on=False)
    _as(client, office, part)

    for url in (
        _url(office, "list"),
        _url(office, "synthesis"),
        _url(office, "synthesis-file"),
        _url(office, "person", line="p3"),
    ):
        assert client.get(url).status_code == 404
    remove = _url(office, "remove", line="p3", number=kept.pk)
    for url in (_url(office, "pass-on", line="p3"), remove):
        assert client.post(url).status_code == 404
    assert Opinion.objects.get().passed_on is False


def test_an_opinion_is_noted_with_its_source_passed_on_and_then_kept(
    client: Client, office: Office
) -> None:
    _as(client, office)
    url = _url(office, "person", line="p3")

    client.post(url, {"text": OPINION, "source": SOURCE, "token": "1"})
    client.post(url, {"text": OPINION, "source": SOURCE, "token": "1"})
    page = client.get(url).content.decode()
    assert SOURCE in page
    assert Opinion.objects.count() == 1
    client.post(_url(office, "pass-on", line="p3"), {"token": "2"})
    kept = Opinion.objects.get()
    answer = client.post(_url(office, "remove", line="p3", number=kept.pk), {"token": "3"})

    assert kept.passed_on
    assert answer.status_code == 422
    assert Opinion.objects.exists()


def test_an_opinion_that_waits_can_be_removed(client: Client, office: Office) -> None:
    kept = opinion(office, passed_on=False)
    _as(client, office)

    client.post(_url(office, "remove", line="p3", number=kept.pk), {"token": "3"})

    assert not Opinion.objects.exists()


def test_the_synthesis_is_filed_as_text_or_file_and_replaced(
    client: Client, office: Office
) -> None:
    _as(client, office)
    url = _url(office, "synthesis")
    file = SimpleUploadedFile("Tổng hợp.docx", packed())

    answer = client.post(
        url, {"number": "45/BC-MTTQ", "dated": "9/11/2024", "text": "", "file": file, "token": "s"}
    )

    assert answer.status_code == 303
    filed = Synthesis.objects.get(filed=True)
    assert (filed.number, str(filed.filed_on)) == ("45/BC-MTTQ", "2024-11-09")
    sent = client.get(_url(office, "synthesis-file"))
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert whole(sent).startswith(b"PK")
    assert "Tổng hợp.docx" in client.get(_url(office, "list")).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"text": ""}, {"dated": "31/2/2028"}, {"dated": ""}, {"dated": "9/11/2999"},
     {"number": "x" * 101}, {"text": "x\x00"}],
)  # fmt: skip
def test_a_synthesis_with_a_mistake_is_shown_again(
    client: Client, office: Office, wrong: dict[str, str]
) -> None:
    _as(client, office)
    given = {"text": "Cử tri đồng tình.", "dated": "9/11/2024", "number": "1", "token": "s"}

    answer = client.post(_url(office, "synthesis"), {**given, **wrong})

    assert answer.status_code == 422
    assert Synthesis.objects.count() == 1


def test_once_voters_read_no_other_synthesis_is_filed(client: Client) -> None:
    office = build_office(PollState.READING)
    _as(client, office)
    given = {"text": "Muộn.", "dated": "9/11/2024", "number": "1", "token": "s"}

    assert client.post(_url(office, "synthesis"), given).status_code == 422
    assert not Synthesis.objects.filter(text="Muộn.").exists()


def _addresses(office: Office) -> list[str]:
    """Every address of the office that names a poll and at most a person on its list."""
    found = []
    for space, (_prefix, resolver) in get_resolver().namespace_dict.items():
        for name in resolver.reverse_dict:
            for more in ({}, {"line": "p3"}, {"line": "p3", "number": 1}):
                if isinstance(name, str):
                    try:
                        found.append(
                            reverse(f"{space}:{name}", kwargs={"poll": office.poll.key, **more})
                        )
                    except NoReverseMatch:
                        continue
    return found


@pytest.mark.parametrize("part", ["clerk", "convener", "auditor", "officeholder", "voter"])
def test_no_page_of_anybody_else_has_the_source(client: Client, part: str) -> None:
    office = build_office(PollState.READING)
    opinion(office)
    _as(client, office, part)

    for url in _addresses(office):
        answer = client.get(url)
        assert SOURCE not in whole(answer).decode(errors="replace"), url


def test_thirty_people_cost_no_more_queries(
    client: Client, office: Office, django_assert_max_num_queries: object
) -> None:
    many(office)
    _as(client, office)

    for name, more in (("list", {}), ("synthesis", {}), ("person", {"line": "p3"})):
        with django_assert_max_num_queries(15):  # type: ignore[operator]
            client.get(_url(office, name, **more))
