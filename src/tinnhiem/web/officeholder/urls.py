"""Addresses."""

from django.urls import URLPattern

app_name = "officeholder"
urlpatterns: list[URLPattern] = []
