"""Forms of long texts and of files, the same for every audience."""

from typing import Any

from django import forms

from tinnhiem.actions.texts import MAXIMUM
from tinnhiem.wording.language import _
from tinnhiem.wording.numbers import grouped


class TextForm(forms.Form):
    """One long text, with the version that it was opened at."""

    def __init__(
        self,
        *given: Any,  # noqa: ANN401 - as Django has it
        label: str,
        hint: str = "",
        name: str = "text",
        rows: int = 12,
        required: bool = True,
        most: int = MAXIMUM,
        **more: Any,  # noqa: ANN401 - as Django has it
    ) -> None:
        super().__init__(*given, **more)
        self.fields[name] = forms.CharField(
            label=label,
            help_text=hint,
            required=required,
            max_length=most,
            strip=False,
            widget=forms.Textarea(attrs={"rows": rows, "class": "document"}),
            error_messages={
                "required": _("Write the text first."),
                "max_length": _("The text is too long: at most {most} characters.").format(
                    most=grouped(most)
                ),
                **_no_nulls(),
            },
        )
        self.fields["version"] = forms.IntegerField(
            widget=forms.HiddenInput, required=False, min_value=0, max_value=10**9
        )

    def clean_version(self) -> int:
        """Return the version, 0 where none came: that is never the one in force."""
        return self.cleaned_data.get("version") or 0


def text_line(
    label: str, *, hint: str = "", required: bool = False, most: int = 100
) -> forms.CharField:
    """Return a field of one line."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=most,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "max_length": _("This is too long: at most {most} characters.").format(most=most),
            **_no_nulls(),
        },
    )


def file_field(label: str, *, hint: str, accept: str, required: bool = True) -> forms.FileField:
    """Return a field for a file; what it really is, the act looks at."""
    return forms.FileField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.FileInput(attrs={"accept": accept}),
        max_length=500,
        error_messages={
            "required": _("Choose a file."),
            "invalid": _("Choose a file."),
            "missing": _("Choose a file."),
            "empty": _("The file is empty. Choose another one."),
            "max_length": _("The name of the file is too long."),
        },
    )


def _no_nulls() -> dict[str, str]:
    return {"null_characters_not_allowed": _("The text holds a sign that cannot be kept.")}
