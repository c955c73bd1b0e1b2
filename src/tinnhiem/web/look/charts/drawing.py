"""The few elements that charts are made of, and places written as percentages."""

from collections.abc import Iterable
from fractions import Fraction
from functools import cache

from markupsafe import Markup, escape

_PLACES = 4


def place(share: Fraction) -> str:
    """Return a share of the width as an SVG length, ``22.449%``, rounded half up to 4 places."""
    scaled = share * 100 * 10**_PLACES
    rounded = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = "-" if rounded < 0 else ""
    whole, decimals = divmod(abs(rounded), 10**_PLACES)
    tail = f"{decimals:0{_PLACES}}".rstrip("0")
    return f"{sign}{whole}.{tail}%" if tail else f"{sign}{whole}%"


def element(name: str, content: object = "", /, **attributes: object) -> Markup:
    """Return one element; everything but markup is escaped, ``stroke_width`` is a hyphen away."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{written}>{escape(content)}</{name}>")  # noqa: S704 - values are escaped


def joined(parts: Iterable[Markup]) -> Markup:
    """Return the parts one after the other."""
    return Markup("").join(parts)


def text(content: str, css: str = "", **attributes: object) -> Markup:
    """Return a line of text."""
    return element("text", escape(content), class_=css or None, **attributes)


def chart(
    key: str, title: str, description: str, height: int, *parts: Markup, css: str = ""
) -> Markup:
    """Return the picture with its title and description; ``key`` is unique on the page.

    It has no view box: lengths in percent follow the width of the page, the others stay.
    """
    named, described = f"{key}-title", f"{key}-desc"
    return element(
        "svg",
        joined(
            (
                element("title", title, id=named),
                element("desc", description, id=described),
                *parts,
            )
        ),
        class_=f"chart {css}".strip(),
        role="img",
        aria_labelledby=named,
        aria_describedby=described,
        width="100%",
        height=height,
    )


@cache
def patterns() -> Markup:
    """Return the two patterns that bars point to; stands once on every page."""
    dots = element(
        "pattern",
        element("rect", class_="p-med-ground", width=6, height=6)
        + element("circle", class_="p-med-dot", cx=3, cy=3, r=1),
        id="p-med",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
    )
    hatch = element(
        "pattern",
        element("rect", class_="p-lo-ground", width=6.5, height=6.5)
        + element("rect", class_="p-lo-line", width=3.5, height=6.5),
        id="p-lo",
        width=6.5,
        height=6.5,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(-45)",
    )
    return element("svg", dots + hatch, class_="defs", aria_hidden="true", focusable="false")
