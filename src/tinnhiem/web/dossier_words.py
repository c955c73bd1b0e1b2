"""Dossiers, questions, papers, conclusions and posts in words, as every page says them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from tinnhiem.records.models import Dossier, IssuedPaper, Question, Rated
from tinnhiem.wording.language import _, noted

_State = Dossier.State
#: Shape and word of a state.
DOSSIER_TAGS: Final[Mapping[str, tuple[str, str]]] = {
    _State.NOT_REQUESTED: ("empty", noted("Not requested")),
    _State.REQUESTED: ("waiting", noted("Requested")),
    _State.WRITING: ("half", noted("Being written")),
    _State.SUBMITTED: ("waiting", noted("Submitted")),
    _State.LATE: ("late", noted("Submitted late")),
    _State.RETURNED: ("late", noted("Returned for more")),
    _State.ACCEPTED: ("done", noted("Report accepted")),
    _State.SENT: ("done", noted("Sent to voters")),
    _State.FROZEN: ("lock", noted("Frozen")),
}
QUESTION_TAGS: Final[Mapping[str, tuple[str, str]]] = {
    Question.State.RECEIVED: ("waiting", noted("Received")),
    Question.State.PASSED: ("half", noted("Passed on")),
    Question.State.ANSWERED: ("done", noted("Answered")),
}
QUESTION_KINDS: Final[Mapping[str, str]] = {
    "question": noted("Question"),
    "verification": noted("Request for verification"),
}
PAPER_TAGS: Final[Mapping[str, tuple[str, str]]] = {
    IssuedPaper.State.DRAFT: ("empty", noted("Draft paper")),
    IssuedPaper.State.AWAITING: ("waiting", noted("Awaiting approval")),
    IssuedPaper.State.APPROVED: ("half", noted("Approved")),
    IssuedPaper.State.ISSUED: ("done", noted("Paper issued")),
    IssuedPaper.State.SUPERSEDED: ("none", noted("Superseded")),
    IssuedPaper.State.WITHDRAWN: ("none", noted("Paper withdrawn")),
}
#: Whether somebody is put to the poll, with the shape of the tag.
CONCLUSION_TAGS: Final[Mapping[Rated.Conclusion, tuple[str, str]]] = {
    Rated.Conclusion.UNDECIDED: ("late", noted("To be decided")),
    Rated.Conclusion.LEFT: ("none", noted("Left office")),
    Rated.Conclusion.EXCLUDED: ("none", noted("Not rated")),
    Rated.Conclusion.RATED: ("done", noted("Rated")),
}


def dossier_tag(dossier: Dossier) -> tuple[str, str]:
    """Return the shape and the word of where a dossier stands."""
    shape, word = DOSSIER_TAGS[dossier.state]
    return shape, _(word)


def question_tag(question: Question) -> tuple[str, str]:
    """Return the shape and the word of where a question stands."""
    shape, word = QUESTION_TAGS[question.state]
    return shape, _(word)


def question_kind(question: Question) -> str:
    """Return what kind of question it is."""
    return _(QUESTION_KINDS.get(question.kind, QUESTION_KINDS["question"]))


def posts_line(rated: Rated) -> str:
    """Return the posts of a person in one line."""
    return ", ".join(str(post["title"]) for post in rated.posts)


def since(rated: Rated) -> date | None:
    """Return since when a person has held the latest of the posts."""
    days = [post.get("elected_on") for post in rated.posts]
    return max((date.fromisoformat(day) for day in days if day), default=None)


def roman(number: int) -> str:
    """Return a small number in Roman figures, as parts of reports are counted.

    >>> roman(14)
    'XIV'
    """
    made = ""
    for worth, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= worth:
            made += letters
            number -= worth
    return made


def heading(text: str) -> str:
    """Return a sentence of the law as a heading: without the full stop."""
    return text.rstrip(" .;")


def file_words(upload: Any) -> dict[str, Any]:  # noqa: ANN401 - an upload or None
    """Return what is shown of a file after it was taken: name, kind, pages, size, hash."""
    return {
        "name": upload.name,
        "kind": upload.kind.upper(),
        "pages": upload.pages,
        "size": max(1, round(upload.size / 1024)),
        "sha256": upload.sha256,
    }
