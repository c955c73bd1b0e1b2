"""Sentences for what the law finds in a poll: gaps, disagreements, warnings; by code."""

from collections.abc import Mapping
from typing import Final

from tinnhiem.wording.language import noted

_GAPS: Final[Mapping[str, str]] = {
    "no-counts": noted("The poll has not been counted yet: nobody on the list has a count."),
    "count-missing": noted("{name} is put to the poll and has no count."),
    "ballot-number-missing": noted("The number is missing: {number}, for “{type}”."),
    "roll-number-missing": noted("The number is missing: {number}. It is needed by {citation}."),
    "denominator-needed": noted(
        "The plan must say what percentages are taken of ({citation}): one of {options}."
    ),
    "denominator-fixed": noted(
        "Percentages are taken of {base} ({citation}); the poll asks for {chosen}."
    ),
    "denominator-not-offered": noted(
        "Percentages may be taken of one of {options} ({citation}); the poll asks for {chosen}."
    ),
    "base-missing": noted("Percentages are taken of {base}, and this number is missing."),
    "base-not-positive": noted("Percentages are taken of {base}, and this number is {number}."),
    "anchor-missing": noted("The calendar of “{id}” hangs on a date that is missing: {needed}."),
    "date-out-of-range": noted("The step “{id}” would fall outside the calendar ({anchor})."),
    "places-not-ruled": noted("“{id}” has no rule about one person rated at several places."),
    "too-many-places": noted("{name} is rated at {places} places; {citation} allows {maximum}."),
    "place-twice": noted("{name} has two results from the same place."),
    "sitting-date-missing": noted(
        "The date is missing from which an exclusion is counted: {needed} ({citation})."
    ),
}

_DISAGREEMENTS: Final[Mapping[str, str]] = {
    "more-present-than-convened": noted("{present} are present, but only {convened} convened."),
    "more-present-than-members": noted("{present} are present, but there are only {membership}."),
    "more-returned-than-issued": noted(
        "“{type}”: {returned} ballots returned, but only {issued} issued."
    ),
    "more-convened-than-members": noted(
        "{convened} are convened, but there are only {membership}."
    ),
    "more-issued-than-voters": noted(
        "“{type}”: {issued} ballots issued, but only {voters} on the roll ({base})."
    ),
    "more-returned-than-base": noted(
        "“{type}”: {returned} ballots returned, but the base of the shares is only"
        " {number_of_base} ({base})."
    ),
    "more-invalid-than-returned": noted(
        "“{type}”: {invalid} invalid ballots, but only {returned} returned."
    ),
    "sum-differs": noted(
        "{name}: the levels and the invalid ballots add up to {sum},"
        " but {returned} ballots of “{type}” were returned."
    ),
    "fewer-invalid-than-sheets": noted(
        "{name}: {invalid} ballots without a valid mark,"
        " but {sheets} sheets of “{type}” are invalid as a whole."
    ),
}

_WARNINGS: Final[Mapping[str, str]] = {
    "instrument-not-yet-in-force": noted(
        "“{id}” is not in force on {day}: it comes into force on {from}."
    ),
    "instrument-no-longer-in-force": noted(
        "“{id}” is not in force on {day}: it was in force until {until}."
    ),
    "poll-outside-term": noted("The poll ({day}) does not fall into the term {first}–{last}."),
    "unusual-year": noted(
        "The poll falls in year {year} of the term; year {expected} is usual ({citation})."
    ),
    "quorum-not-met": noted(
        "{present} are present and {needed} are needed, of {base} ({of}): {citation}."
    ),
    "ballot-type-unused": noted(
        "Nobody on the list is on ballots of the type “{type}”; delete it, or put persons on it."
    ),
    "ballots-not-returned": noted(
        "“{type}”: {issued} ballots issued, {returned} returned; the counting board records it."
    ),
    "excluded-but-counted": noted("{name} is not put to the poll ({citation}), yet has a count."),
    "decided-out-but-counted": noted(
        "People decided not to put {name} to the poll, yet there is a count."
    ),
    "board-member-on-slate": noted(
        "{name} is on the list and may not sit on the counting board ({citation})."
    ),
    "board-too-small": noted(
        "The counting board has {members} members; at least {minimum} are expected"
        " ({citation}, {status})."
    ),
    "rule-not-verified": noted(
        "This rule has not been checked against its published text ({status}):"
        " {paraphrase} ({citation})"
    ),
    "elected-after-sitting": noted(
        "{name}: the election as “{post}” ({date}) lies after the poll ({day})."
    ),
    "new-to-one-post": noted(
        "{name} is new in the year of the poll to “{post}” only; by the letter of the law the"
        " person is excluded, which the body should confirm."
    ),
    "election-date-unknown": noted(
        "{name}: without the date of election as “{post}” it cannot be said whether they are"
        " excluded."
    ),
}

SENTENCES: Final[Mapping[str, str]] = {**_GAPS, **_DISAGREEMENTS, **_WARNINGS}
