"""The forms of the day: shapes only, what they mean is decided by the acts."""

from typing import Any

from django import forms

from tinnhiem.records.models import BoardMember
from tinnhiem.web.day_words import duty_name
from tinnhiem.web.entries import CountField, ReasonForm
from tinnhiem.web.writing import text_line
from tinnhiem.wording.language import _

#: More ballots or voters than any conference has; beyond it is a slip of the finger.
MOST = 1_000_000


def _count(label: str, *, required: bool = True, hint: str = "") -> CountField:
    """Return a field for a number of people or ballots."""
    return CountField(
        label=label,
        required=required,
        help_text=hint,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        max_value=MOST,
        error_messages={
            "required": _("Write a number, 0 where there is none."),
            "invalid": _("Write a whole number in digits, such as 49."),
            "min_value": _("Write a number of 0 or more."),
            "max_value": _("This number is too large. Write it again."),
        },
    )


class VotesForm(forms.Form):
    """For, against, abstained: and that the chair declared the outcome."""

    def __init__(self, *given: Any, declared: str, **more: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*given, **more)
        self.fields["for"] = _count(_("In favour"))
        self.fields["against"] = _count(_("Against"))
        self.fields["abstained"] = _count(_("Abstained"))
        self.fields["declared"] = forms.BooleanField(
            label=declared,
            error_messages={"required": _("Tick this when the chair has declared it.")},
        )


class MemberForm(forms.Form):
    """Somebody proposed for the counting board."""

    def __init__(self, *given: Any, people: list[tuple[str, str]], **more: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*given, **more)
        self.everybody = people
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

    def offer(self, people: list[tuple[str, str]]) -> None:
        """Offer these people and whoever was chosen, where the form is shown with its errors."""
        chosen = self.data.get("person")
        kept = [each for each in self.everybody if each in people or each[0] == chosen]
        field = self.fields["person"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Choose a person")), *kept]


def _chosen(told: str) -> dict[str, str]:
    return {"required": told, "invalid_choice": told}


class WaiverForm(forms.Form):
    """Reasons for conditions that the chair may set aside, one field each."""

    def __init__(self, *given: Any, conditions: dict[str, str], **more: Any) -> None:  # noqa: ANN401 - as Django has it
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


class LedgerForm(forms.Form):
    """The ledger of one type: what is not known yet stays empty."""

    def __init__(self, *given: Any, only_printed: bool = False, **more: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*given, **more)
        self.fields["printed"] = _count(
            _("Printed and stamped"), required=False, hint=_("Ballots, not pages.")
        )
        self.fields["version"] = _count("")
        self.fields["version"].widget = forms.HiddenInput()
        if only_printed:
            return
        self.fields["issued"] = _count(
            _("Issued"), required=False, hint=_("One to each voter present.")
        )
        self.fields["exchanged"] = _count(
            _("Exchanged because spoiled"),
            required=False,
            hint=_("Spoiled ballots taken back, a corner cut off."),
        )
        self.fields["exchange_reason"] = text_line(
            _("Why they were exchanged"),
            hint=_("Only where some were, for instance: marked in the wrong row."),
            most=500,
        )
        self.fields["unused"] = _count(
            _("Unused"), required=False, hint=_("Still in the envelope, signed over.")
        )
        self.fields["returned"] = _count(
            _("Returned"), required=False, hint=_("Ballots in the box, after the vote.")
        )


class RecountForm(forms.Form):
    """What the second count of the box found."""

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*given, **more)
        self.fields["returned"] = _count(_("Returned, second count"))
        self.fields["version"] = _count("")
        self.fields["version"].widget = forms.HiddenInput()


class LedgerReasonForm(ReasonForm):
    """Why the numbers of a type do not balance."""

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*given, label=_("Why it does not balance"), **more)
        self.fields["version"] = _count("")
        self.fields["version"].widget = forms.HiddenInput()


class CorrectionForm(LedgerForm):
    """Other numbers than those announced, and why."""

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*given, **more)
        for name in ("printed", "issued", "exchanged", "unused", "returned"):
            self.fields[name].required = True
        del self.fields["exchange_reason"]  # one reason is asked for here: that of the correction
        self.fields["reason"] = ReasonForm().fields["reason"]
