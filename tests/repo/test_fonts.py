"""The fonts of the papers are the recorded ones and have every letter."""

import hashlib
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from support.repository import PACKAGE, ROOT

FONTS = PACKAGE / "documents" / "fonts"
CHECK = ROOT / "fonts" / "check_letters.py"
FACES = ["Tinos-Bold.ttf", "Tinos-BoldItalic.ttf", "Tinos-Italic.ttf", "Tinos-Regular.ttf"]


def _check(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(CHECK), str(folder)],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def _without(letter: str, folder: Path) -> None:
    """Copy the fonts to ``folder``, the bold one without ``letter``."""
    shutil.copytree(FONTS, folder, dirs_exist_ok=True)
    with TTFont(folder / "Tinos-Bold.ttf") as font:
        options = Options(layout_features=[], hinting=False)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=set(font.getBestCmap()) - {ord(letter)})
        subsetter.subset(font)
        font.save(folder / "Tinos-Bold.ttf")


def test_every_face_has_every_vietnamese_letter() -> None:
    assert _check(FONTS).stderr == ""


def test_a_face_without_one_letter_is_refused(tmp_path: Path) -> None:
    _without("ữ", tmp_path)

    done = _check(tmp_path)

    assert (done.returncode, "Tinos-Bold.ttf: missing ữ" in done.stderr) == (1, True)


def test_a_missing_face_is_refused(tmp_path: Path) -> None:
    shutil.copytree(FONTS, tmp_path, dirs_exist_ok=True)
    (tmp_path / "Tinos-Italic.ttf").unlink()

    assert _check(tmp_path).returncode == 1


def test_the_fonts_are_those_whose_hashes_are_recorded() -> None:
    recorded = (ROOT / "fonts" / "fonts.sha256").read_text(encoding="utf-8").splitlines()
    actual = [
        f"{hashlib.sha256((FONTS / name).read_bytes()).hexdigest()}  {name}"
        for name in [*FACES, "OFL.txt"]
    ]

    assert recorded == actual


def _needed() -> set[str]:
    """Return every character of the texts of the law and of the papers, as composed letters."""
    texts = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.toml"))
    return {
        character for character in unicodedata.normalize("NFC", texts) if character.isprintable()
    }


@pytest.mark.parametrize("face", FACES)
def test_every_character_of_the_law_and_of_the_papers_can_be_printed(face: str) -> None:
    with TTFont(FONTS / face, lazy=True) as font:
        known = {chr(code) for code in font.getBestCmap()}

    assert _needed() - known == set()
