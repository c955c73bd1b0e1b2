"""Inputs written by hand say what Django's own templates say, whatever they are given."""

import html
import re
from typing import Any

import pytest
from django import forms
from django.forms.renderers import Jinja2
from django.utils.safestring import mark_safe

from tinnhiem.web.look.inputs import PLAIN, Inputs

WIDGETS: tuple[type[forms.Widget], ...] = (
    forms.TextInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.PasswordInput,
    forms.HiddenInput, forms.DateInput, forms.DateTimeInput, forms.TimeInput, forms.FileInput,
    forms.CheckboxInput, forms.Textarea, forms.Select, forms.RadioSelect,
)  # fmt: skip
VALUES = (
    None,
    "",
    0,
    17,
    True,
    "Sùng Thị Mai",
    "\"'><script>",
    "\u202eâ\u0301",
    mark_safe("&amp;x"),
)
ATTRIBUTES: tuple[dict[str, Any], ...] = (
    {},
    {
        "id": "x",
        "required": True,
        "disabled": False,
        "maxlength": 3,
        "data-x": "<'\">",
        "class": "",
    },
)


@pytest.mark.parametrize("attributes", ATTRIBUTES, ids=["bare", "with attributes"])
@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("kind", WIDGETS)
def test_an_input_is_the_one_of_the_template(
    kind: type[forms.Widget], value: object, attributes: dict[str, Any]
) -> None:
    more: dict[str, Any] = (
        {"choices": [("1", "<một>"), ("a", "hai")]}
        if issubclass(kind, forms.widgets.ChoiceWidget)
        else {}
    )

    by_hand, by_template = (
        kind(**more).render("n", value, attributes, renderer) for renderer in (Inputs(), Jinja2())
    )

    assert _same(by_hand) == _same(by_template)
    assert "<script" not in by_hand


def test_every_plain_template_of_the_widgets_in_use_is_written_by_hand() -> None:
    plain = [kind for kind in WIDGETS if issubclass(kind, forms.widgets.Input)]

    assert {getattr(kind(), "template_name") for kind in plain} <= PLAIN  # noqa: B009 - stubs lack it


def _same(text: str) -> str:
    """Both ways of writing the same quotation marks, as one."""
    return re.sub(r"&#x?\d+;", lambda found: html.escape(html.unescape(found[0])), str(text))
