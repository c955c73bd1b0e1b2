"""Every model of the office, one module an area."""

from tinnhiem.records.models.accounts import (
    Account,
    Appointment,
    Invitation,
    PollRole,
    WrongAttempts,
)
from tinnhiem.records.models.balloting import BallotLedger, BallotType, PrintRun
from tinnhiem.records.models.conferences import (
    BoardMember,
    Conference,
    HallScreen,
    HallStep,
    RollEntry,
)
from tinnhiem.records.models.consequences import (
    Conclusion,
    FollowUp,
    FollowUpEvent,
    Petition,
    Publication,
    Release,
    Resolution,
)
from tinnhiem.records.models.counting import (
    Batch,
    BatchEntry,
    CountedResult,
    Minutes,
    Parcel,
    Signature,
)
from tinnhiem.records.models.dossiers import (
    Dossier,
    Opinion,
    Question,
    RestrictedReading,
    Section,
    SectionDraft,
    Synthesis,
    Upload,
)
from tinnhiem.records.models.keeping import LogEntry, LogHead, PendingAct, SpentToken, Work
from tinnhiem.records.models.papers import Approval, IssuedPaper, StepDone
from tinnhiem.records.models.polls import OwnRules, Poll, Rated
from tinnhiem.records.models.registry import (
    Body,
    BodyVersion,
    Person,
    Post,
    RegistryImport,
    Tenure,
)

__all__ = [
    "Account",
    "Appointment",
    "Approval",
    "BallotLedger",
    "BallotType",
    "Batch",
    "BatchEntry",
    "BoardMember",
    "Body",
    "BodyVersion",
    "Conclusion",
    "Conference",
    "CountedResult",
    "Dossier",
    "FollowUp",
    "FollowUpEvent",
    "HallScreen",
    "HallStep",
    "Invitation",
    "IssuedPaper",
    "LogEntry",
    "LogHead",
    "Minutes",
    "Opinion",
    "OwnRules",
    "Parcel",
    "PendingAct",
    "Person",
    "Petition",
    "Poll",
    "PollRole",
    "Post",
    "PrintRun",
    "Publication",
    "Question",
    "Rated",
    "RegistryImport",
    "Release",
    "Resolution",
    "RestrictedReading",
    "RollEntry",
    "Section",
    "SectionDraft",
    "Signature",
    "SpentToken",
    "StepDone",
    "Synthesis",
    "Tenure",
    "Upload",
    "Work",
    "WrongAttempts",
]
