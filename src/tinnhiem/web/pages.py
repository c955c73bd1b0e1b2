"""Answering with a page: 200, or 422 where a form has errors."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render

from tinnhiem.web.forms import token_of
from tinnhiem.web.requests import Visit

UNPROCESSABLE = 422


def show(
    request: Visit, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Render a page for its visitor; ``token`` is there for its forms.

    A form in the context under ``form`` that has errors makes the answer a 422.
    """
    values = {"token": token_of(request), **(context or {})}
    form = values.get("form")
    if isinstance(form, BaseForm) and form.is_bound and form.errors:
        status = UNPROCESSABLE
    return render(request, template, values, status=status)
