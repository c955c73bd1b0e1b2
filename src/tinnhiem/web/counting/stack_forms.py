"""The forms about scanned stacks: files, scanners, samples, the lines of the wall."""

import re
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from tinnhiem.records.models import ScannerCheck
from tinnhiem.records.second_look import KINDS
from tinnhiem.web.counting.forms import TallyField
from tinnhiem.web.entries import words
from tinnhiem.wording.language import _, current

_SHARE: Final = re.compile(r"(\d{1,3})(?:[.,](\d))?")
_TENTHS: Final = 10


class DeckForm(forms.Form):
    """A scanned stack."""

    def __init__(self, *given: Any, label: str, **more: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*given, **more)
        told = _("Choose a file.")
        self.fields["file"] = forms.FileField(
            label=label,
            help_text=_(
                "PDF, TIFF, PNG or JPEG in grey or colour, 200 to 300 dpi, at most 200 MB."
            ),
            error_messages={
                "required": told,
                "invalid": told,
                "missing": told,
                "empty": _("The file is empty. Choose another one."),
            },
        )


class StackForm(DeckForm):
    """A stack of ballots, and the scanner that was checked for it."""

    def __init__(
        self,
        *given: Any,  # noqa: ANN401 - as Django has it
        checks: Sequence[ScannerCheck],
        required: bool,
        label: str | None = None,
        **more: Any,  # noqa: ANN401 - as Django has it
    ) -> None:
        super().__init__(*given, label=label or _("Scanned ballots"), **more)
        told = _("Check the scanner with the test deck first, and choose it here.")
        choices = [(each.key, f"{each.scanner} · {each.paper}") for each in checks]
        if not required:
            choices.insert(0, ("", _("Without a check: rehearsal only")))
        self.fields["check"] = forms.ChoiceField(
            label=_("Scanner and paper"),
            choices=choices,
            required=required,
            error_messages={"required": told, "invalid_choice": told},
        )
        self.order_fields(("check", "file"))


class CheckForm(DeckForm):
    """A scanned deck, of which scanner and which paper."""

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*given, label=_("Scanned test deck with its blank sheets"), **more)
        self.fields["scanner"] = _short(_("Scanner"), _("Such as its number or its room."))
        self.fields["paper"] = _short(_("Paper"), _("Such as A4 80 g, white."))
        self.order_fields(("scanner", "paper", "file"))


def _short(label: str, hint: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=100,
        error_messages={
            "max_length": _("At most {limit} letters.").format(limit=100),
            "null_characters_not_allowed": _("Write it in plain letters."),
        },
    )


class SampleForm(forms.Form):
    """How many rows are drawn, by which digits."""

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*given, **more)
        self.fields["seed"] = forms.CharField(
            label=_("Digits thrown in public"),
            help_text=_("At least six, such as by dice before observers. They stand in the log."),
            max_length=100,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            error_messages={
                "required": _("Write at least six digits thrown in public."),
                "max_length": _("At most {limit} letters.").format(limit=100),
                "null_characters_not_allowed": _("Write at least six digits thrown in public."),
            },
        )
        self.fields["size"] = TallyField(_("Rows to draw"), required=True)


class SecondLookForm(forms.Form):
    """How the second look was made and what was found."""

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*given, **more)
        told = _("Choose how the second look was made.")
        self.fields["kind"] = forms.ChoiceField(
            label=_("How it was made"),
            choices=[(kind, _(name)) for kind, name in KINDS.items()],
            widget=forms.RadioSelect,
            error_messages={"required": told, "invalid_choice": told},
        )
        self.fields["reason"] = words(_("What the second look found"))


class ShareField(forms.Field):
    """A share of ink in percent with one decimal, as typed; kept in thousandths."""

    def __init__(self, label: str) -> None:
        widget = forms.TextInput(
            attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": "6"}
        )
        super().__init__(label=label, required=False, widget=widget)

    def to_python(self, value: Any) -> int | None:  # noqa: ANN401 - as Django has it
        """Read ``1,2`` or ``1.2``; an empty field is None."""
        text = str(value or "").strip().removesuffix("%").strip()
        if not text:
            return None
        found = _SHARE.fullmatch(text) if text.isascii() else None
        if found is None:
            raise ValidationError(_("Write a share of ink between 0,1 and 100 percent."))
        return int(found[1]) * _TENTHS + int(found[2] or 0)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - as Django has it
        """Show what was kept as people write it."""
        return ink_words(value) if isinstance(value, int) else value


class LinesForm(forms.Form):
    """Where the lines of the wall are; empty where nobody moved them."""

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*given, **more)
        self.fields["empty_below"] = ShareField(_("Empty below, percent of ink"))
        self.fields["marked_from"] = ShareField(_("Marked from, percent of ink"))
        self.fields["version"] = forms.IntegerField(min_value=0, widget=forms.HiddenInput())


def ink_words(thousandths: int) -> str:
    """Return a share of ink in percent, as the language writes it."""
    whole, tenths = divmod(thousandths, _TENTHS)
    point = "." if current() == "en" else ","
    return f"{whole}{point}{tenths}" if tenths else f"{whole}"
