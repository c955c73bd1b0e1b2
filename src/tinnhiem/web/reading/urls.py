"""Addresses of the reading room."""

from django.urls import URLPattern, path

from tinnhiem.web.reading import questions, room

app_name = "reading"
_PERSON = "cuoc/<str:poll>/phong-doc/nguoi/<str:line>"
urlpatterns: list[URLPattern] = [
    path("cuoc/<str:poll>/phong-doc", room.room, name="room"),
    path("cuoc/<str:poll>/phong-doc/tong-hop/tep", room.synthesis_file, name="synthesis-file"),
    path(_PERSON, room.report, name="report"),
    path(f"{_PERSON}/y-kien", room.opinions, name="opinions"),
    path(f"{_PERSON}/ban-ke-khai", room.declaration, name="declaration"),
    path(f"{_PERSON}/ban-ke-khai/tep", room.declaration_file, name="declaration-file"),
    path(f"{_PERSON}/giai-trinh", room.explanation, name="explanation"),
    path("cuoc/<str:poll>/cau-hoi-cua-toi", questions.questions, name="questions"),
    path("cuoc/<str:poll>/cau-hoi-cua-toi/moi", questions.ask, name="ask"),
]
