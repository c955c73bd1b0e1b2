"""Sentences for problems of forms and papers, by code."""

from collections.abc import Mapping
from typing import Final

from tinnhiem.wording.language import noted

_FORMS: Final[Mapping[str, str]] = {
    "forms-folder-missing": noted("There is no such folder of forms."),
    "form-file-unknown": noted("No form is called “{name}”, so this file replaces nothing."),
    "form-unreadable": noted("The form cannot be read: {why}."),
    "form-key-unknown": noted("The form has no key “{key}”."),
    "form-value": noted("“{key}” cannot have this value: {why}."),
    "form-syntax": noted("A placeholder is not written correctly: {why}."),
    "form-field-unknown": noted("There is no field “{field}”."),
    "form-formula-missing": noted("The catalogue has no formula “{formula}”."),
    "form-table-missing": noted("There is no table “{found}”."),
    "form-directive-unknown": noted("There is no directive “:: {found}”."),
    "form-end-alone": noted("“:: end” stands here, but nothing was opened."),
    "form-end-missing": noted("“:: {found}” is opened here and never ended."),
    "form-markup-open": noted("Bold or italic is opened and not closed in “{found}”."),
    "form-unfillable": noted("The form cannot be filled in here: {why}."),
    "form-missing": noted("There is no form for “{document}”."),
}

_PAPERS: Final[Mapping[str, str]] = {
    "paper-kind-unknown": noted("There is no such kind of paper. Known ones: {known}."),
    "paper-not-on-track": noted(
        "“{document}” is not a paper of this kind of poll: its rulebook is of the other track."
    ),
    "paper-not-in-procedure": noted("“{document}” is not a paper of this procedure: {procedure}."),
    "paper-needs-count": noted("“{document}” can only be made when the ballots are counted."),
    "paper-without-quorum": noted(
        "“{document}” is not made: {present} are present, {needed} are needed, so nothing was"
        " voted on."
    ),
    "paper-nobody": noted("“{document}” is not made: nobody on the list is put to the poll."),
    "publication-narrow": noted(
        "The table is not made: the results are known to {scopes} only ({citation}), and the plan"
        " does not widen this."
    ),
    "document-format-unknown": noted("There is no such format. Known ones: {known}."),
    "letter-not-in-font": noted(
        "The character “{letter}” ({point}) cannot be printed, in “{text}”."
    ),
}

_WARNINGS: Final[Mapping[str, str]] = {
    "salutation-unknown": noted("{name}: Ông or Bà is not said, so “Ông (Bà)” is printed."),
    "ledger-does-not-close": noted(
        "{type}: issued, exchanged and unused ballots make {sum}, but {received} were received."
    ),
    "invalid-lines-differ": noted(
        "{name}: the reasons given are for {stated} ballots without a valid mark; {counted} were"
        " counted."
    ),
    "extract-signer-needed": noted(
        "{name} chairs the body and does not sign their own extract: name another signer."
    ),
}

SENTENCES: Final[Mapping[str, str]] = {**_FORMS, **_PAPERS, **_WARNINGS}
