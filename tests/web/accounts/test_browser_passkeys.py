"""Passkeys in a real browser whose authenticator is a device that the browser plays."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from support.office import PASSWORD
from web.accounts.conftest import Town

pytestmark = pytest.mark.xdist_group("town")  # one served town, one process


@pytest.fixture
def device(context: BrowserContext, page: Page) -> object:
    """A device that keeps passkeys and whose holder always agrees."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                "hasUserVerification": True, "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    return session


def _sign_in(page: Page, name: str) -> None:
    page.goto("/dang-nhap")
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("button:has-text('Đăng nhập'):not(:has-text('khóa'))")
    page.wait_for_url("**/trang-cua-toi")


def _sign_out(page: Page) -> None:
    page.click(".who summary")
    page.click("text=Đăng xuất")
    expect(page.locator(".nothing-title")).to_have_text("Bạn đã đăng xuất")


def _sign_in_by_passkey(page: Page) -> None:
    page.goto("/dang-nhap")
    page.click("text=Đăng nhập bằng khóa truy cập")


@pytest.mark.usefixtures("device")
def test_a_passkey_is_made_signs_in_and_is_removed(page: Page, town: Town) -> None:
    _sign_in(page, "observer")
    page.goto("/cai-dat/khoa")
    page.fill("input[name=name]", "Máy <b>cơ quan</b>")
    page.fill("input[name=present]", PASSWORD)
    page.click("button:has-text('Tạo khóa truy cập')")
    expect(page.locator(".note.done")).to_contain_text("Đã thêm khóa truy cập")
    expect(page.locator(".rows")).to_contain_text("Máy <b>cơ quan</b>")
    _sign_out(page)

    _sign_in_by_passkey(page)
    expect(page).to_have_url(f"{town.address}/trang-cua-toi")
    expect(page.locator(".who-name")).to_have_text("observer")

    page.goto("/cai-dat")
    page.click("text=Bỏ >> nth=0")
    page.fill("input[name=present]", PASSWORD)
    page.click("button:has-text('Bỏ khóa truy cập')")
    expect(page.locator(".note.done")).to_contain_text("Đã bỏ khóa truy cập")
    _sign_out(page)
    _sign_in_by_passkey(page)
    expect(page.locator("[data-error-summary]").first).to_contain_text("không nhận ra")


@pytest.mark.usefixtures("device")
def test_a_wrong_present_password_makes_no_passkey(page: Page) -> None:
    _sign_in(page, "auditor")
    page.goto("/cai-dat/khoa")
    page.fill("input[name=name]", "Máy lạ")
    page.fill("input[name=present]", "not the password")
    page.click("button:has-text('Tạo khóa truy cập')")

    expect(page.locator("[data-error-summary]")).to_contain_text("không phải mật khẩu hiện nay")
    page.goto("/cai-dat")
    expect(page.locator(".rows").first).not_to_contain_text("Máy lạ")


@pytest.mark.usefixtures("device")
def test_an_invitation_opens_an_account_that_has_a_passkey_alone(page: Page, town: Town) -> None:
    page.goto(f"/loi-moi/{town.codes['Dũng']}")
    page.click("text=Tạo khóa truy cập và mở tài khoản")
    expect(page).to_have_url(f"{town.address}/trang-cua-toi")
    expect(page.locator(".who-name")).to_have_text("Hoàng Anh Dũng")
    _sign_out(page)

    _sign_in_by_passkey(page)

    expect(page.locator(".who-name")).to_have_text("Hoàng Anh Dũng")
