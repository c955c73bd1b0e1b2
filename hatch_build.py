"""Build hook: compiles the translations, refuses a wheel without its fonts and assets."""

import hashlib
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALES = Path("src/tinnhiem/wording/locale")
FONTS = Path("src/tinnhiem/documents/fonts")
FONT_HASHES = Path("fonts/fonts.sha256")
ASSETS = Path("src/tinnhiem/web/look/static/look/vendor")
ASSET_HASHES = Path("assets/assets.sha256")


class TinnhiemBuildHook(BuildHookInterface[Any]):
    """Prepares what the wheel carries but the repository does not."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile every catalogue; for a real wheel, check what set-up brought as well."""
        root = Path(self.root)
        compile_catalogues(root)
        if self.target_name == "wheel" and version != "editable":
            require(root, FONTS, FONT_HASHES)
            require(root, ASSETS, ASSET_HASHES)


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


def require(root: Path, folder: Path, hashes: Path) -> None:
    """Compare each brought file with its recorded hash; raise with the way out when one differs."""
    for line in (root / hashes).read_text(encoding="utf-8").splitlines():
        expected, name = line.split()
        path = root / folder / name
        if not path.is_file():
            message = f"{path} is missing: run script/setup first"
            raise FileNotFoundError(message)
        if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            message = f"{path} is not the file whose hash {hashes} records"
            raise ValueError(message)
