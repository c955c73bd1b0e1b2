"""Addresses of the registry: bodies, people, posts, who held them, import from Excel."""

from django.urls import URLPattern, path

from tinnhiem.web.registry import bodies, importing, merging, people, posts

app_name = "registry"
_BODY = "so-dang-ky/don-vi/<str:key>"

urlpatterns: list[URLPattern] = [
    path("so-dang-ky", bodies.bodies, name="bodies"),
    path("so-dang-ky/don-vi-moi", bodies.new, name="new-body"),
    path(_BODY, bodies.body, name="body"),
    path(f"{_BODY}/sua", bodies.change, name="change-body"),
    path(f"{_BODY}/thuoc", bodies.place, name="place-body"),
    path(f"{_BODY}/chuc-vu-moi", posts.post, name="new-post"),
    path(f"{_BODY}/chuc-vu/<int:post>", posts.post, name="post"),
    path(f"{_BODY}/chuc-vu/<int:post>/nguoi", posts.tenure, name="new-tenure"),
    path(f"{_BODY}/giu-chuc-vu/<int:tenure>", posts.tenure, name="tenure"),
    path(f"{_BODY}/nhap", importing.upload, name="import"),
    path(f"{_BODY}/mau.xlsx", importing.blank, name="template"),
    path(f"{_BODY}/nhap/<str:kept>", importing.confirm, name="import-confirm"),
    path("so-dang-ky/nguoi", people.people, name="people"),
    path("so-dang-ky/nguoi-moi", people.person, name="new-person"),
    path("so-dang-ky/nguoi/<str:key>", people.person, name="person"),
    path("so-dang-ky/nguoi/<str:key>/trung", merging.others, name="others"),
    path("so-dang-ky/nguoi/<str:key>/gop/<str:other>", merging.merge, name="merge"),
]
