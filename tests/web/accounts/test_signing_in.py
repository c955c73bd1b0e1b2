"""Signing in with a name and a password: who gets in, who waits, what the answers tell."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from support.office import PASSWORD, account, build_office
from tinnhiem.actions.limits import ALLOWED, TooManyError, attempt, forget
from tinnhiem.records.models import Account, LogEntry, WrongAttempts

pytestmark = pytest.mark.django_db
SIGN_IN = "/dang-nhap"


def _send(client: Client, name: str, password: str, **more: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return client.post(SIGN_IN, {"name": name, "password": password, "token": "x", **more})


def test_the_page_says_for_which_body_it_is(client: Client) -> None:
    build_office()

    page = client.get(SIGN_IN)

    assert page.status_code == 200
    assert "HĐND tỉnh Lam Giang" in page.content.decode()


def test_a_right_password_leads_to_ones_own_page(client: Client) -> None:
    build_office()

    answer = _send(client, "clerk", PASSWORD)

    assert (answer.status_code, answer["Location"]) == (303, reverse("accounts:mine"))
    assert client.get(reverse("accounts:mine")).status_code == 200


def test_it_leads_back_to_where_somebody_was(client: Client) -> None:
    build_office()
    asked = client.get("/cai-dat")

    answer = _send(client, "voter", PASSWORD, next="/cai-dat")

    assert asked["Location"] == "/dang-nhap?next=/cai-dat"
    assert answer["Location"] == "/cai-dat"


@pytest.mark.parametrize(
    "hostile",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "javascript:alert(1)",
        "http:///elsewhere.example",
        "/\t/elsewhere.example/",
        "/dang-xuat",
        "/khong-co-trang-nay",
        "\x00/cai-dat",
    ],
)
def test_it_leads_nowhere_else(client: Client, hostile: str) -> None:
    build_office()

    answer = _send(client, "voter", PASSWORD, next=hostile)

    assert answer["Location"] == reverse("accounts:mine")


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("clerk", "something else"),
        ("nobody-here", PASSWORD),
        ("<script>alert(1)</script>", "x"),
        ("\u202eclerk", "x"),
        ("clerk" * 29, "x"),
    ],
)
def test_whatever_is_wrong_the_answer_is_the_same(client: Client, name: str, password: str) -> None:
    build_office()

    answer = _send(client, name, password)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "mật khẩu chưa đúng" in text
    assert "<script>alert" not in text
    assert "sessionid" not in answer.cookies
    assert "tinnhiem" not in answer.cookies


@pytest.mark.parametrize(
    "sent", [{}, {"name": "clerk"}, {"password": PASSWORD}, {"name": "a" * 300, "password": "x"},
             {"name": "cl\x00erk", "password": "x"}, {"name": "clerk", "password": "x" * 5000}],
)  # fmt: skip
def test_half_a_form_is_sent_back_with_what_is_missing(
    client: Client, sent: dict[str, str]
) -> None:
    build_office()

    answer = client.post(SIGN_IN, {"token": "x", **sent})

    assert answer.status_code == 422
    assert "Chưa lưu được" in answer.content.decode()
    assert not WrongAttempts.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    assert getattr(client, method)(SIGN_IN).status_code == 405


@pytest.mark.parametrize("name", ["clerk", "nobody-here"])
def test_the_sixth_wrong_password_in_a_row_has_to_wait(client: Client, name: str) -> None:
    build_office()

    answers = [_send(client, name, f"wrong {n}") for n in range(6)]

    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert "thử quá nhiều lần" in answers[-1].content.decode().casefold()
    assert 0 < int(answers[-1]["Retry-After"]) <= 60


def test_even_the_right_password_waits_then(client: Client) -> None:
    build_office()
    for n in range(5):
        _send(client, "clerk", f"wrong {n}")

    assert _send(client, "clerk", PASSWORD).status_code == 429
    assert _send(client, "CLERK ", PASSWORD).status_code == 429
    assert _send(client, "voter", PASSWORD).status_code == 303


def test_a_right_password_begins_the_count_anew(client: Client) -> None:
    build_office()
    for n in range(4):
        _send(client, "clerk", f"wrong {n}")

    assert _send(client, "clerk", PASSWORD).status_code == 303
    assert not WrongAttempts.objects.exists()


def test_the_wait_doubles_and_stays_bearable() -> None:
    at = timezone.now()
    waits = []
    for _ in range(ALLOWED):
        attempt("somebody", at=at)
    for _ in range(7):
        with pytest.raises(TooManyError) as rest:
            attempt("somebody", at=at)
        waits.append(rest.value.until - at)
        at = rest.value.until
        attempt("somebody", at=at)

    assert waits == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15, 15, 15)]


def test_names_are_kept_as_hashes_only() -> None:
    attempt("lò thị hạnh", at=timezone.now())

    kept = WrongAttempts.objects.get()
    assert "h" * 0 + kept.name_hash.strip("0123456789abcdef") == ""
    forget("LÒ THỊ HẠNH")
    assert not WrongAttempts.objects.exists()


def test_five_hundred_people_behind_one_address_sign_in() -> None:
    model = account("one")
    Account.objects.bulk_create(
        [Account(username=f"voter{n}", password=model.password) for n in range(500)]
    )

    answers = [
        _send(Client(REMOTE_ADDR="203.0.113.7"), f"voter{n}", PASSWORD).status_code
        for n in range(500)
    ]

    assert answers == [303] * 500


def test_signing_in_gives_the_session_a_new_key(client: Client) -> None:
    build_office()
    client.get("/dang-nhap/ma")
    client.session.save()
    before = client.session.session_key

    _send(client, "clerk", PASSWORD)

    assert client.session.session_key not in {None, before}


def test_neither_the_account_nor_the_log_tells_when_somebody_signed_in(client: Client) -> None:
    build_office()
    lines = LogEntry.objects.count()

    _send(client, "voter", PASSWORD)

    assert LogEntry.objects.count() == lines
    assert "last_login" not in {field.name for field in Account._meta.get_fields()}


def test_an_inactive_account_does_not_sign_in(client: Client) -> None:
    office = build_office()
    holder = office.account("voter")
    holder.is_active = False
    holder.save()

    assert _send(client, "voter", PASSWORD).status_code == 422


def test_signing_out_ends_the_session_and_takes_a_form(client: Client) -> None:
    build_office()
    _send(client, "clerk", PASSWORD)

    assert client.get("/dang-xuat").status_code == 405
    assert client.get("/trang-cua-toi").status_code == 200
    answer = client.post("/dang-xuat")

    assert answer.status_code == 303
    assert client.get("/trang-cua-toi").status_code == 302
    assert client.get("/da-dang-xuat").status_code == 200


def test_a_form_from_elsewhere_signs_nobody_in() -> None:
    build_office()
    client = Client(enforce_csrf_checks=True)

    assert _send(client, "clerk", PASSWORD).status_code == 403


def test_whoever_is_signed_in_is_led_on(client: Client) -> None:
    office = build_office()
    client.force_login(office.account("voter"))

    assert client.get(f"{SIGN_IN}?next=/cai-dat")["Location"] == "/cai-dat"


def test_no_page_of_the_library_is_served(client: Client) -> None:
    for path in ("accounts/login/", "accounts/signup/", "accounts/", "login/", "signup/", "mfa/",
                 "accounts/password/reset/", "accounts/2fa/", "accounts/3rdparty/",
                 "accounts/oidc/organisation/login/"):  # fmt: skip
        assert client.get(f"/{path}").status_code == 404, path
