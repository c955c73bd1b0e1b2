"""Addresses of the log and of what an observer sees."""

from django.urls import URLPattern, path

from tinnhiem.web.audit import copies, log, observing

app_name = "audit"
urlpatterns: list[URLPattern] = [
    path("cuoc/<str:poll>/nhat-ky", log.log, name="log"),
    path("cuoc/<str:poll>/nhat-ky/kiem", log.check, name="check"),
    path("cuoc/<str:poll>/nhat-ky/nhat-ky.jsonl", copies.as_lines, name="lines"),
    path("cuoc/<str:poll>/nhat-ky/nhat-ky.csv", copies.as_table, name="table"),
    path("cuoc/<str:poll>/quan-sat", observing.observe, name="observe"),
]
