"""What the browser is given: locked, complete, from the same address."""

import hashlib
import re

from support.repository import PACKAGE, ROOT

LOOK = PACKAGE / "web" / "look"
STATIC = LOOK / "static" / "look"
VENDOR = STATIC / "vendor"


def test_the_assets_are_those_whose_hashes_are_recorded() -> None:
    lines = (ROOT / "assets" / "assets.sha256").read_text(encoding="utf-8").splitlines()
    recorded = {name: digest for digest, name in (line.split() for line in lines)}

    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.iterdir()}
    assert found == recorded


def test_every_icon_of_the_list_is_in_the_sprite() -> None:
    listed = (ROOT / "assets" / "icons.txt").read_text(encoding="utf-8").split()
    sprite = (VENDOR / "icons.svg").read_text(encoding="utf-8")

    assert re.findall(r'<symbol id="([^"]+)"', sprite) == listed
    assert listed == sorted(set(listed))


def test_every_icon_that_a_template_names_is_in_the_list() -> None:
    listed = set((ROOT / "assets" / "icons.txt").read_text(encoding="utf-8").split())
    named = re.compile(r'\b(?:icon|empty)\("([a-z0-9-]+)"|icon_name="([a-z0-9-]+)"')

    used = {
        first or second
        for template in (PACKAGE / "web").rglob("*.html")
        for first, second in named.findall(template.read_text(encoding="utf-8"))
    }
    assert used <= listed


def test_no_style_sheet_or_script_asks_another_address() -> None:
    for path in [*STATIC.glob("*.css"), *STATIC.glob("*.js")]:
        text = path.read_text(encoding="utf-8")

        assert not re.search(r"https?://|@import|\beval\(|innerHTML", text), path.name


def test_the_colours_of_both_ways_to_dark_are_the_same() -> None:
    text = (STATIC / "tokens.css").read_text(encoding="utf-8")
    blocks = re.findall(r"color-scheme: dark;(.*?)}", text, re.DOTALL)

    chosen, of_the_device = (re.findall(r"(--[\w-]+): ([^;]+);", block) for block in blocks)
    assert chosen == of_the_device
    assert dict(chosen)["--paper"] == "#12151c"
