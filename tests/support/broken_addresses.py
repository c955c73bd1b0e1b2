"""Addresses of the office, and one whose page breaks over what its visitor sent."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path

from tinnhiem.project import urls


def breaks(request: HttpRequest, code: str) -> HttpResponse:
    """Fail twice, each time with the code and the form in the message."""
    try:
        raise LookupError(code)  # noqa: TRY301 - that it led to the other is the point
    except LookupError as error:
        told = f"{code} {request.POST.get('name')}"
        raise ZeroDivisionError(told) from error


urlpatterns: list[URLPattern | URLResolver] = [path("vo/<str:code>", breaks), *urls.urlpatterns]
handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500
