"""The answers to the questions of a new poll: kept as plain values, put together at the end."""

from datetime import date
from typing import Any

from tinnhiem.actions.new_polls import Meeting, Wanted, bases_of
from tinnhiem.law.problems import InputError
from tinnhiem.records.models import Body, OwnRules
from tinnhiem.wording.dates import short_date
from tinnhiem.wording.language import _, current
from tinnhiem.wording.terms import BASES, PROCEDURES, label

Answers = dict[str, Any]
MOST_ROWS = 12


def day(text: object) -> date | None:
    """Return a day that was kept as text."""
    return date.fromisoformat(text) if isinstance(text, str) and text else None


def day_of(answers: Answers) -> date | None:
    """Return the day that decides which law is in force."""
    return day(answers.get("poll_date")) or day(answers.get("opening_date"))


def plan_of(answers: Answers, body: Body) -> OwnRules | None:
    """Return the own law file that was chosen, where it is the body's."""
    kept = answers.get("plan")
    return OwnRules.objects.filter(pk=kept, body=body).first() if kept else None


def meetings(answers: Answers) -> tuple[Meeting, ...]:
    """Return the conferences that were named."""
    return tuple(
        Meeting(
            name=answers[f"name_{n}"],
            held_on=day(answers.get(f"held_on_{n}")),
            place=answers.get(f"place_{n}", ""),
        )
        for n in range(1, MOST_ROWS + 1)
        if answers.get(f"name_{n}")
    )


def wanted_from(answers: Answers, body: Body) -> Wanted:
    """Return the poll that was asked for."""
    given = answers.get
    return Wanted(
        procedure=given("procedure", ""),
        rulebook=given("rulebook", ""),
        overlays=tuple(given("overlays", ())),
        plan=plan_of(answers, body),
        sitting=given("sitting", ""),
        place=given("place", ""),
        opening_date=day(given("opening_date")),
        poll_date=day(given("poll_date")),
        term_from=given("term_from"),
        term_until=given("term_until"),
        membership=given("membership"),
        conferences=meetings(answers),
        denominator=given("denominator", ""),
        rehearsal=bool(given("rehearsal")),
        secret=bool(given("secret")),
    )


def answers_shown(answers: Answers) -> list[tuple[str, str, str]]:
    """Return each answer as label, words and the question to go back to."""
    body = Body.objects.filter(key=answers.get("body")).first()
    dates = [day(answers.get(name)) for name in ("opening_date", "poll_date")]
    shown = [short_date(each) if each else "–" for each in dates]
    kind = _("Rehearsal") if answers.get("rehearsal") else _("A real poll")
    base = answers.get("denominator")
    found = [
        (_("Body"), f"{body} · {kind}" if body else "–", "don-vi"),
        (_("Procedure"), label(PROCEDURES, answers.get("procedure", "")), "thu-tuc"),
        (_("Sitting or conference"), answers.get("sitting", ""), "ngay"),
        (_("Opening of the sitting"), shown[0], "ngay"),
        (_("Day of the poll"), shown[1], "ngay"),
        (_("Place"), answers.get("place", "") or "–", "ngay"),
        (_("Legal bases"), _bases_told(answers, body), "can-cu"),
        (_("Conferences"), "; ".join(each.name for each in meetings(answers)), "hoi-nghi"),
    ]
    if base:
        found.append((_("Base of the shares"), label(BASES, base), "mau-so"))
    return found


def _bases_told(answers: Answers, body: Body | None) -> str:
    if body is None:
        return "–"
    try:
        chain = bases_of(
            answers.get("rulebook", ""), answers.get("overlays", ()), plan_of(answers, body)
        )
    except InputError:
        return str(answers.get("rulebook", "–"))
    english = current() == "en"
    return " → ".join(i.short_en if english else i.short_vi for i in chain.instruments)
