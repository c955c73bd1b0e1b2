"""Fields of forms that people fill in: days as Vietnamese write them, clean lines, reasons."""

import re
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.functional import lazy

from tinnhiem.wording.dates import read_date, short_date
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.names import clean

_SPACES: Final = re.compile(r"[\s\u00a0]+")
#: Thousands parted by dots, as Vietnamese write them: 1.029, but not 49.5.
_PARTED: Final = re.compile(r"\d{1,3}(\.\d{3})+")
_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)
_HINT: Final = lazy(_, str)(noted("Day, month and year, for instance 7/12/2028"))


class DayField(forms.CharField):
    """A day: 7/12/2028, 07.12.2028, 7 Dec 2028; what was typed is shown again as it was."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - the options of a field
        options.setdefault("max_length", 40)
        options.setdefault("help_text", _HINT)
        super().__init__(**options)
        self.widget.attrs.update({"inputmode": "numeric", "autocomplete": "off"})

    def prepare_value(self, value: object) -> object:
        """Show a day as people write it."""
        return short_date(value) if isinstance(value, date) else value

    def clean(self, value: object) -> Any:  # noqa: ANN401 - a day or None
        """Return the day, None where nothing is filled in."""
        text = str(super().clean(value) or "")
        if not text:
            return None
        found = read_date(text)
        if found is None or not _FIRST <= found <= _LAST:
            raise forms.ValidationError(_("Write the day as 07/12/2028."))
        return found


class LineField(forms.CharField):
    """Text on one line: composed, with single spaces, without invisible characters."""

    def clean(self, value: object) -> str:
        """Return the tidy text."""
        return str(super().clean(clean(str(value or ""))))


class ReasonField(forms.CharField):
    """A reason in words, at most 500 characters."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - the options of a field
        options.setdefault("max_length", 500)
        options.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(**options)


class CountField(forms.IntegerField):
    """A whole number; 49, 049 and 1.029 are read."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - the options of a field
        options.setdefault("min_value", 0)
        options.setdefault("max_value", 1_000_000)
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(**options)

    def to_python(self, value: object) -> int | None:
        """Return the number, None where nothing is filled in."""
        text = _SPACES.sub("", str(value if value is not None else ""))
        if len(text) > 9:
            raise forms.ValidationError(_("Write a whole number."))
        return super().to_python(text.replace(".", "") if _PARTED.fullmatch(text) else text)


class NothingForm(forms.Form):
    """A form of one button, which only confirms: what the act refuses is shown on it."""


def plain_errors(form: forms.BaseForm) -> None:
    """Say in the language in use what the fields of a form say in English otherwise."""
    for field in form.fields.values():
        field.error_messages.update(
            {
                "invalid": _("Write a whole number.")
                if isinstance(field, forms.IntegerField)
                else _("This cannot be read."),
                "invalid_choice": _("Choose one of the listed answers."),
                "invalid_list": _("Choose one of the listed answers."),
                "null_characters_not_allowed": _("This cannot be read."),
                "missing": _("Choose a file."),
                "empty": _("The file is empty."),
            }
        )
        for validator in field.validators:
            words = {
                "max_length": _("At most %(limit_value)d characters."),
                "min_value": _("At least %(limit_value)s."),
                "max_value": _("At most %(limit_value)s."),
                "null_characters_not_allowed": _("This cannot be read."),
            }.get(getattr(validator, "code", ""))
            if words:
                setattr(validator, "message", words)  # noqa: B010 - validators are callables to the checker


class OfficeForm(forms.Form):
    """A form of the office: its fields speak the language in use."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        plain_errors(self)


def words(label: str, *, required: bool = True, hint: str = "", most: int = 500) -> forms.CharField:
    """Return a field for a sentence or two."""
    return forms.CharField(
        label=label,
        required=required,
        help_text=hint,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write down the reason."),
            "max_length": _("At most {limit} letters.").format(limit=most),
            "null_characters_not_allowed": _("Write the reason in plain letters."),
        },
    )


class ReasonForm(forms.Form):
    """A reason in words."""

    def __init__(
        self,
        *given: Any,  # noqa: ANN401 - as Django has it
        label: str = "",
        required: bool = True,
        **more: Any,  # noqa: ANN401 - as Django has it
    ) -> None:
        super().__init__(*given, **more)
        self.fields["reason"] = words(label or _("Reason"), required=required)
