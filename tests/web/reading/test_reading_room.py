"""The reading room: what voters read, that nobody notes it, and the one thing that is noted."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from support.dossiers import ASKER, OPINION, SOURCE, fill, many, opinion, question
from support.office import POLL_DAY, Office, build_office
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.records.models import Dossier, LogEntry, Question, Release, RestrictedReading

pytestmark = pytest.mark.django_db

CLOSED = {PollState.DRAFT, PollState.PREPARING, PollState.ARCHIVED, PollState.CANCELLED}


@pytest.fixture
def office() -> Office:
    built = build_office(PollState.READING)
    fill(built, Dossier.State.SENT)
    opinion(built)
    opinion(built, line="p4", passed_on=False)
    question(built, "answered")
    return built


def _as(client: Client, office: Office, part: str = "voter") -> Client:
    client.force_login(office.account(part))
    return client


def _url(office: Office, name: str, **more: object) -> str:
    return reverse(f"reading:{name}", kwargs={"poll": office.poll.key, **more})


def _pages(office: Office, line: str = "p3") -> list[str]:
    mine = ("report", "opinions", "explanation", "declaration")
    return [
        _url(office, "room"),
        *[_url(office, name, line=line) for name in mine],
        _url(office, "questions"),
        _url(office, "ask"),
    ]


def _text(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def _everything() -> dict[str, list[dict[str, object]]]:
    """Every row of every table but those of signing in."""
    models = [model for model in apps.get_models() if model._meta.app_label == "records"]
    return {
        model.__name__: list(model.objects.order_by("pk").values())  # type: ignore[attr-defined]
        for model in models
    }


def test_a_voter_reads_report_opinions_and_explanation(client: Client, office: Office) -> None:
    _as(client, office)

    assert "Đã giải quyết 21 trên 23 đơn." in _text(client, _url(office, "report", line="p3"))
    assert OPINION in _text(client, _url(office, "opinions", line="p3"))
    explained = _text(client, _url(office, "explanation", line="p3"))
    assert "Chậm vì mưa lũ." in explained
    assert "Vì thiếu số liệu." in explained


def test_reading_writes_nothing_anywhere(client: Client, office: Office) -> None:
    _as(client, office)
    before = _everything()

    assert {client.get(url).status_code for url in _pages(office)} == {200}

    assert _everything() == before
    assert client.session.get("read") is None


def test_answers_to_two_readers_carry_the_same_headers(client: Client, office: Office) -> None:
    url = _url(office, "report", line="p3")
    first = dict(_as(client, office).get(url).headers)
    other = Client()
    other.force_login(office.account("team-1"))
    second = dict(other.get(url).headers)

    for headers in (first, second):
        headers.pop("Content-Length")
        assert "ETag" not in headers
    assert first == second


def test_no_page_has_a_source_or_the_name_of_who_asked(client: Client, office: Office) -> None:
    _as(client, office, "team-1")

    for url in (*_pages(office), *_pages(office, "p4")):
        page = _text(client, url)
        assert SOURCE not in page
        assert ASKER not in page


def test_what_was_not_passed_on_or_accepted_is_not_read(client: Client, office: Office) -> None:
    Dossier.objects.filter(rated=office.rated["p3"]).update(state=Dossier.State.WRITING)
    _as(client, office)

    assert "Đã giải quyết" not in _text(client, _url(office, "report", line="p3"))
    assert OPINION not in _text(client, _url(office, "opinions", line="p4"))


def test_people_stand_by_given_name_and_are_found_without_marks(
    client: Client, office: Office
) -> None:
    _as(client, office)

    page = _text(client, _url(office, "room"))
    places = [page.index(f"<b>{name}</b>") for name in ("Đức", "Hạnh", "Huy", "Khải", "Mai", "Páo")]
    found = _text(client, _url(office, "room") + "?q=sung thi")

    assert places == sorted(places)
    assert "<b>Mai</b>" in found
    assert "<b>Đức</b>" not in found


@pytest.mark.parametrize("state", list(PollState))
def test_the_room_is_open_from_the_sending_to_the_archive(client: Client, state: PollState) -> None:
    office = build_office(state)
    _as(client, office)

    status = 404 if state in CLOSED else 200
    assert {client.get(url).status_code for url in _pages(office)} == {status}


@pytest.mark.parametrize(
    "part",
    ["clerk", "front", "personnel", "auditor", "observer", "desk", "officeholder", "outsider",
     "operator"],
)  # fmt: skip
def test_whoever_does_not_vote_finds_no_room(client: Client, office: Office, part: str) -> None:
    _as(client, office, part)

    assert {client.get(url).status_code for url in _pages(office)} == {404}


def test_the_standing_body_opens_declarations_only(client: Client, office: Office) -> None:
    _as(client, office, "convener")

    opened = [url for url in _pages(office) if client.get(url).status_code == 200]

    assert opened == [_url(office, "declaration", line="p3")]


def test_a_declaration_is_opened_after_one_question_and_noted(
    client: Client, office: Office
) -> None:
    _as(client, office)
    url, file = (_url(office, name, line="p3") for name in ("declaration", "declaration-file"))
    assert client.get(file).status_code == 404
    assert not RestrictedReading.objects.exists()

    answer = client.post(url, {"token": "o"})
    sent = client.get(file)

    assert answer.status_code == 303
    assert sent.status_code == 200
    assert sent.getvalue().startswith(b"%PDF")
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    assert "no-store" in sent.headers["Cache-Control"]
    assert RestrictedReading.objects.get().account == office.account("voter")
    assert LogEntry.objects.get().act == "declaration.opened"


def test_a_question_goes_to_the_standing_body_once(client: Client, office: Office) -> None:
    _as(client, office)
    given = {"line": "p4", "kind": "question", "text": "Bao giờ xong?", "token": "q"}

    first = client.post(_url(office, "ask"), given)
    second = client.post(_url(office, "ask"), given)

    assert first.status_code == second.status_code == 303
    assert Question.objects.filter(text="Bao giờ xong?").count() == 1
    assert "Bao giờ xong?" in _text(client, _url(office, "questions"))


@pytest.mark.parametrize(
    "wrong",
    [{"line": "p99"}, {"kind": "shout"}, {"text": ""}, {"text": "x\x00"}, {"text": "x" * 5_001}],
)
def test_a_question_with_a_mistake_is_shown_again(
    client: Client, office: Office, wrong: dict[str, str]
) -> None:
    _as(client, office)
    given = {"line": "p4", "kind": "question", "text": "Bao giờ xong?", "token": "q", **wrong}

    answer = client.post(_url(office, "ask"), given)

    assert answer.status_code == 422
    assert Question.objects.count() == 1


def test_a_voter_sees_own_questions_only(client: Client, office: Office) -> None:
    _as(client, office, "team-1")

    assert "Vì sao hai cuộc giám sát chậm?" not in _text(client, _url(office, "questions"))


@pytest.mark.parametrize("state", [PollState.FROZEN, PollState.BALLOTING])
def test_after_the_freeze_nobody_asks_any_more(client: Client, state: PollState) -> None:
    office = build_office(state)
    _as(client, office)
    given = {"line": "p4", "kind": "question", "text": "Bao giờ xong?", "token": "q"}

    assert client.post(_url(office, "ask"), given).status_code == 422
    assert "đóng băng" in _text(client, _url(office, "room"))


def test_hostile_texts_are_shown_as_texts(client: Client, office: Office) -> None:
    dossier = Dossier.objects.get(rated=office.rated["p3"])
    dossier.sections.update(text="<script>alert(1)</script>{{ 7*7 }}")
    _as(client, office)

    page = _text(client, _url(office, "report", line="p3"))

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in page


def test_the_room_leads_to_the_results_once_they_are_open_to_voters(client: Client) -> None:
    office = build_office(PollState.MINUTED, Stage.MINUTED)
    _as(client, office)
    address = f"/cuoc/{office.poll.key}/ket-qua"

    assert address not in _text(client, _url(office, "room"))
    by = office.account("convener")
    Release.objects.create(poll=office.poll, scope="conference", by=by, released_on=POLL_DAY)
    assert address in _text(client, _url(office, "room"))
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("rulebook", "channel"),
    [
        ("nq-96-2023-qh15", "cơ quan thường trực"),
        ("qd-96-qd-tw", "cơ quan tham mưu về tổ chức, cán bộ"),
    ],
)
def test_the_way_of_a_question_is_that_of_the_legal_bases(
    client: Client, office: Office, rulebook: str, channel: str
) -> None:
    office.poll.rulebook = rulebook
    office.poll.save()
    question(office, "passed")

    for part, url in (
        ("voter", _url(office, "room")),
        ("voter", _url(office, "ask")),
        ("officeholder", f"/cuoc/{office.poll.key}/cau-hoi-gui-toi"),
    ):
        _as(client, office, part)
        assert channel in _text(client, url)
    _as(client, office, "personnel")
    through_them = rulebook == "qd-96-qd-tw"
    page = f"/cuoc/{office.poll.key}/cau-hoi"
    assert (client.get(page).status_code == 200) is through_them
    assert (page in _text(client, "/trang-cua-toi")) is through_them


def test_thirty_people_cost_no_more_queries(
    client: Client, office: Office, django_assert_max_num_queries: object
) -> None:
    many(office)
    _as(client, office)

    for url in _pages(office):
        with django_assert_max_num_queries(15):  # type: ignore[operator]
            client.get(url)
