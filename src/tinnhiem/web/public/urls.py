"""Addresses of what was published; they stay for good."""

from django.urls import URLPattern, path

from tinnhiem.web.public import index, result

app_name = "public"
urlpatterns: list[URLPattern] = [
    path("ket-qua", index.index, name="index"),
    path("ket-qua/cach-doc", index.reading, name="reading"),
    path("ket-qua/<slug:address>", result.result, name="result"),
    path("ket-qua/<slug:address>/ket-qua.json", result.as_json, name="json"),
    path("ket-qua/<slug:address>/ket-qua.csv", result.as_csv, name="csv"),
    path("ket-qua/<slug:address>/ket-qua.pdf", result.as_pdf, name="pdf"),
]
