"""The forms of the questions of a new poll."""

from datetime import date
from typing import Any

from django import forms

from tinnhiem.actions.new_polls import (
    bases_in_force,
    bases_of,
    denominator_of,
    overlays_over,
    version_on,
)
from tinnhiem.law.poll import Procedure
from tinnhiem.law.problems import InputError
from tinnhiem.records.models import Body
from tinnhiem.web.entries import CountField, DayField, LineField, OfficeForm
from tinnhiem.web.secretariat.new_answers import MOST_ROWS, Answers, day, day_of, plan_of
from tinnhiem.wording.language import _, current
from tinnhiem.wording.terms import BASES, PROCEDURES, label, opening

_NO, _YES = "no", "yes"


class QuestionForm(OfficeForm):
    """One question; begins with the answer that was given before."""

    def __init__(self, *args: Any, answers: Answers, bodies: list[Body], **options: Any) -> None:  # noqa: ANN401 - as Django has it
        self.answers = answers
        self.bodies = bodies
        options.setdefault("initial", self.begun(answers))
        super().__init__(*args, **options)
        self.ask()

    def begun(self, answers: Answers) -> dict[str, Any]:
        """Return what the fields begin with."""
        return {name: value for name, value in answers.items() if name in self.base_fields}

    def ask(self) -> None:
        """Give the fields their words and choices."""

    def choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Set the choices of a field."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    @property
    def body(self) -> Body | None:
        """The body that was chosen."""
        return next((b for b in self.bodies if b.key == self.answers.get("body")), None)

    @property
    def kind(self) -> str:
        """The kind of the body on the day."""
        version = version_on(self.body, day_of(self.answers) or date.max) if self.body else None
        return version.kind if version else ""


class BodyForm(QuestionForm):
    """Body, rehearsal or not, state secret or not."""

    body_key = forms.ChoiceField(widget=forms.RadioSelect)
    real = forms.ChoiceField(widget=forms.RadioSelect)
    classified = forms.ChoiceField(widget=forms.RadioSelect)

    def begun(self, answers: Answers) -> dict[str, Any]:
        """Begin with the only body there is, and with a poll that is no secret."""
        only = self.bodies[0].key if len(self.bodies) == 1 else None
        real = {True: _NO, False: _YES}.get(answers.get("rehearsal", None))  # type: ignore[arg-type]
        return {"body_key": answers.get("body", only), "real": real, "classified": _NO}

    def ask(self) -> None:
        """Give the fields their words and choices."""
        self.choose("body_key", [(body.key, str(body)) for body in self.bodies])
        self.choose("real", [(_YES, _("A real poll")), (_NO, _("A rehearsal"))])
        self.choose("classified", [(_NO, _("No")), (_YES, _("Yes, it is a state secret"))])
        self.fields["body_key"].label = _("Body")
        self.fields["real"].label = _("Real or rehearsal")
        self.fields["real"].help_text = _("A rehearsal is marked on every page and paper for good.")
        self.fields["classified"].label = _("Is the poll a state secret?")

    def clean(self) -> dict[str, Any]:
        """Return the answers as they are kept."""
        given = self.cleaned_data
        if self.errors:
            return given
        return {
            "body": given["body_key"],
            "rehearsal": given["real"] == _NO,
            "secret": given["classified"] == _YES,
        }

    def add_error(self, field: str | None, error: Any) -> None:  # noqa: ANN401 - as Django has it
        """Put what is said about secrecy at its question."""
        super().add_error("classified" if field is None else field, error)


class ProcedureForm(QuestionForm):
    """Lấy phiếu or bỏ phiếu tín nhiệm."""

    procedure = forms.ChoiceField(widget=forms.RadioSelect)

    def ask(self) -> None:
        """Give the fields their words and choices."""
        names = [(p.value, label(PROCEDURES, p.value)) for p in Procedure]
        self.choose("procedure", [(key, opening(name)) for key, name in names])
        self.fields["procedure"].label = _("Procedure")
        self.fields["procedure"].help_text = _(
            "The rating has three levels. A vote of confidence follows a rating or a petition."
        )


class DatesForm(QuestionForm):
    """Sitting, dates, place and term."""

    sitting = LineField(max_length=300)
    opening_date = DayField(required=False)
    poll_date = DayField(required=False)
    place = LineField(max_length=300, required=False)
    term_from = CountField(required=False, min_value=1945, max_value=2200)
    term_until = CountField(required=False, min_value=1945, max_value=2200)
    membership = CountField(required=False, min_value=1, max_value=5000)

    def begun(self, answers: Answers) -> dict[str, Any]:
        """Show days as people write them."""
        found = super().begun(answers)
        return found | {name: day(found.get(name)) for name in ("opening_date", "poll_date")}

    def ask(self) -> None:
        """Give the fields their words."""
        words = {
            "sitting": _("Name of the sitting or conference"),
            "opening_date": _("Opening of the sitting"),
            "poll_date": _("Day of the poll"),
            "place": _("Place"),
            "term_from": _("First year of the term"),
            "term_until": _("Last year of the term"),
            "membership": _("Number of members of the body"),
        }
        for name, text in words.items():
            self.fields[name].label = text
        self.fields["opening_date"].help_text = _("Most due days of a council are counted from it.")

    def clean(self) -> dict[str, Any]:
        """Refuse dates that are missing or in the wrong order."""
        given = self.cleaned_data
        opening, polled = given.get("opening_date"), given.get("poll_date")
        dated = not {"opening_date", "poll_date"} & set(self.errors)
        if dated and opening is None and polled is None:
            self.add_error("poll_date", _("Set the opening of the sitting or the day of the poll."))
        elif opening and polled and polled < opening:
            self.add_error("poll_date", _("The poll cannot be held before the sitting opens."))
        return given


class LawForm(QuestionForm):
    """The base instrument in force on the day, guidance laid over it, an own plan."""

    rulebook = forms.ChoiceField(widget=forms.RadioSelect)
    overlays = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)
    plan = forms.ChoiceField(widget=forms.RadioSelect, required=False)
    plan_file = forms.FileField(required=False)

    def ask(self) -> None:
        """Offer what is in force on the day of the poll."""
        on = day_of(self.answers) or date.max
        bases = bases_in_force(self.kind, on)
        self.choose("rulebook", [(base.id, _instrument(base)) for base in bases])
        laid = [over for base in bases for over in overlays_over(base.id, on)]
        self.choose("overlays", [(over.id, _instrument(over)) for over in laid])
        own = self.body.own_rules.order_by("-pk") if self.body else []
        kept = [(str(rules.pk), f"{rules.identifier} · {rules.sha256[:8]}") for rules in own]
        self.choose("plan", [("", _("None")), *kept])
        self.fields["rulebook"].label = _("Instrument in force on the day")
        self.fields["overlays"].label = _("Guidance of the sector laid over it")
        self.fields["plan"].label = _("Own plan kept here")
        self.fields["plan_file"].label = _("Or a new plan as a law file")
        self.fields["plan_file"].help_text = _("TOML, up to 1 MB. It is checked line by line.")
        if len(bases) == 1:
            self.fields["rulebook"].initial = bases[0].id
        for name, offered in (("overlays", laid), ("plan", kept)):
            if not offered:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Return the answers as they are kept."""
        given = self.cleaned_data
        kept = given.get("plan")
        return given | {"plan": int(kept) if kept else None, "overlays": given.get("overlays", [])}


def _instrument(found: Any) -> str:  # noqa: ANN401 - an instrument of the law
    english = current() == "en"
    name = found.short_en if english else found.short_vi
    title = found.title_en if english else found.title_vi
    return f"{name}: {title}"


class ConferencesForm(QuestionForm):
    """One or several conferences, each with its own roll and list."""

    def ask(self) -> None:
        """Make a row for each conference named before and two more."""
        named = sum(bool(self.answers.get(f"name_{n}")) for n in range(1, MOST_ROWS + 1))
        sent = sum(name.startswith("name_") for name in self.data)
        for number in range(1, min(max(named + 2, sent, 3), MOST_ROWS) + 1):
            self._row(number)

    def _row(self, number: int) -> None:
        first = number == 1
        name = LineField(max_length=300, required=first)
        name.label = _("Conference {number}").format(number=number)
        held = DayField(required=False)
        held.label = _("Day, where it differs")
        place = LineField(max_length=300, required=False)
        place.label = _("Place, where it differs")
        begun = self.answers.get
        name.initial = begun(f"name_{number}", begun("sitting", "") if first else "")
        held.initial = day(begun(f"held_on_{number}"))
        place.initial = begun(f"place_{number}", "")
        self.fields |= {f"name_{number}": name, f"held_on_{number}": held, f"place_{number}": place}
        for each in (name, held, place):
            each.error_messages["required"] = _("Name at least one conference.")


class BaseForm(QuestionForm):
    """The base of the shares, where the plan chooses it."""

    denominator = forms.ChoiceField(widget=forms.RadioSelect)

    def ask(self) -> None:
        """Offer what the legal bases offer."""
        self.choose("denominator", [(key, label(BASES, key)) for key in self._options()])
        self.fields["denominator"].label = _("Base of the shares")
        self.fields["denominator"].help_text = _("The legal bases leave this to the plan.")

    def _options(self) -> list[str]:
        if self.body is None:
            return []
        try:
            plan = plan_of(self.answers, self.body)
            chain = bases_of(self.answers["rulebook"], self.answers["overlays"], plan)
            rule = denominator_of(chain, self.answers["procedure"])
        except (InputError, KeyError):
            return []
        return [option.value for option in rule.options]


class ReviewForm(QuestionForm):
    """Nothing is asked any more."""
