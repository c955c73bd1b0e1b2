"""Sentences for problems of poll files and poll workbooks, by code."""

from collections.abc import Mapping
from typing import Final

from tinnhiem.wording.language import noted

#: Problems of the text of a file.
_TEXT: Final[Mapping[str, str]] = {
    "file-empty": noted("The file is empty."),
    "json-utf16": noted("The file is UTF-16; save it as UTF-8."),
    "json-broken": noted("This is not JSON from here on: {near}."),
    "json-ends": noted("The file ends too early, as if it had been cut off."),
    "json-too-deep": noted("The nesting is too deep here."),
    "key-twice": noted("The key {key} stands here more than once."),
    "key-misspelt": noted("The key {key} is unknown here; perhaps “{suggestion}” is meant."),
    "format-unknown": noted("The format is {found}; “{known}” is expected."),
    "problems-more": noted("… and {count} more problems."),
}

#: Problems of single values.
_VALUES: Final[Mapping[str, str]] = {
    "text-expected": noted("Text is expected, not {found}."),
    "value-null": noted("A value must stand here, not null."),
    "text-missing": noted("This must not be empty."),
    "text-overlong": noted("The text has {found} characters; at most {longest} are taken."),
    "text-stray-spaces": noted(
        "There are stray spaces before, after or between the words; write {found}."
    ),
    "text-decomposed": noted(
        "The letters are in decomposed Unicode, which looks alike and compares differently; "
        "type {found} anew."
    ),
    "character-unseen": noted(
        "Character {position} ({character}) is invisible or not allowed in text."
    ),
    "id-malformed": noted(
        "An id has only letters without marks, digits, “.”, “_” and “-”, at most 64 of them; "
        "{found} is none."
    ),
    "reference-malformed": noted(
        "The id of a rulebook has no spaces or semicolons; {found} is none."
    ),
    "clock-malformed": noted("A time is written as 09:40, not {found}."),
    "date-expected": noted("A date is expected, not {found}."),
    "date-malformed": noted("A date is written as 2028-12-07, not {found}."),
    "date-not-real": noted("The calendar has no date {found}."),
    "date-outside": noted("The date {found} does not lie between {earliest} and {latest}."),
    "date-as-text": noted("A date is expected here as a date cell; {found} is text."),
    "date-as-text-meant": noted("{found} is text; enter {suggestion} as a date."),
    "date-with-time": noted("A date without a time of day is expected, not {found}."),
    "whole-number-expected": noted("A whole number is expected, not {found}."),
    "number-as-text": noted("{found} is text; enter it as a number."),
    "number-negative": noted("The number {found} is negative."),
    "number-outside": noted("The number {found} does not lie between {least} and {most}."),
    "flag-expected": noted("true or false is expected, not {found}."),
    "choice-unknown": noted("{found} is none of the choices: {known}."),
    "choice-misspelt": noted("{found} is none of the choices; perhaps “{suggestion}” is meant."),
    "list-expected": noted("A list is expected, not {found}."),
    "list-empty": noted("Nothing stands here; at least one entry is needed."),
    "list-too-long": noted("There are {found} entries; at most {most} are taken."),
    "object-expected": noted("An object with keys is expected, not {found}."),
}

#: Problems of what must hold between values.
_SENSE: Final[Mapping[str, str]] = {
    "term-malformed": noted(
        "A term is its first and last year, the first before the last; {found} is none."
    ),
    "poll-before-opening": noted(
        "The poll ({poll}) lies before the opening of the sitting ({opening})."
    ),
    "elected-after-poll": noted("The election ({elected}) lies after the poll ({poll})."),
    "born-after-poll": noted("The year of birth {year} does not lie before the poll ({poll})."),
    "id-twice": noted("The id “{id}” is used already ({other})."),
    "person-twice": noted("{name} stands on the list already with the same posts ({other})."),
    "ballot-type-unknown": noted("There is no ballot type “{id}”; known: {known}."),
    "board-member-twice": noted(
        "{name} is on the counting board already ({other}); two people of one name are told apart"
        " by their units."
    ),
    "choice-of-other-procedure": noted(
        "The choice “{choice}” does not belong to this procedure ({procedure})."
    ),
    "papers-id-unknown": noted("Nothing in the poll has the id “{id}”; known: {known}."),
}

#: Problems of ids that a poll takes from its legal bases.
_LEGAL_BASES: Final[Mapping[str, str]] = {
    "rulebook-misspelt": noted("There is no rulebook “{id}”; perhaps “{suggestion}” is meant."),
    "exclusion-unknown": noted(
        "The legal bases of this poll have no exclusion “{id}” that a list may state; they have:"
        " {known}."
    ),
    "exclusion-misspelt": noted(
        "The legal bases of this poll have no exclusion “{id}” that a list may state; perhaps"
        " “{suggestion}” is meant."
    ),
    "exclusion-not-ruled": noted(
        "The legal bases of this poll have no exclusion that a list may state, so not “{id}”"
        " either."
    ),
    "step-unknown": noted("The calendar of this poll has no step “{id}”; it has: {known}."),
    "step-misspelt": noted(
        "The calendar of this poll has no step “{id}”; perhaps “{suggestion}” is meant."
    ),
    "step-not-ruled": noted("The legal bases of this poll have no calendar, so no step “{id}”."),
}

#: Problems of workbooks that are refused.
_FILES: Final[Mapping[str, str]] = {
    "not-a-workbook": noted(
        "The file is neither a poll file (JSON) nor an Excel workbook (.xlsx)."
    ),
    "workbook-old-format": noted("The file has the old Excel or Office format; save it as .xlsx."),
    "workbook-encrypted": noted("The workbook is encrypted; save it without a password."),
    "workbook-binary": noted("The workbook is in the binary format; save it as .xlsx."),
    "workbook-damaged": noted("The workbook is damaged and cannot be read."),
    "workbook-bomb": noted(
        "The workbook would unfold to far more than a poll needs (over {limit} bytes); it is "
        "refused."
    ),
    "workbook-too-many-parts": noted("The workbook has more than {limit} parts; it is refused."),
    "workbook-too-large": noted(
        "The workbook holds more than a poll needs; it is refused. Copy the sheets into a new"
        " template."
    ),
    "workbook-part-name": noted(
        "The workbook has a part with an unsafe name ({name}); it is refused."
    ),
    "workbook-part-twice": noted("The workbook has two parts of one name; it is refused."),
    "workbook-macros": noted("The workbook holds macros; save it as .xlsx without them."),
    "workbook-external-links": noted(
        "The workbook has links to other files; break them and save it again."
    ),
    "workbook-embedded": noted("The workbook holds embedded objects; remove them."),
    "workbook-entities": noted("The workbook's XML declares a document type; it is refused."),
}

#: Problems of cells, sheets and headings.
_CELLS: Final[Mapping[str, str]] = {
    "cell-formula": noted("The cell holds a formula; put its value there."),
    "cell-outside": noted("The cell lies far outside the tables of the template; delete it."),
    "cell-error": noted("The cell shows an error: {found}."),
    "cell-missing": noted("“{heading}” must be filled in."),
    "cells-merged": noted(
        "The cells {cells} are merged; unmerge them, all but the first are empty."
    ),
    "cell-beside-further-post": noted(
        "This line says a further post of the person above; only the post's columns may be filled."
    ),
    "post-stands-apart": noted(
        "This line says a post but names no person; a further post stands directly below the line"
        " of its person."
    ),
    "too-many-lines": noted("The workbook has more than {limit} lines."),
    "sheet-missing": noted("The sheet “{sheet}” is missing."),
    "sheet-unknown": noted("The sheet “{sheet}” is not part of the template; delete it."),
    "sheet-misspelt": noted(
        "The sheet “{sheet}” is not part of the template; perhaps “{suggestion}” is meant."
    ),
    "headings-missing": noted("The headings of the sheet “{sheet}” are not found."),
    "heading-missing": noted("The column “{heading}” is missing."),
    "heading-unknown": noted(
        "The column “{heading}” is not part of the template; remarks belong into “Ghi chú”."
    ),
    "heading-twice": noted("The column “{heading}” stands here twice."),
    "line-unknown": noted("The line “{line}” is not part of the template."),
    "item-unknown": noted("There is no item “{item}”; choose it from the list."),
    "item-said-twice": noted("“{item}” is said already for the same thing."),
    "applies-unknown": noted(
        "“{item}” cannot apply to “{found}”; choose from the list, or write the id."
    ),
    "applies-to-nothing": noted("“{item}” applies to the whole poll; leave this empty."),
    "person-unknown": noted(
        "“{found}” is not on the list, or several persons have that name; write the id."
    ),
    "name-differs": noted("The list names this person “{listed}”, not “{found}”."),
    "result-without-person": noted(
        "This line has ballots but names no person; write the person's id or name."
    ),
    "count-twice": noted("This person's count stands above already."),
}

SENTENCES: Final[Mapping[str, str]] = {
    **_TEXT,
    **_VALUES,
    **_SENSE,
    **_LEGAL_BASES,
    **_FILES,
    **_CELLS,
}
