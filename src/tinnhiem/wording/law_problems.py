"""Sentences for problems of law files and of the law's own questions, by code."""

from collections.abc import Mapping
from typing import Final

from tinnhiem.wording.language import noted

_FILES: Final[Mapping[str, str]] = {
    "rulebook-unknown": noted("There is no rulebook “{id}”. Known ones: {known}."),
    "toml-unreadable": noted("This is not valid TOML: {why}."),
    "toml-too-deep": noted("Tables or lists stand too deep inside each other."),
    "id-reserved": noted(
        "“{id}” is the id of a law file that comes with the software; an own file needs another."
    ),
    "law-file-twice": noted("“{id}” is also the id of the law file {other}; each needs its own."),
    "law-file-unused": noted("The law file “{id}” is given but not used; to use it, add: {how}"),
    "file-too-large": noted("The file is too large; at most {limit} bytes are read."),
    "not-utf8": noted("The file is not UTF-8 text (byte {byte})."),
    "key-unknown": noted("This key is unknown here."),
    "key-missing": noted("This key is missing."),
    "value-wrong": noted("The value cannot stand here: {why}."),
}

_VALUES: Final[Mapping[str, str]] = {
    "not-one-of": noted("“{key}” must be one of {expected}."),
    "not-a-whole-number": noted("“{key}” must be a whole number."),
    "not-a-text": noted("“{key}” must be a text."),
    "not-a-boolean": noted("“{key}” must be true or false."),
    "not-a-list": noted("“{key}” must be a list."),
    "not-a-table": noted("“{key}” must be a table of keys and values."),
    "not-a-date": noted("“{key}” must be a date such as 2023-07-01, without quotation marks."),
    "list-too-short": noted("“{key}” needs at least {min_length} entries."),
    "text-empty": noted("“{key}” is empty."),
    "text-too-long": noted("“{key}” is longer than {max_length} letters."),
    "text-hidden-character": noted(
        "“{key}” holds a line break, a control or direction character ({character}); delete it."
    ),
    "not-an-id": noted(
        "“{key}” may hold only small letters without marks, digits, and single hyphens between"
        " them, such as “kh-12-vi-du”."
    ),
    "not-a-capital-letter": noted("“{key}” must be one capital letter, A to Z."),
    "not-a-point": noted("“{key}” must be one small letter."),
    "number-too-small": noted("“{key}” must be at least {ge}."),
    "number-too-large": noted("“{key}” must be at most {le}."),
    "rule-kind-missing": noted("The rule does not say its kind."),
    "rule-kind-unknown": noted("“{tag}” is no kind of rule; choose from: {expected_tags}."),
    "share-not-fraction": noted(
        '“{key}” must be an exact fraction in quotation marks, such as "2/3".'
    ),
    "share-out-of-range": noted("“{key}” must lie above 0 and at most at 1."),
    "item-twice": noted("“{key}” holds an item twice."),
}

_RULES: Final[Mapping[str, str]] = {
    "rule-twice": noted("The rule id “{id}” is used twice."),
    "overlay-without-base": noted(
        "An overlay or plan must say over which instrument it lies, and a base may not."
    ),
    "verified-without-article": noted(
        "Rule “{id}” is marked verified but names no article or annex, and no note says why."
    ),
    "citation-dangles": noted(
        "Rule “{id}” cites an article or annex that the file does not list ({cited})."
    ),
    "citation-incomplete": noted(
        "Rule “{id}” cites a clause or point without the article or annex that it stands in."
    ),
    "placeholder-unknown": noted(
        "Rule “{id}”: {found} cannot stand in the words of a case; only {offered} is filled in."
    ),
    "amends-twice": noted(
        "Rule “{id}” amends “{amends}”, which rule “{other}” of the same file amends already."
    ),
    "instrument-dates-reversed": noted(
        "The instrument ends on {until}, before it begins on {from}."
    ),
    "replaces-unknown": noted(
        "“{id}”, which the instrument replaces, is not known: list it under [[reference]], or"
        " correct the id."
    ),
    "instrument-not-listed": noted(
        "Rule “{id}” cites “{instrument}”, an instrument that the file does not list."
    ),
    "overlays-in-a-circle": noted("“{id}” lies, by way of others, over itself (“{over}”)."),
    "clause-dangles": noted(
        "Rule “{id}” cites clause {clause} of article {article}, which has only {clauses}."
    ),
    "dates-reversed": noted("Rule “{id}” ends before it begins."),
    "months-missing": noted(
        "Rule “{id}”: the number of months goes with the ground “months-in-post”, and only with it."
    ),
    "denominator-unclear": noted(
        "Rule “{id}” must either fix the base or list the options to choose from."
    ),
    "trigger-unclear": noted("Rule “{id}” does not say fully what triggers the confidence vote."),
    "disclosure-unclear": noted("Rule “{id}”: a default scope is not among the allowed ones."),
    "choices-incomplete": noted("Rule “{id}” must list every choice once, in the ballot's order."),
    "threshold-unclear": noted(
        "Rule “{id}” needs one lower bound, at most one upper bound, and room between them."
    ),
    "thresholds-overlap": noted("The cases “{other}” and “{id}” overlap."),
    "thresholds-gap": noted("Between the cases “{other}” and “{id}” there is a gap."),
    "thresholds-open": noted("The highest case “{id}” does not reach up to the whole."),
    "outcome-twice": noted("The outcome of rule “{id}” is used by another rule as well."),
}

_OVERLAYS: Final[Mapping[str, str]] = {
    "overlay-on-wrong-base": noted(
        "“{id}” cannot be laid on “{below}”: it is written to be laid on “{over}”."
    ),
    "amends-unknown": noted("Rule “{id}” amends “{amends}”, which the instruments below lack."),
    "addition-refused": noted(
        "Rule “{id}”: the instrument below does not let an overlay add a rule of this kind"
        " ({kind})."
    ),
    "addition-competes": noted(
        "Rule “{id}” rules the same thing as “{base}” ({citation}): it must say that it amends it."
    ),
    "amends-other-kind": noted(
        "Rule “{id}” ({kind}) amends “{base}” ({citation}), which is a rule of another kind."
    ),
    "amendment-dated": noted(
        "Rule “{id}” takes the place of “{base}” ({citation}) and so may not have dates of its own."
    ),
    "overlay-as-base": noted(
        "“{id}” is guidance or a plan, not a base: name “{over}” as the rulebook and “{id}” among"
        " the overlays."
    ),
    "base-as-overlay": noted(
        "“{id}” is a base and cannot be laid on another; a poll has one base, its rulebook."
    ),
    "overlay-twice": noted("“{id}” is named twice."),
    "track-differs": noted(
        "“{id}” and “{over}”, on which it lies, do not belong to the same track (council or party)."
    ),
    "in-force-before-base": noted(
        "“{id}” is in force from {from}, before “{over}”, on which it lies, was issued ({begun})."
    ),
    "rule-locked": noted(
        "Rule “{id}” may not change “{base}”, which {citation} locks: {differences}. {paraphrase}"
    ),
    "rule-looser": noted(
        "Rule “{id}” demands less than “{base}” ({citation}): {differences}. {paraphrase}"
    ),
    "choice-not-offered": noted(
        "Rule “{id}” chooses what “{base}” ({citation}) does not offer: {differences}. {paraphrase}"
    ),
    "procedure-not-ruled": noted(
        "The rulebook “{id}” has no rules for this procedure: {procedure}."
    ),
}

SENTENCES: Final[Mapping[str, str]] = {**_FILES, **_VALUES, **_RULES, **_OVERLAYS}
