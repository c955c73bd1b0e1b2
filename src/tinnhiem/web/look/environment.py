"""The Jinja2 environment of the office: what templates can call without importing it."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context

from tinnhiem.web.look import charts, fields, filters, submitting
from tinnhiem.wording.language import LANGUAGES, _, current, ngettext

_TESTS: Mapping[str, Callable[..., bool]] = {"blank": filters.is_blank}
_FILTERS: Mapping[str, Callable[..., Any]] = {
    "number": filters.number,
    "padded": filters.padded,
    "percent": filters.percent,
    "date": filters.day,
    "long_date": filters.long_day,
    "weekday": filters.weekday_of,
    "moment": filters.moment,
    "clock": filters.clock,
    "short_day": filters.short_day,
    "name": filters.name,
    "initials": filters.two_initials,
    "hash_groups": filters.hash_groups,
    "slug": filters.slug,
    "get": filters.get,
    "dash": filters.dash,
    "problems": fields.problems,
    "said": fields.said,
    "field_kind": fields.kind,
    "input": fields.input_element,
}


def environment(**options: Any) -> Environment:  # noqa: ANN401 - the options are Django's
    """Return the environment: a name that a page lacks is an error, everything is escaped."""
    options["undefined"] = StrictUndefined
    options["autoescape"] = True
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    made = Environment(**options)  # noqa: S701 - autoescape is set above
    made.globals.update(
        {
            "_": _,
            "ngettext": ngettext,
            "url": url,
            "static": _address_of,
            "charts": charts,
            "languages": LANGUAGES,
            "language": current,
            "form_with_token": pass_context(submitting.form_with_token),
        }
    )
    made.filters.update({key: _late(function) for key, function in _FILTERS.items()})
    made.tests.update(_TESTS)
    return made


def url(name: str, /, *args: object, **kwargs: object) -> str:
    """Return the address of the page called ``name``: ``url("clerk:poll", poll.pk)``."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


@lru_cache(maxsize=256)  # the files do not change while the office runs, and a page names hundreds
def _address_of(file: str) -> str:
    return static(file)


def _late(function: Callable[..., Any]) -> Callable[..., Any]:
    """Keep Jinja from working a constant out when it compiles: the language is known later."""

    @pass_context
    def filtered(_context: Context, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as Django has it
        return function(*args, **kwargs)

    return filtered
