"""Addresses of the Fatherland Front."""

from django.urls import URLPattern, path

from tinnhiem.web.front import pages

app_name = "front"
_PERSON = "cuoc/<str:poll>/mat-tran/nguoi/<str:line>"
urlpatterns: list[URLPattern] = [
    path("cuoc/<str:poll>/mat-tran", pages.received, name="list"),
    path("cuoc/<str:poll>/mat-tran/tong-hop", pages.synthesis, name="synthesis"),
    path("cuoc/<str:poll>/mat-tran/tong-hop/tep", pages.synthesis_file, name="synthesis-file"),
    path(_PERSON, pages.person, name="person"),
    path(f"{_PERSON}/chuyen", pages.pass_on, name="pass-on"),
    path(f"{_PERSON}/<int:number>/bo", pages.removal, name="remove"),
]
