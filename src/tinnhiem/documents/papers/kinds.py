"""The kinds of papers: when each can be made, on which track, in which procedure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Phase = Literal["before", "after", "any"]
Many = Literal["one", "persons"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of paper.

    ``phase``: ``before`` and ``any`` need no count, ``after`` does. ``tracks`` and ``procedures``
    say where it exists; ``of`` whether there is one paper or one for each person; ``forms`` are
    the forms it is written from, more than one where it has variants. An
    ``asked`` kind is made only where it is asked for by its name.
    """

    id: str
    phase: Phase
    tracks: tuple[str, ...] = ("council", "party")
    procedures: tuple[str, ...] = ("rating", "confidence_vote")
    of: Many = "one"
    forms: tuple[str, ...] = ()
    asked: bool = False

    @property
    def form_ids(self) -> tuple[str, ...]:
        """The forms of this kind."""
        return self.forms or (self.id,)


#: Minutes of an incident that stops a count: they tell numbers that do not agree.
INCIDENT: Final = "incident-minutes"

#: Letters to those whose report was asked for and has not come.
REMINDER: Final = "reminder-letters"

_COUNCIL, _PARTY = ("council",), ("party",)
_RATING = ("rating",)

_ALL: Final = (
    Kind(id="plan", phase="before", tracks=_PARTY),
    Kind(id="slate", phase="before"),
    Kind(id="request-letters", phase="before", of="persons"),
    Kind(id=REMINDER, phase="before", procedures=_RATING, of="persons", asked=True),
    Kind(id="self-report-form", phase="before"),
    Kind(id="voter-opinions", phase="before", tracks=_COUNCIL, procedures=_RATING),
    Kind(id="clarification-request", phase="before"),
    Kind(id="clarification-reply", phase="before"),
    Kind(id="discussion-report", phase="before", tracks=_COUNCIL),
    Kind(id="board-decision", phase="before"),
    Kind(id="chair-script", phase="any"),
    Kind(id="minutes", phase="after"),
    Kind(id="conference-minutes", phase="after", tracks=_PARTY),
    Kind(id=INCIDENT, phase="any", asked=True),
    Kind(id="seal-record", phase="after"),
    Kind(id="announcement", phase="after"),
    Kind(id="announcement-reading", phase="after"),
    Kind(
        id="submission",
        phase="any",
        tracks=_COUNCIL,
        forms=("submission-list", "submission", "submission-vote", "submission-dismissal"),
    ),
    Kind(
        id="resolution",
        phase="after",
        tracks=_COUNCIL,
        forms=("resolution", "resolution-annex"),
    ),
    Kind(id="report-upward", phase="after"),
    Kind(id="personal-extracts", phase="after", of="persons"),
    Kind(id="publication", phase="after"),
)

KINDS: Final[Mapping[str, Kind]] = {kind.id: kind for kind in _ALL}

#: Papers that name the counting board or say that nobody of it is on the list.
NAMING_BOARD: Final = frozenset(
    {"board-decision", "chair-script", "minutes", "conference-minutes", "seal-record"}
)

#: Ballots are drawn by :mod:`tinnhiem.documents.ballots`, not written from a form.
BALLOTS: Final = "ballots"

#: Papers that can be made although nobody on the list is put to the poll.
WITHOUT_PERSONS: Final = frozenset({"slate", "submission"})

#: Papers of a Party conference that can be made although it was too small to vote.
WITHOUT_QUORUM: Final = frozenset({"minutes", "conference-minutes"})
