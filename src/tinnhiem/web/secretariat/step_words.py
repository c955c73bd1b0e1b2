"""Short names of the steps of the calendar, and what a step that is blocked is called."""

from typing import Final

from tinnhiem.law.rulebook import StepRule
from tinnhiem.wording.language import _, current, noted

STEP_TITLES: Final = {
    "draft-list": noted("Draw up the list"),
    "request-reports": noted("Ask for reports"),
    "reports": noted("Receive reports"),
    "front-opinions": noted("Voters' opinions (Front)"),
    "dossiers-to-deputies": noted("Send the dossiers"),
    "dossiers-to-voters": noted("Send the dossiers"),
    "opinions-to-person": noted("Opinions to the person"),
    "clarification-requests": noted("Requests for verification"),
    "questions-to-person": noted("Questions and answers"),
    "questions-passed-on": noted("Pass on questions"),
    "report-to-personnel-body": noted("Reports to the personnel body"),
    "explanation": noted("Explanations"),
    "proposal-to-authority": noted("Proposal to the authority"),
    "decision-of-authority": noted("Decision of the authority"),
}
BLOCKED: Final = {
    "prepare": noted("The preparation cannot begin yet"),
    "open-reading": noted("The dossiers cannot be sent to the voters yet"),
    "freeze": noted("The dossiers cannot be frozen yet"),
    "confirm": noted("The result cannot be confirmed yet"),
    "publish": noted("The result cannot be published yet"),
    "archive": noted("The poll cannot be archived yet"),
    "archive-unpublished": noted("The poll cannot be archived yet"),
}


def step_title(rule: StepRule) -> str:
    """Return the short name of a step of the calendar; its paraphrase where it has none."""
    short = STEP_TITLES.get(rule.id)
    return _(short) if short else (rule.en if current() == "en" else rule.vi).rstrip(".")


def blocked_title(step: str) -> str:
    """Return what cannot be done while a step is blocked."""
    return _(BLOCKED[step])
