"""The forms of the day: shapes only, what they mean is decided by the acts."""

from typing import Any

from django import forms

from tinnhiem.records.models import BoardMember
from tinnhiem.wording.language import _

#: More ballots or voters than any conference has; beyond it is a slip of the finger.
MOST = 1_000_000


class CountField(forms.IntegerField):
    """A number of people or ballots: no spinner, accepts "049" and spaces."""

    def __init__(self, label: str, *, required: bool = True, hint: str = "") -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(
            label=label,
            required=required,
            help_text=hint,
            widget=widget,
            min_value=0,
            max_value=MOST,
            error_messages={
                "required": _("Write a number, 0 where there is none."),
                "invalid": _("Write a whole number in digits, such as 49."),
                "min_value": _("Write a number of 0 or more."),
                "max_value": _("This number is too large. Write it again."),
            },
        )

    def to_python(self, value: Any) -> int | None:  # noqa: ANN401 - as Django has it
        """Read digits with spaces between them."""
        if isinstance(value, str):
            value = "".join(value.split())
        return super().to_python(value)


class VotesForm(forms.Form):
    """For, against, abstained: and that the chair declared the outcome."""

    def __init__(self, *given: Any, declared: str, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **more)
        self.fields["for"] = CountField(_("In favour"))
        self.fields["against"] = CountField(_("Against"))
        self.fields["abstained"] = CountField(_("Abstained"))
        self.fields["declared"] = forms.BooleanField(
            label=declared,
            error_messages={"required": _("Tick this when the chair has declared it.")},
        )


class MemberForm(forms.Form):
    """Somebody proposed for the counting board."""

    def __init__(self, *given: Any, people: list[tuple[str, str]], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **more)
        self.fields["person"] = forms.ChoiceField(
            label=_("Person"),
            choices=[("", _("Choose a person")), *people],
            error_messages=_chosen(_("Choose a person of the roll.")),
        )
        self.fields["duty"] = forms.ChoiceField(
            label=_("On the board as"),
            choices=[(duty.value, duty_name(duty)) for duty in BoardMember.Duty],
            initial=BoardMember.Duty.MEMBER.value,
            error_messages=_chosen(_("Choose what the person is on the board.")),
        )
        self.fields["team"] = forms.ChoiceField(
            label=_("Team that keys the count"),
            required=False,
            choices=[("", _("In no team")), ("1", _("Team 1")), ("2", _("Team 2"))],
            error_messages=_chosen(_("There are two teams.")),
        )


def _chosen(told: str) -> dict[str, str]:
    return {"required": told, "invalid_choice": told}


def duty_name(duty: str) -> str:
    """Return what a member of the board is called by their duty."""
    return {
        BoardMember.Duty.HEAD: _("Head of the board"),
        BoardMember.Duty.SECRETARY: _("Secretary of the board"),
        BoardMember.Duty.MEMBER: _("Member of the board"),
    }[BoardMember.Duty(duty)]


class ReasonForm(forms.Form):
    """A reason in words."""

    def __init__(self, *given: Any, label: str = "", **more: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **more)
        self.fields["reason"] = forms.CharField(
            label=label or _("Reason"),
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={
                "required": _("Write down the reason."),
                "max_length": _("Keep the reason under 500 letters."),
                "null_characters_not_allowed": _("Write the reason in plain letters."),
            },
        )


class WaiverForm(forms.Form):
    """Reasons for conditions that the chair may set aside, one field each."""

    def __init__(self, *given: Any, conditions: dict[str, str], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **more)
        for name, label in conditions.items():
            self.fields[name] = forms.CharField(
                label=label,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={
                    "required": _("Write down the reason."),
                    "max_length": _("Keep the reason under 500 letters."),
                    "null_characters_not_allowed": _("Write the reason in plain letters."),
                },
            )


class NothingForm(forms.Form):
    """A form that only confirms: what the act refuses is shown on it."""


class LedgerForm(forms.Form):
    """The ledger of one type: what is not known yet stays empty."""

    def __init__(self, *given: Any, only_printed: bool = False, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **more)
        self.fields["printed"] = CountField(
            _("Printed and stamped"), required=False, hint=_("Ballots, not pages.")
        )
        self.fields["version"] = CountField("")
        self.fields["version"].widget = forms.HiddenInput()
        if only_printed:
            return
        self.fields["issued"] = CountField(
            _("Issued"), required=False, hint=_("One to each voter present.")
        )
        self.fields["exchanged"] = CountField(
            _("Exchanged because spoiled"),
            required=False,
            hint=_("Spoiled ballots taken back, a corner cut off."),
        )
        self.fields["unused"] = CountField(
            _("Unused"), required=False, hint=_("Still in the envelope, signed over.")
        )
        self.fields["returned"] = CountField(
            _("Returned"), required=False, hint=_("Ballots in the box, after the vote.")
        )


class RecountForm(forms.Form):
    """What the second count of the box found."""

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **more)
        self.fields["returned"] = CountField(_("Returned, second count"))
        self.fields["version"] = CountField("")
        self.fields["version"].widget = forms.HiddenInput()


class LedgerReasonForm(ReasonForm):
    """Why the numbers of a type do not balance."""

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*given, label=_("Why it does not balance"), **more)
        self.fields["version"] = CountField("")
        self.fields["version"].widget = forms.HiddenInput()


class CorrectionForm(LedgerForm):
    """Other numbers than those announced, and why."""

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **more)
        for name in ("printed", "issued", "exchanged", "unused", "returned"):
            self.fields[name].required = True
        self.fields["reason"] = ReasonForm().fields["reason"]
