"""Build hook: compiles the translations, and refuses to build a wheel without its fonts."""

import hashlib
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALES = Path("src/tinnhiem/wording/locale")
FONTS = Path("src/tinnhiem/documents/fonts")
FONT_HASHES = Path("fonts/fonts.sha256")


class TinnhiemBuildHook(BuildHookInterface[Any]):
    """Prepares what the wheel carries but the repository does not."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile every catalogue; for a real wheel, check the fonts as well."""
        root = Path(self.root)
        compile_catalogues(root)
        if self.target_name == "wheel" and version != "editable":
            require_fonts(root)


def compile_catalogues(root: Path) -> None:
    """Write the .mo file of each .po file beside it, only where its content changes."""
    for source in sorted((root / LOCALES).glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=source.parts[-3], abort_invalid=True)
        target = source.with_suffix(".mo")
        partial = target.with_suffix(".mo.partial")
        with partial.open("wb") as stream:
            write_mo(stream, catalogue)
        partial.replace(target)


def require_fonts(root: Path) -> None:
    """Compare each font with its recorded hash; raise with the way out when one differs."""
    for line in (root / FONT_HASHES).read_text(encoding="utf-8").splitlines():
        expected, name = line.split()
        font = root / FONTS / name
        if not font.is_file():
            message = f"{font} is missing: run script/setup first"
            raise FileNotFoundError(message)
        if hashlib.sha256(font.read_bytes()).hexdigest() != expected:
            message = f"{font} is not the font whose hash {FONT_HASHES} records"
            raise ValueError(message)
