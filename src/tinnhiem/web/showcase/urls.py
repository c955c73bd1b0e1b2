"""Addresses of the demonstration."""

from django.urls import path

from tinnhiem.web.showcase import people

app_name = "showcase"
urlpatterns = [
    path("thu/", people.people, name="people"),
    path("thu/vao", people.become, name="become"),
]
