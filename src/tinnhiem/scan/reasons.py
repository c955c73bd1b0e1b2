"""The closed sets of answers of the reader: refusals of pages, doubts of rows, states of boxes."""

from enum import StrEnum


class Refusal(StrEnum):
    """Why a page is not read. Its sheet goes to people as a whole, and to the ledger."""

    UNREADABLE = "unreadable-file"
    UNKNOWN_TYPE = "unknown-file-type"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too-large"
    TOO_MANY_PAGES = "too-many-pages"
    LIMITS = "limits-exceeded"
    ONE_BIT = "one-bit-image"
    TOO_SMALL = "too-small"
    LOW_RESOLUTION = "low-resolution"
    EMPTY_PAGE = "empty-page"
    MARKS_MISSING = "marks-missing"
    MIRRORED = "mirrored"
    CODE_MISSING = "code-missing"
    CODE_DAMAGED = "code-damaged"
    CODES_DIFFER = "codes-differ"
    SEVERAL_SHEETS = "several-sheets"
    BATCH_SHEET = "batch-sheet"
    REHEARSAL = "rehearsal-sheet"
    NO_REHEARSAL = "real-ballot-in-rehearsal"
    OTHER_BODY = "other-body"
    OTHER_POLL = "other-poll"
    OTHER_DEFINITION = "other-definition"
    UNKNOWN_PAGE = "unknown-page"
    SCALE = "scale-out-of-range"
    MISFIT = "does-not-fit"
    BLURRED = "too-blurred"
    DUPLICATE = "duplicate-image"


class Doubt(StrEnum):
    """Why people decide a row."""

    BLANK = "blank-row"
    SEVERAL = "several-marks"
    FAINT = "faint-mark"
    SMUDGE = "smudge"
    CROSSED_OUT = "crossed-out"
    THROUGH_TWO = "stroke-through-two"
    OUTSIDE = "ink-outside"
    ADDITION = "addition"
    NAME_STRUCK = "name-struck"
    ODD = "odd-mark"
    STREAK = "streak"
    FOLD = "fold"
    PAPER = "dark-paper"
    MISPLACED = "box-not-found"


class Mark(StrEnum):
    """What is in a box: clearly a mark, clearly nothing, or neither clearly."""

    MARKED = "marked"
    DOUBTFUL = "doubtful"
    EMPTY = "empty"


class Flag(StrEnum):
    """What people must look at on a sheet as a whole."""

    WRITING = "writing-outside-the-table"
    PHOTOGRAPH = "photograph"
    SAME_IMAGE = "same-image"
    NOT_COMPARED = "not-compared-with-the-blank"


class Trust(StrEnum):
    """How the picture was made, as far as its geometry shows."""

    SCANNER = "scanner"
    PHOTOGRAPH = "photograph"
