"""Every address of the office, by audience."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("tinnhiem.web.accounts.urls")),
    path("", include("tinnhiem.web.look.urls")),
    path("", include("tinnhiem.web.public.urls")),
    path("", include("tinnhiem.web.showcase.urls")),
    path("", include("tinnhiem.web.registry.urls")),
    path("", include("tinnhiem.web.secretariat.urls")),
    path("", include("tinnhiem.web.officeholder.urls")),
    path("", include("tinnhiem.web.front.urls")),
    path("", include("tinnhiem.web.reading.urls")),
    path("", include("tinnhiem.web.conference.urls")),
    path("", include("tinnhiem.web.hall.urls")),
    path("", include("tinnhiem.web.counting.urls")),
    path("", include("tinnhiem.web.consequences.urls")),
    path("", include("tinnhiem.web.audit.urls")),
]

handler400 = "tinnhiem.web.answers.bad_request"
handler403 = "tinnhiem.web.answers.not_found"
handler404 = "tinnhiem.web.answers.not_found"
handler500 = "tinnhiem.web.answers.broken"
