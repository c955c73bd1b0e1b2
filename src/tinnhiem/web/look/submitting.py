"""The form that changes something: a POST with its two hidden fields, in one place."""

from collections.abc import Callable

from jinja2.runtime import Context
from markupsafe import Markup

TOKEN_FIELD = "token"  # noqa: S105 - the name of a field, no secret


def form_with_token(  # noqa: PLR0913 - what a form element can carry, all but two by keyword
    context: Context,
    action: str,
    token: object,
    *,
    caller: Callable[[], str],
    css: str = "",
    files: bool = False,
    autosave: str | None = None,
    key: str | None = None,
    label: str | None = None,
    anchor: str | None = None,
) -> Markup:
    """Return a POST form around the body of the call.

    It carries the check against forgery of the page's own context and ``token``, by which the
    server knows a repeat. ``files`` lets it send files; ``autosave`` is the address that drafts
    go to and ``key`` the name of the draft kept in the browser; ``label`` names the form to
    screen readers.

    :raises KeyError: when the page was rendered without a request, so that no check exists.
    """
    attributes = Markup("")
    for name, value in (
        ("class", css),
        ("enctype", "multipart/form-data" if files else ""),
        ("data-autosave-url", autosave),
        ("data-autosave-key", key),
        ("aria-label", label),
        ("id", anchor),
    ):
        if value:
            attributes += Markup(' {}="{}"').format(Markup(name), value)  # noqa: S704 - constants
    return Markup(
        '<form method="post" action="{}" novalidate data-once{}>{}'
        '<input type="hidden" name="{}" value="{}">{}</form>'
    ).format(action, attributes, Markup(context["csrf_input"]), TOKEN_FIELD, token, caller())  # noqa: S704 - made by Django
