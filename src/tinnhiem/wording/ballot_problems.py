"""Sentences for problems of printing ballots, by code."""

from collections.abc import Mapping
from typing import Final

from tinnhiem.wording.language import noted

SENTENCES: Final[Mapping[str, str]] = {
    "nobody-on-the-ballot": noted("Nobody on the list is put to the poll, so there is no ballot."),
    "heading-too-tall-for-the-ballot": noted(
        "The heading of the ballot of “{name}” leaves no room for persons; shorten its names."
    ),
    "word-too-long-for-the-ballot": noted(
        "“{name}” has a word too long for its column on the ballot; part it with a space."
    ),
    "line-too-high-for-the-ballot": noted(
        "“{name}” and the posts need more room than a sheet of the ballot has; shorten the posts."
    ),
}
