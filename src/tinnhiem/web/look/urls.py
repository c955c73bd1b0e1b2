"""Addresses of the look: the gallery of parts."""

from django.urls import path

from tinnhiem.web.look import views

app_name = "look"

urlpatterns = [
    path("look", views.gallery, name="gallery"),
]
