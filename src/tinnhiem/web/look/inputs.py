"""Writing the inputs of forms: the plain ones here, a page of sixty numbers has nothing else.

Django fills a template in for each input, with two more inside it: a hundred times slower. What
has parts of its own, as lists of choices have, is left to Django's templates for Jinja2.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.forms.renderers import Jinja2
from django.http import HttpRequest
from markupsafe import Markup, escape

#: Templates of Django that hold nothing but one element ``input``.
PLAIN: Final = frozenset(
    f"django/forms/widgets/{kind}.html"
    for kind in ("text", "number", "email", "url", "password", "hidden", "date", "datetime",
                 "time", "file", "checkbox", "input")
)  # fmt: skip


class Inputs(Jinja2):
    """Renders forms, as ``FORM_RENDERER`` of the settings names it."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        """Return the text of a widget, the same as its template would give."""
        if template_name in PLAIN:
            return plain(context["widget"])
        return super().render(template_name, context, request)


def plain(widget: Mapping[str, Any]) -> Markup:
    """Return one element ``input`` of what Django's widgets say of themselves."""
    said: list[tuple[str, Any]] = [("type", widget["type"]), ("name", widget["name"])]
    if widget["value"] is not None:
        said.append(("value", str(widget["value"])))
    said += [item for item in widget["attrs"].items() if item[1] is not False]
    shown = (
        escape(key) if value is True else f'{escape(key)}="{escape(value)}"' for key, value in said
    )
    return Markup(f"<input {' '.join(shown)}>")  # noqa: S704 - every part is escaped above
