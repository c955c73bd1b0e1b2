"""What the templates need of a form: its problems with their places, and its inputs."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm, BaseFormSet, BoundField
from django.forms.widgets import CheckboxInput, ChoiceWidget, Select, Textarea
from markupsafe import Markup

from tinnhiem.wording.language import _, noted

Problem = dict[str, str | None]

#: What Django itself says of a wrong input, as the catalogue knows it.
DJANGO_SAYS = (
    noted("This field is required."),
    noted("Enter a whole number."),
    noted("Enter a number."),
    noted("Enter a valid date."),
    noted("Enter a valid time."),
    noted("Enter a valid date/time."),
    noted("Enter a valid email address."),
    noted("No file was submitted. Check the encoding type on the form."),
    noted("No file was submitted."),
    noted("The submitted file is empty."),
)


def problems(found: object) -> list[Problem]:
    """Return each problem as ``text`` and the ``anchor`` of its field, in the order of the page.

    Takes a form, a set of forms, or a list of texts, of pairs (text, anchor) or of mappings.
    """
    if found is None:
        return []
    if isinstance(found, BaseForm):
        return list(_of_form(found))
    if isinstance(found, BaseFormSet):
        whole = [_problem(str(text)) for text in found.non_form_errors()]
        return whole + [problem for form in found.forms for problem in _of_form(form)]
    if isinstance(found, Iterable):
        return [problem for each in found for problem in _of_item(each)]
    raise TypeError(found)


def _problem(text: str, anchor: str | None = None) -> Problem:
    return {"text": text, "anchor": anchor}


def _of_item(item: object) -> list[Problem]:
    if isinstance(item, BaseForm | BaseFormSet):
        return problems(item)
    if isinstance(item, Mapping):
        return [_problem(str(item["text"]), item.get("anchor"))]
    if isinstance(item, tuple):
        return [_problem(str(item[0]), item[1])]
    return [_problem(str(item))]


def _of_form(form: BaseForm) -> Iterator[Problem]:
    for text in form.non_field_errors():
        yield _problem(str(text))
    for bound in form:
        for text in said(bound):
            yield _problem(text, anchor(bound))


def said(bound: BoundField) -> list[str]:
    """Return what is wrong with a field, in the language in use."""
    return [
        _sentence(each, str(bound.label))
        for error in bound.errors.as_data()
        for each in _each(error)
    ]


def _each(error: ValidationError) -> list[ValidationError]:
    return list(error.error_list)


def _sentence(error: ValidationError, label: str) -> str:
    """Word what Django found; what an action or a form worded itself stays as it is."""
    params = error.params or {}
    limit, shown = params.get("limit_value"), params.get("show_value")
    words = {
        "required": _("“{label}” is not filled in."),
        "max_length": _("At most {limit} letters; there are {shown}."),
        "min_length": _("At least {limit} letters; there are {shown}."),
        "max_value": _("At most {limit}."),
        "min_value": _("At least {limit}."),
        "invalid_choice": _("Choose one of the answers offered."),
        "null_characters_not_allowed": _("This text holds a character that cannot be kept."),
    }
    known = words.get(error.code or "")
    own = str(error.message)
    if known and own.isascii():
        return known.format(label=label, limit=limit, shown=shown)
    spoken = _(own)
    return spoken % params if params else spoken


def anchor(bound: BoundField) -> str | None:
    """Return the id of what a link to the field leads to: of several boxes the first."""
    if kind(bound) == "choices":
        first = next(iter(bound.subwidgets), None)
        return first.id_for_label if first is not None else bound.auto_id
    return bound.id_for_label or bound.auto_id


def kind(bound: BoundField) -> str:
    """Return how a field is laid out: ``hidden``, ``choices``, ``check``, ``select``, ``text``."""
    widget = bound.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, CheckboxInput):
        return "check"
    if isinstance(widget, ChoiceWidget):
        return "select" if isinstance(widget, Select) else "choices"
    return "textarea" if isinstance(widget, Textarea) else "text"


def input_element(bound: BoundField, css: str = "", **attributes: Any) -> Markup:  # noqa: ANN401 - attributes of an element
    """Return the input of the field, described by its hint and its error."""
    described = [
        f"{bound.auto_id}_{part}"
        for part, text in (("helptext", bound.help_text), ("error", bound.errors))
        if text
    ]
    given: dict[str, Any] = {key.replace("_", "-"): value for key, value in attributes.items()}
    given["class"] = " ".join(filter(None, (bound.field.widget.attrs.get("class"), css)))
    if described:
        given["aria-describedby"] = " ".join(described)
    if bound.errors:
        given["aria-invalid"] = "true"
    if not bound.field.required:
        given.pop("required", None)
    return Markup(bound.as_widget(attrs=given))  # noqa: S704 - Django escapes its widgets
