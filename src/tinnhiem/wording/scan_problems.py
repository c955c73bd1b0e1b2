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
    "layout-changed": noted("The layout was changed after it was printed; take the original file."),
    "layout-definition-differs": noted("The code of this page belongs to another definition."),
    "record-in-use": noted("Another command is writing the record in {path}."),
    "record-begun-otherwise": noted(
        "{path} was begun with another layout, other bounds or other software. Go on as it was"
        " begun, or remove that file and begin anew."
    ),
    "calibration-wrong": noted("This is no report of a calibration."),
    "calibration-of-others": noted("The calibration was made with other ballots."),
    "calibration-unusable": noted(
        "The calibration speaks against counting. Look at its findings, clean the scanner and"
        " calibrate again."
    ),
    "calibration-overlap": noted(
        "Empty boxes and marks cannot be told apart: {measure} of empty boxes leads to {low}, of"
        " marks to {high}."
    ),
    "calibration-blank-dark": noted(
        "Empty boxes are too dark: {measure} leads to {low}, and {most} is the most."
    ),
    "calibration-blank-read": noted("Boxes of blank sheets not read as empty: {boxes}."),
    "calibration-deck-differs": noted(
        "Rows of the deck not read as they are marked: {rows}, on {sheets} sheets."
    ),
    "calibration-deck-missing": noted("Sheets of the deck that were not scanned: {sheets}."),
    "calibration-refused": noted("Sheets refused: {sheets} ({reason})."),
    "calibration-too-few": noted(
        "Type {type}, page {page}: {blank} blank and {marked} marked sheets; at least {least} of"
        " each are needed."
    ),
    "calibration-not-held": noted(
        "The bounds did not hold to the end of the count: {measure} is {value}, the bound {bound}."
    ),
    "deck-wrong": noted("These are no answers of a test deck."),
    "deck-of-others": noted("The answers belong to another test deck than the layout."),
    "decisions-damaged": noted("This line of the decisions is damaged, or lines are missing."),
    "record-of-others": noted("The record is of other ballots."),
    "decisions-of-others": noted("The decisions belong to another record."),
    "decisions-changed": noted("Somebody else added decisions meanwhile; begin again."),
    "decision-not-asked": noted("Nothing is asked about row “{row}” of sheet {sheet}."),
    "decision-unknown-answer": noted("“{answer}” is no answer to this question."),
    "decision-not-due": noted("This person has answered already, or enough people have."),
    "answers-wrong": noted("This is no CSV file with the columns sheet, row and answer."),
    "tally-open": noted("Not everything is decided: {open} of {all} questions are open."),
    "tally-returned": noted(
        "Type {type}, page {page}: {read} sheets read + {by_hand} keyed by hand = {sheets}, but"
        " {returned} ballots returned."
    ),
}

MEASURES: Final[Mapping[str, str]] = {
    "peak": noted("darkness"),
    "trace": noted("faint ink"),
    "fill": noted("share of ink"),
    "blank_peak": noted("darkness of empty boxes"),
    "blank_trace": noted("faint ink in empty boxes"),
    "marked_peak": noted("darkness of marks"),
    "marked_fill": noted("share of ink of marks"),
    "noise": noted("noise"),
    "black": noted("blackness of print"),
    "scale": noted("scale"),
}

STAGES: Final[Mapping[str, str]] = {
    "open": noted("wait for two people"),
    "third": noted("wait for a third person"),
    "board": noted("wait for the whole board"),
    "decided": noted("decided"),
}

DEFECTS: Final[Mapping[str, str]] = {
    "not-issued": noted("not issued by the counting board"),
    "no-stamp": noted("without the stamp"),
    "no-mark": noted("no box is marked"),
    "several-marks": noted("several boxes are marked"),
    "name-struck": noted("a printed name is struck out"),
    "text-added": noted("something was written in"),
    "identifies-voter": noted("a sign that may identify the voter"),
}

ANSWERS: Final[Mapping[str, str]] = {
    "invalid:": noted("this row is invalid"),
    "void:": noted("the whole sheet is invalid"),
    "by-hand:": noted("a ballot, to be keyed by hand; type and page"),
    "set-aside": noted("no ballot of this count; set it aside"),
    "counts": noted("the sheet counts"),
    "unsure": noted("cannot tell"),
}

REFUSALS: Final[Mapping[str, str]] = {
    "unreadable-file": noted("the file is damaged"),
    "unknown-file-type": noted("the file is no PDF, TIFF, JPEG or PNG"),
    "encrypted": noted("the file is encrypted"),
    "too-large": noted("the picture or file is too large"),
    "too-many-pages": noted("the file has more pages than are read at once: split it"),
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
