"""Addresses of the look: the choice of language, and the gallery of parts."""

from django.urls import path

from tinnhiem.web.look import views

app_name = "look"

urlpatterns = [
    path("language", views.language, name="language"),
    path("look", views.gallery, name="gallery"),
]
