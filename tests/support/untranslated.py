"""Finding words of the other language on a page, by the program's own catalogues."""

from pathlib import Path

from babel.messages.pofile import read_po

from support.page_text import PageText
from support.repository import ROOT

CATALOGUES = ROOT / "src" / "tinnhiem" / "wording" / "locale" / "vi" / "LC_MESSAGES"
#: Shorter words may be the same in both languages, or stand in what people wrote.
_SHORTEST = 12


class Untranslated:
    """The sentences of one language as the catalogues have them: ``en`` or ``vi``."""

    def __init__(self, language: str) -> None:
        self._known = set[str]()
        for path in sorted(CATALOGUES.glob("*.po")):
            self._known |= _sentences(path, language)

    def among(self, page: PageText) -> list[str]:
        """Return the sentences of this language that stand on a page."""
        return sorted({text for text in page.texts if text in self._known})


def _sentences(path: Path, language: str) -> set[str]:
    with path.open("rb") as stream:
        found = {
            (str(message.id), str(message.string))
            for message in read_po(stream)
            if message.id and isinstance(message.id, str) and message.string
        }
    return {
        english if language == "en" else vietnamese
        for english, vietnamese in found
        if english != vietnamese and min(len(english), len(vietnamese)) >= _SHORTEST
    }
