"""What the software needs at run time lies inside its package, and git keeps only what is ours."""

import tomllib
from importlib import metadata

import tinnhiem
from support.repository import PACKAGE, ROOT, kept_files

OURS = {
    ".css", ".docx", ".html", ".jinja", ".js", ".json", ".md", ".po", ".py", ".svg", ".toml",
    ".txt", ".typ", ".typed",
}  # fmt: skip
NOT_OURS = {".ttf", ".otf", ".woff", ".woff2", ".mo", ".pdf", ".whl"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _kept_in_package() -> set[str]:
    return {p.suffix for p in kept_files() if p.is_relative_to(PACKAGE)}


def test_the_package_holds_only_known_kinds_of_files() -> None:
    assert _kept_in_package() <= OURS


def test_git_keeps_nothing_that_the_set_up_brings() -> None:
    assert [str(path) for path in kept_files() if path.suffix in NOT_OURS] == []


def test_git_ignores_nothing_else_inside_the_package() -> None:
    brought = {"fonts", "vendor", "__pycache__"}
    ignored = [
        path
        for path in set(PACKAGE.rglob("*")) - set(kept_files())
        if path.is_file() and path.suffix != ".mo" and not brought & set(path.parts)
    ]

    assert ignored == []


def test_the_wheel_takes_the_fonts_and_the_compiled_translations_that_git_ignores() -> None:
    artifacts = PROJECT["tool"]["hatch"]["build"]["artifacts"]

    assert {"src/tinnhiem/documents/fonts/*", "src/tinnhiem/wording/locale/**/*.mo"} <= set(
        artifacts
    )


def test_the_installed_version_is_that_of_the_source() -> None:
    assert metadata.version("tinnhiem") == tinnhiem.__version__


def test_the_changelog_speaks_of_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert f"## {tinnhiem.__version__}" in changelog


def test_the_translations_are_compiled() -> None:
    locales = PACKAGE / "wording" / "locale"

    assert {p.with_suffix(".mo") for p in locales.rglob("*.po")} == set(locales.rglob("*.mo"))
