"""Sentences for problems of Word templates, by code."""

from collections.abc import Mapping
from typing import Final

from tinnhiem.wording.language import noted

SENTENCES: Final[Mapping[str, str]] = {
    "word-template-none": noted("Papers of the style “{style}” are not made as Word files."),
    "word-template-unreadable": noted("The template is no Word file that can be read: {why}."),
    "word-template-syntax": noted("The tag is not written correctly: {why}."),
    "word-template-unknown-tag": noted("“{tag}” is no value of a paper. Known are: {known}."),
    "word-template-marker": noted(
        "The place of the body, {marker}, must stand once in the template; it stands {count} times."
    ),
    "word-template-marker-form": noted(
        "The place of the body must be a paragraph of its own, written {marker}."
    ),
    "word-template-no-style": noted("The style “{style}” is missing."),
    "word-template-no-page": noted("The template does not say the size and margins of its page."),
    "word-template-lacks-tag": noted(
        "The paper has a text for “{tag}”, but the template does not print it."
    ),
    "word-template-fails": noted("The template cannot be filled: {why}."),
}
