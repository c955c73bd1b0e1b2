"""The forms of the counting board: shapes only, what they mean is decided by the acts."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from tinnhiem.records.models import BatchEntry, Rated
from tinnhiem.web.entries import words
from tinnhiem.wording.language import _

#: More ballots than any batch holds; beyond it is a slip of the finger.
MOST: Final = 100_000
_SEPARATORS: Final = re.compile(r"[\s,;+]+")


class TallyField(forms.Field):
    """A number of ballots as it was typed: takes ``49``, ``049``, spaces; an empty one is None."""

    def __init__(self, label: str, *, required: bool = False) -> None:
        widget = forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "12"}
        )
        super().__init__(label=label, required=required, widget=widget)
        self.error_messages["required"] = _("Write a number, 0 where there is none.")

    def to_python(self, value: Any) -> int | None:  # noqa: ANN401 - as Django has it
        """Read digits with spaces between them."""
        text = "".join(str(value or "").split())
        if not text:
            return None
        if not text.isascii() or not text.isdigit():
            raise ValidationError(_("Write a whole number in digits, such as 49."))
        if len(text.lstrip("0")) > len(str(MOST)) - 1:
            raise ValidationError(_("This number is too large. Write it again."))
        return int(text)


class TallyForm(forms.Form):
    """The cells of one batch: for every line every choice and the invalid, then the whole sheets.

    The field of a cell is called after its line and its key, ``p1-high``.
    """

    def __init__(
        self,
        *given: Any,  # noqa: ANN401 - as Django has it
        lines: Sequence[Rated],
        labels: Mapping[str, str],
        whole: bool = True,
        entry: BatchEntry | None = None,
        **more: Any,  # noqa: ANN401 - as Django has it
    ) -> None:
        super().__init__(*given, **more)
        self.lines, self.labels = lines, labels
        for rated in lines:
            kept = entry.cells.get(rated.line, {}) if entry else {}
            for key, label in labels.items():
                field = TallyField(f"{rated.name}: {label}")
                field.initial = kept.get(key)
                self.fields[f"{rated.line}-{key}"] = field
        if whole:
            self.fields["invalid_ballots"] = TallyField(_("Ballots invalid as a whole"))
            self.fields["invalid_ballots"].initial = entry.invalid_ballots if entry else None
        self.fields["certain"] = forms.BooleanField(
            required=False, label=_("We counted again: this is what the ballots show.")
        )
        self.fields["version"] = forms.IntegerField(
            widget=forms.HiddenInput, min_value=0, initial=entry.version if entry else 0
        )

    def cells(self) -> dict[str, dict[str, int]]:
        """Return the cells that hold a number, by line and key."""
        found: dict[str, dict[str, int]] = {}
        for rated in self.lines:
            kept = {key: self.cleaned_data.get(f"{rated.line}-{key}") for key in self.labels}
            found[rated.line] = {key: number for key, number in kept.items() if number is not None}
        return found

    def rows(self) -> Iterable[dict[str, Any]]:
        """Yield every line with its cells, its sum as it stands and whether it has an error."""
        for rated in self.lines:
            bound = [self[f"{rated.line}-{key}"] for key in self.labels]
            numbers = [_number(each.value()) for each in bound]
            yield {
                "rated": rated,
                "cells": bound,
                "sum": sum(n for n in numbers if n is not None),
                "begun": any(n is not None for n in numbers),
                "full": all(n is not None for n in numbers),
                "errors": [error for each in bound for error in each.errors],
            }


def _number(value: object) -> int | None:
    text = "".join(str("" if value is None else value).split())
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


class SplitForm(forms.Form):
    """The sizes of the batches of a type, in the order in which they lie on the table."""

    sizes = forms.CharField(max_length=2000)

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*given, **more)
        field = self.fields["sizes"]
        field.label = _("Ballots in each batch, in their order")
        field.help_text = _("Numbers with spaces between them, such as 10 10 10 10 9.")
        field.error_messages = {
            "required": _("Write how many ballots each batch has."),
            "max_length": _("These are too many batches."),
            "null_characters_not_allowed": _("Write a whole number in digits, such as 49."),
        }

    def clean_sizes(self) -> list[int]:
        """Read the numbers."""
        parts = [part for part in _SEPARATORS.split(self.cleaned_data["sizes"]) if part]
        if not all(part.isascii() and part.isdigit() and len(part) <= 7 for part in parts):
            raise ValidationError(_("Write only whole numbers with spaces between them."))
        return [int(part) for part in parts]


class CourseForm(forms.Form):
    """What happened at the count and belongs into the minutes."""

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*given, **more)
        self.fields["course"] = words(
            _("Complaints and incidents during the count"),
            required=False,
            hint=_("Printed in the minutes; leave it empty where there were none."),
            most=5000,
        )


class SignForm(forms.Form):
    """The statement that a member affirms, and a dissent."""

    facts = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *given: Any, statement: str, **more: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*given, **more)
        self.fields["affirmed"] = forms.BooleanField(label=statement, required=False)
        self.fields["dissent"] = words(
            _("A different opinion"),
            required=False,
            hint=_("Printed in the minutes under your name."),
            most=2000,
        )


class ScanForm(forms.Form):
    """The scan of the minutes signed on paper."""

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*given, **more)
        self.fields["file"] = forms.FileField(
            label=_("Scan of the minutes signed on paper"),
            help_text=_("PDF, PNG or JPEG, at most 20 MB."),
            error_messages={
                "required": _("Choose a file."),
                "invalid": _("Choose a file."),
                "missing": _("Choose a file."),
                "empty": _("The file is empty. Choose another one."),
            },
        )


class ParcelForm(forms.Form):
    """The sealing record of one parcel."""

    def __init__(self, *given: Any, law: bool, **more: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*given, **more)
        self.fields["content"] = words(_("What is in the parcel"))
        self.fields["ballots"] = TallyField(_("Number of ballots"))
        self.fields["seals"] = _line(_("Seals: number or mark"), 300)
        self.fields["witnesses"] = words(_("Who saw it sealed"))
        self.fields["sealed_on"] = day(_("Sealed on"))
        hint = "" if law else _("No legal basis sets a term here: the body sets one itself.")
        self.fields["keep_until"] = day(_("To be kept until"), required=False, hint=hint)


class TermForm(forms.Form):
    """Until when a parcel is kept."""

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*given, **more)
        self.fields["keep_until"] = day(_("To be kept until"))


def _line(label: str, most: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        error_messages={
            "max_length": _("At most {limit} letters.").format(limit=most),
            "null_characters_not_allowed": _("Write it in plain letters."),
        },
    )


def day(label: str, *, required: bool = True, hint: str = "") -> forms.DateField:
    """Return a field for a day as people here write it."""
    told = _("Write a day such as 07/12/2028.")
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint or _("Day, month and year, for instance 7/12/2028"),
        input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric"}),
        error_messages={"required": told, "invalid": told},
    )
