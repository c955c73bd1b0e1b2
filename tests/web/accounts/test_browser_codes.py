"""One-time codes in a real browser, as an app on a phone would make them."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from support.office import PASSWORD
from web.accounts.conftest import Town

pytestmark = pytest.mark.xdist_group("town")  # one served town, one process


def _code(secret: str, steps_on: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps_on)))


def _send_password(page: Page) -> None:
    page.goto("/dang-nhap")
    page.fill("input[name=name]", "personnel")
    page.fill("input[name=password]", PASSWORD)
    page.click("button:has-text('Đăng nhập'):not(:has-text('khóa'))")


def test_codes_are_set_up_and_asked_for_after_the_password(page: Page, town: Town) -> None:
    _send_password(page)
    page.goto("/cai-dat/ma")
    secret = page.locator(".code-words").inner_text().replace(" ", "")
    used = _code(secret)
    page.fill("input[name=code]", used)
    page.fill("input[name=present]", PASSWORD)
    page.click("button:has-text('Đặt mã một lần')")
    expect(page.locator(".note.done")).to_contain_text("Đã đặt mã một lần")
    page.click(".who summary")
    page.click("text=Đăng xuất")

    _send_password(page)
    expect(page.locator("h1")).to_have_text("Mã một lần")
    page.goto("/trang-cua-toi")
    expect(page).to_have_url(f"{town.address}/dang-nhap?next=/trang-cua-toi")
    page.goto("/dang-nhap/ma")
    page.fill("input[name=code]", used)
    page.click("button:has-text('Tiếp tục')")
    expect(page.locator("[data-error-summary]")).to_contain_text("Mã chưa đúng")
    page.fill("input[name=code]", _code(secret, 1))
    page.click("button:has-text('Tiếp tục')")

    expect(page).to_have_url(f"{town.address}/trang-cua-toi")
