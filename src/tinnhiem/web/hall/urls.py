"""Addresses of the hall: the chair's remote, the screen, and its picture."""

from django.urls import URLPattern, path

from tinnhiem.web.hall import remote, screen

app_name = "hall"
_REMOTE = "cuoc/<str:poll>/man-hinh"
urlpatterns: list[URLPattern] = [
    path(_REMOTE, remote.remote, name="remote"),
    path(f"{_REMOTE}/dua-len", remote.releasing, name="release"),
    path(f"{_REMOTE}/trong", remote.blanking, name="blank"),
    path(f"{_REMOTE}/dia-chi", remote.readdressing, name="new-address"),
    path("man-hinh/<str:key>", screen.screen, name="screen"),
    path("song/man-hinh/<str:key>", screen.picture, name="picture"),
]
