"""Addresses of what comes after the count."""

from django.urls import URLPattern, path

from tinnhiem.web.consequences import (
    cases,
    conclusions,
    petitions,
    publishing,
    releases,
    resolution,
    results,
    rollup,
    voting,
)

app_name = "consequences"
urlpatterns: list[URLPattern] = [
    path("cuoc/<str:poll>/ket-qua", results.results, name="results"),
    path("cuoc/<str:poll>/nghi-quyet", resolution.resolution, name="resolution"),
    path("cuoc/<str:poll>/xac-nhan-ket-qua", resolution.confirm, name="confirm"),
    path("cuoc/<str:poll>/nghi-quyet/van-ban", resolution.paper, name="resolution-paper"),
    path("cuoc/<str:poll>/mo-ket-qua", releases.releases, name="releases"),
    path("cuoc/<str:poll>/cong-bo", publishing.publishing, name="publishing"),
    path("cuoc/<str:poll>/cong-bo/de-nghi", publishing.proposing, name="propose"),
    path("cuoc/<str:poll>/cong-bo/<str:key>", publishing.confirming, name="confirm-publication"),
    path("cuoc/<str:poll>/dinh-chinh", publishing.correcting, name="correct"),
    path("cuoc/<str:poll>/he-qua", cases.follow_up, name="follow-up"),
    path("cuoc/<str:poll>/he-qua/<str:line>", cases.case, name="case"),
    path("cuoc/<str:poll>/he-qua/<str:line>/ket-thuc", cases.conclude, name="conclude"),
    path("cuoc/<str:poll>/he-qua/<str:line>/bo-phieu", voting.from_case, name="vote"),
    path("cuoc/<str:poll>/he-qua/<str:line>/van-ban/<int:event>", cases.paper, name="case-paper"),
    path("cuoc/<str:poll>/kien-nghi", petitions.petitions, name="petitions"),
    path("cuoc/<str:poll>/kien-nghi/<int:petition>/rut", petitions.withdraw, name="withdraw"),
    path("cuoc/<str:poll>/kien-nghi/<str:person>", voting.from_petitions, name="petition-vote"),
    path("cuoc/<str:poll>/ket-luan/<str:person>", conclusions.conclusion, name="conclusion"),
    path("tong-hop/<str:body>", rollup.roll_up, name="roll-up"),
]
