"""Addresses of sign-in, invitations, one's own page and settings."""

from django.urls import URLPattern, path

from tinnhiem.web.accounts import (
    ending,
    home,
    invited,
    inviting,
    passkeys,
    preferences,
    provider,
    signing_in,
    staff,
)

app_name = "accounts"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("trang-cua-toi", home.mine, name="mine"),
    path("vai", home.act_as, name="role"),
    path("dang-nhap", signing_in.sign_in, name="sign-in"),
    path("dang-nhap/ma", signing_in.code, name="code"),
    path("dang-nhap/khoa", signing_in.passkey, name="passkey"),
    path("dang-nhap/khoa/hoi", passkeys.challenge, name="passkey-challenge"),
    path("dang-nhap/co-quan", provider.go, name="provider"),
    path("dang-nhap/co-quan/ve", provider.back, name="provider-back"),
    path("dang-xuat", signing_in.sign_out, name="sign-out"),
    path("da-dang-xuat", signing_in.signed_out, name="signed-out"),
    path("loi-moi", invited.by_code, name="by-code"),
    path("loi-moi/<str:code>", invited.invitation, name="invitation"),
    path("loi-moi/<str:code>/khoa/hoi", invited.offer_passkey, name="invitation-offer"),
    path("loi-moi/<str:code>/khoa", invited.with_passkey, name="invitation-passkey"),
    path("loi-moi/<str:code>/co-quan", invited.with_provider, name="invitation-provider"),
    path("cai-dat", preferences.settings_page, name="settings"),
    path("cai-dat/mat-khau", preferences.password, name="password"),
    path("cai-dat/khoa", preferences.new_passkey, name="new-passkey"),
    path("cai-dat/khoa/hoi", passkeys.offer, name="passkey-offer"),
    path("cai-dat/khoa/<int:passkey>/bo", preferences.without_passkey, name="without-passkey"),
    path("cai-dat/ma", preferences.codes, name="codes"),
    path("cai-dat/ma/bo", preferences.without_codes, name="without-codes"),
    path("cai-dat/dang-xuat-noi-khac", preferences.elsewhere, name="elsewhere"),
    path("ngon-ngu", preferences.language, name="language"),
    path("nguoi-phu-trach", staff.staff, name="staff"),
    path("nguoi-phu-trach/<int:account>", staff.renewing, name="renewing"),
    path("nguoi-phu-trach/<int:account>/dong", ending.account, name="close-account"),
    path("nguoi-phu-trach/ban/<int:seat>", staff.member, name="invite-member"),
    path("nguoi-phu-trach/vai/<int:appointment>", ending.appointment, name="end-appointment"),
    path("cuoc/<str:poll>/loi-moi", inviting.invitations, name="invitations"),
    path("cuoc/<str:poll>/loi-moi/theo-danh-sach", inviting.invite_people, name="invite-people"),
    path("cuoc/<str:poll>/loi-moi/nguoi-khac", inviting.invite_other, name="invite-other"),
    path("cuoc/<str:poll>/loi-moi/vai/<int:part>", ending.part, name="end-part"),
    path("cuoc/<str:poll>/loi-moi/<str:person>/thu-hoi", inviting.take_back, name="take-back"),
]
