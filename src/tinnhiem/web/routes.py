"""Every page with its name and address, for the docs and for the test of who may open what."""

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import URLPattern, URLResolver

from tinnhiem.web.access import Page


class Route(NamedTuple):
    """A page as it can be opened."""

    name: str
    route: str
    page: Page


def routes(resolver: URLResolver, prefix: str = "", space: str = "") -> Iterator[Route]:
    """Yield the pages below a resolver; addresses that are no page of ours are left out."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route, pattern.namespace or pattern.app_name or space)
        elif isinstance(pattern, URLPattern):
            page = getattr(pattern.callback, "page", None)
            if isinstance(page, Page):
                yield Route(f"{space}:{pattern.name}", route, page)


def undeclared(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Yield addresses whose view nobody declared with :func:`tinnhiem.web.access.page`."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from undeclared(pattern, route)
        elif not isinstance(getattr(pattern.callback, "page", None), Page):
            yield route
