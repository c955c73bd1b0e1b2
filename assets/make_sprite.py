"""Write one SVG file that holds every icon of a list: the pages point into it by name.

Usage: make_sprite.py LIST FOLDER-OF-ICONS TARGET
"""

import re
import sys
from pathlib import Path

_WHOLE = re.compile(r"<svg[^>]*\bviewBox=\"([\d. ]+)\"[^>]*>(.*)</svg>", re.DOTALL)
_SVG = "http://www.w3.org/2000/svg"


def symbol(name: str, source: str) -> str:
    """Return the icon ``source`` as a symbol called ``name``.

    :raises ValueError: when the source is not one SVG picture with a view box.
    """
    whole = _WHOLE.search(source)
    if whole is None:
        raise ValueError(name)
    inner = re.sub(r"\s+", " ", whole[2]).strip().replace("> <", "><")
    return f'<symbol id="{name}" viewBox="{whole[1]}" fill="currentColor">{inner}</symbol>'


def main(listed: Path, icons: Path, target: Path) -> None:
    """Write the icons named in ``listed``, in its order."""
    names = listed.read_text(encoding="utf-8").split()
    symbols = [symbol(name, (icons / f"{name}.svg").read_text(encoding="utf-8")) for name in names]
    target.write_text(f'<svg xmlns="{_SVG}">{"".join(symbols)}</svg>\n', encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
