"""Signing in through the organisation: a real provider, a real browser, a real server."""

import pytest
from playwright.sync_api import Page, expect

from support.office import PASSWORD
from web.accounts.conftest import Town

pytestmark = pytest.mark.xdist_group("town")  # one served town, one process


def _at_the_provider(page: Page, subject: str) -> None:
    page.fill("input[name=login]", subject)
    page.fill("input[name=password]", "any")
    page.click("button[type=submit]")
    page.click("button[type=submit]")  # consent


def test_an_invited_person_joins_their_account_of_the_organisation_and_comes_back_by_it(
    page: Page, town: Town
) -> None:
    page.goto(f"/loi-moi/{town.codes['Lan']}")
    page.click("text=Sang Cổng của tỉnh")
    _at_the_provider(page, "cam-thi-lan-0193")
    expect(page).to_have_url(f"{town.address}/trang-cua-toi")
    expect(page.locator(".who-name")).to_have_text("Cầm Thị Lan")

    page.click(".who summary")
    page.click("text=Đăng xuất")
    page.goto("/dang-nhap?next=/cai-dat")
    page.click("text=Đăng nhập qua Cổng của tỉnh")
    page.click("text=Continue")  # it knows them, and asks whether to go on

    expect(page).to_have_url(f"{town.address}/cai-dat")
    expect(page.locator(".who-name")).to_have_text("Cầm Thị Lan")
    page.context.clear_cookies()
    page.goto(f"/loi-moi/{town.codes['Lan']}")
    expect(page.locator("h1")).to_have_text("Lời mời này không mở được gì")


def test_whoever_nobody_joined_gets_no_account_even_under_a_known_name(
    page: Page, town: Town
) -> None:
    page.goto("/dang-nhap")
    page.click("text=Đăng nhập qua Cổng của tỉnh")
    _at_the_provider(page, "clerk")

    expect(page.locator("h1")).to_contain_text("Chưa có tài khoản nào ở đây nối")
    expect(page.locator(".code-words")).to_have_text("clerk")
    page.goto("/trang-cua-toi")
    expect(page).to_have_url(f"{town.address}/dang-nhap?next=/trang-cua-toi")


def test_breaking_off_at_the_organisation_leads_to_a_page_of_the_office(page: Page) -> None:
    page.goto("/dang-nhap")
    page.click("text=Đăng nhập qua Cổng của tỉnh")
    page.click("text=[ Cancel ]")

    expect(page.locator(".nothing-title")).to_contain_text("Chưa đăng nhập xong")


def test_a_made_up_return_from_the_organisation_opens_nothing(page: Page) -> None:
    answer = page.goto("/dang-nhap/co-quan/ve?state=made-up&code=made-up")

    assert answer is not None
    assert answer.status == 403
    expect(page.locator(".nothing-title")).to_contain_text("Chưa đăng nhập xong")


def test_somebody_signed_in_joins_their_account_from_the_settings(page: Page, town: Town) -> None:
    page.goto("/dang-nhap")
    page.fill("input[name=name]", "front")
    page.fill("input[name=password]", PASSWORD)
    page.click(".sign-in-form button[type=submit]")
    expect(page).to_have_url(f"{town.address}/trang-cua-toi")
    page.goto("/cai-dat")
    page.get_by_role("link", name="Nối tài khoản của bạn ở Cổng của tỉnh").click()
    page.fill("input[name=present]", PASSWORD)
    page.get_by_role("button", name="Sang Cổng của tỉnh").click()
    _at_the_provider(page, "front-0195")

    expect(page).to_have_url(f"{town.address}/cai-dat?xong=noi")
    expect(page.locator(".note.done")).to_contain_text("Đã nối tài khoản")
    expect(page.locator("b.num")).to_have_text("front-0195")
