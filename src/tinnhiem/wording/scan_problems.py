"""Words for the reading of ballots: problems of its input, refusals, doubts and flags, by id."""

from collections.abc import Mapping
from typing import Final

from tinnhiem.wording.language import noted

SENTENCES: Final[Mapping[str, str]] = {
    "layout-no-json": noted("The layout is not JSON."),
    "layout-wrong": noted("This part of the layout is missing or wrong."),
    "layout-code-wrong": noted("The code of this page is damaged, or another page has it too."),
    "layout-rows-differ": noted("The rows and the boxes of this page do not belong together."),
    "layout-off-page": noted("This box is not on the page."),
    "record-damaged": noted("This line of the record is damaged."),
    "record-cut-off": noted("The record has no end: the scan that wrote it was not finished."),
    "record-exists": noted("{path} is there already; a record is never written over."),
    "record-answers-differ": noted(
        "The record does not decide the same again: it was changed, or written by other software."
    ),
}

REFUSALS: Final[Mapping[str, str]] = {
    "unreadable-file": noted("the file is damaged"),
    "unknown-file-type": noted("the file is no PDF, TIFF, JPEG or PNG"),
    "encrypted": noted("the file is encrypted"),
    "too-large": noted("the picture or file is too large"),
    "too-many-pages": noted("the file has too many pages"),
    "limits-exceeded": noted("decoding took too much memory or time"),
    "one-bit-image": noted("black and white only; scan in grey or colour"),
    "too-small": noted("the picture is too small"),
    "low-resolution": noted("the resolution is too low; scan at 200 dpi or more"),
    "empty-page": noted("an empty side"),
    "marks-missing": noted("too few registration marks can be seen"),
    "mirrored": noted("the picture is mirrored"),
    "code-missing": noted("no code can be read"),
    "code-damaged": noted("the code is not one of ours, or damaged"),
    "codes-differ": noted("the two codes of the sheet differ"),
    "several-sheets": noted("several sheets lie in one picture"),
    "batch-sheet": noted("a sheet between batches, no ballot"),
    "rehearsal-sheet": noted("a rehearsal ballot in a real count"),
    "real-ballot-in-rehearsal": noted("a real ballot in a rehearsal"),
    "other-body": noted("a ballot of another body"),
    "other-poll": noted("a ballot of another poll"),
    "other-definition": noted("a ballot of another version of this poll's definition"),
    "unknown-page": noted("a page that the layout does not have"),
    "scale-out-of-range": noted("printed or copied larger or smaller than 100 %"),
    "does-not-fit": noted("the registration marks do not fit the layout"),
    "too-blurred": noted("the picture is too blurred"),
    "duplicate-image": noted("the same picture as one before"),
}

DOUBTS: Final[Mapping[str, str]] = {
    "blank-row": noted("no box is marked"),
    "several-marks": noted("several boxes are marked"),
    "faint-mark": noted("a faint mark"),
    "smudge": noted("ink in another box"),
    "crossed-out": noted("a mark may be crossed out"),
    "stroke-through-two": noted("a stroke through two boxes"),
    "ink-outside": noted("ink outside the boxes"),
    "addition": noted("something was added"),
    "name-struck": noted("a name may be struck out"),
    "odd-mark": noted("an unusual mark"),
    "streak": noted("a streak of the scanner over a box"),
    "fold": noted("a fold over a box"),
    "dark-paper": noted("stained or shaded paper at a box"),
    "box-not-found": noted("a box is not where it should be"),
}

FLAGS: Final[Mapping[str, str]] = {
    "writing-outside-the-table": noted("writing outside the table"),
    "photograph": noted("a photograph, to be checked by people"),
    "same-image": noted("looks exactly like a page before"),
    "not-compared-with-the-blank": noted("not searched for additions: the printed PDF is missing"),
}
