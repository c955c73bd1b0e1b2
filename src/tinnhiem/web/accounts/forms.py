"""Forms of sign-in, invitations and settings: their shape only."""

from typing import Any, Final

from django import forms

from tinnhiem.conduct.transitions import Role
from tinnhiem.records.invitations import BY_CLERK, BY_OPERATOR
from tinnhiem.records.models import Account, Body, Person
from tinnhiem.web.role_words import ROLE_NAMES
from tinnhiem.wording.language import LANGUAGES, _

_DAYS: Final = ("%d/%m/%Y", "%Y-%m-%d")
_LANGUAGE_NAMES: Final = {"vi": "Tiếng Việt", "en": "English"}


def _secret(label: str, complete: str, hint: str = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": complete})
    wrong = {"required": _("Type the password."), "max_length": _("At most 200 characters.")}
    return forms.CharField(
        label=label, help_text=hint, max_length=200, strip=False, widget=widget,
        error_messages=wrong,
    )  # fmt: skip


def _text(label: str, most: int, missing: str, **more: Any) -> forms.CharField:  # noqa: ANN401 - as Django has it
    wrong = {
        "required": missing,
        "max_length": _("At most {count} characters.").format(count=most),
        "null_characters_not_allowed": _("This text holds signs that cannot be kept."),
    }
    return forms.CharField(label=label, max_length=most, error_messages=wrong, **more)


def _day(label: str) -> forms.DateField:
    widget = forms.DateInput(format=_DAYS[0], attrs={"inputmode": "numeric", "autocomplete": "off"})
    wrong = {"required": _("Write a day."), "invalid": _("Write the day like 07/12/2028.")}
    return forms.DateField(
        label=label, help_text=_("Day/month/year"), input_formats=_DAYS, widget=widget,
        error_messages=wrong,
    )  # fmt: skip


def _one_of(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    wrong = {"required": _("Choose one."), "invalid_choice": _("Choose one of the list.")}
    return forms.ChoiceField(label=label, choices=choices, error_messages=wrong)


class Form(forms.Form):
    """A form whose labels are in the language of the page: its fields are made when it is."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.fields.update(self.made())

    def made(self) -> dict[str, forms.Field]:
        """Return the fields in their order."""
        return {}


class SignInForm(Form):
    """A name and a password."""

    def made(self) -> dict[str, forms.Field]:
        """Return both; browsers fill them in."""
        attributes = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        return {
            "name": _text(
                _("Sign-in name"), 150, _("Type your sign-in name."),
                widget=forms.TextInput(attrs=attributes),
            ),
            "password": _secret(_("Password"), "current-password"),
        }  # fmt: skip


class CodeForm(Form):
    """A one-time code."""

    def made(self) -> dict[str, forms.Field]:
        """Return the code."""
        return {"code": code_field()}

    def wrong(self) -> str:
        """Return what is said where the code is not right."""
        return _("This code is not right. Type the one that the app shows now.")


class RecoveryForm(CodeForm):
    """A recovery code, from the sheet."""

    def made(self) -> dict[str, forms.Field]:
        """Return the code."""
        widget = forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"})
        hint = _("Ten letters and digits from your sheet, like 7KQ2M-XVA9P. Each works once.")
        return {
            "code": _text(
                _("Recovery code"), 40, _("Type the code."), widget=widget, help_text=hint
            )
        }

    def wrong(self) -> str:
        """Return what is said where the code is not right."""
        return _("This recovery code is not right, or it was used.")


def code_field() -> forms.CharField:
    """Return the field of a one-time code, as phones know it."""
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
    hint = _("Six digits from the app on your phone.")
    return _text(_("One-time code"), 12, _("Type the code."), widget=widget, help_text=hint)


class InvitationCodeForm(Form):
    """The code of an invitation, as printed."""

    def made(self) -> dict[str, forms.Field]:
        """Return the code."""
        widget = forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"})
        hint = _("Twelve letters and digits, as on the card: K7QM-2XVA-9PDT.")
        return {
            "code": _text(
                _("Code of the invitation"), 40, _("Type the code of the card."),
                widget=widget, help_text=hint,
            )
        }  # fmt: skip


class NewPasswordForm(Form):
    """A password that was never used here."""

    def made(self) -> dict[str, forms.Field]:
        """Return it once: the browser can show it."""
        hint = _("At least 10 characters. Several words are easy to keep in mind.")
        return {"password": _secret(_("New password"), "new-password", hint)}


class ChangePasswordForm(Form):
    """The present password, where there is one, and the new one."""

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:  # noqa: ANN401 - as Django has it
        self.account = account
        super().__init__(*args, **kwargs)

    def made(self) -> dict[str, forms.Field]:
        """Return the fields that the account needs."""
        hint = _("At least 10 characters. Several words are easy to keep in mind.")
        new: dict[str, forms.Field] = {"new": _secret(_("New password"), "new-password", hint)}
        if not self.account.has_usable_password():
            return new
        return {"old": _secret(_("Present password"), "current-password"), **new}


class HolderForm(Form):
    """What shows that the holder of the account is here: the present password, where one is set."""

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:  # noqa: ANN401 - as Django has it
        self.account = account
        super().__init__(*args, **kwargs)

    def made(self) -> dict[str, forms.Field]:
        """Return the password field, where the account has one."""
        if not self.account.has_usable_password():
            return {}
        return {"present": _secret(_("Present password"), "current-password")}


class PasskeyForm(HolderForm):
    """The name of a new passkey, and what the browser made."""

    def made(self) -> dict[str, forms.Field]:
        """Return the name and the holder's password."""
        hint = _("So that you know it again: phone, laptop of the office…")
        name = _text(_("Name of the passkey"), 60, _("Give it a name."), help_text=hint)
        hidden = forms.CharField(max_length=20_000, required=False, widget=forms.HiddenInput)
        return {"name": name, **super().made(), "credential": hidden}


class NewCodesForm(HolderForm):
    """The first code that an app shows."""

    def made(self) -> dict[str, forms.Field]:
        """Return the code and the holder's password."""
        return {"code": code_field(), **super().made()}


class LanguageForm(Form):
    """The language in which somebody is spoken to."""

    def made(self) -> dict[str, forms.Field]:
        """Return the choice."""
        choices = [(code, _LANGUAGE_NAMES[code]) for code in LANGUAGES]
        return {"language": _one_of(_("Language"), choices)}


class InvitePeopleForm(Form):
    """People of the lists, and until when their invitations are open."""

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:  # noqa: ANN401 - as Django has it
        self.people = people
        super().__init__(*args, **kwargs)

    def made(self) -> dict[str, forms.Field]:
        """Return the boxes and the day."""
        choices = [(person.key, person.name) for person in self.people]
        wrong = {
            "required": _("Choose at least one person."),
            "invalid_choice": _("Choose people of this list."),
        }
        boxes = forms.MultipleChoiceField(
            label=_("People"), choices=choices, error_messages=wrong,
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        return {"people": boxes, "expires_on": _day(_("Open until"))}


class InviteOfficialForm(Form):
    """Somebody who stands on no list, and their part."""

    roles: tuple[Role, ...] = BY_CLERK

    def made(self) -> dict[str, forms.Field]:
        """Return name, part and day."""
        choices = [(role.value, _(ROLE_NAMES[role])) for role in self.roles]
        return {
            "name": _text(_("Full name"), 300, _("Write the name.")),
            "role": _one_of(_("Part"), choices),
            "expires_on": _day(_("Open until")),
        }


class InviteStaffForm(InviteOfficialForm):
    """A clerk, a member of the standing body or an auditor, and for which body."""

    roles = BY_OPERATOR

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:  # noqa: ANN401 - as Django has it
        self.bodies = bodies
        super().__init__(*args, **kwargs)

    def made(self) -> dict[str, forms.Field]:
        """Return the body too."""
        choices = [(body.key, str(body)) for body in self.bodies]
        return {"body": _one_of(_("Body"), choices), **super().made()}


class JoiningForm(Form):
    """How the organisation calls somebody."""

    def made(self) -> dict[str, forms.Field]:
        """Return the subject."""
        hint = _(
            "The words that the person sees under “No account here is joined to yours yet”, or"
            " what the organisation's directory gives as “sub”. No name, no e-mail address."
        )
        missing = _("Write how the organisation's sign-in calls this person.")
        widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
        subject = _text(_("Identity at the organisation"), 191, missing, widget=widget)
        subject.help_text = hint
        return {"subject": subject}
