"""Calibrating for one scanner and paper: blanks and a deck with known answers give the bounds.

The bounds are those of :data:`~tinnhiem.scan.thresholds.STANDARD`, moved only as far as a scanner
makes it necessary and never beyond a limit. Where blanks and marks come too near to each other, or
a sheet of the deck is not read as it was marked, the report says so and cannot be counted with.
"""

import json
from hashlib import sha256
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tinnhiem import __version__
from tinnhiem.law.problems import InputError, Problem
from tinnhiem.scan.layout import Layout
from tinnhiem.scan.thresholds import STANDARD, Thresholds

FORMAT: Final = "tinnhiem-calibration/1"
MAXIMUM_BYTES: Final = 4 * 1024 * 1024
#: What lies between the darkest blank box and the bound of *empty*, and so for marks.
_ABOVE_BLANK, _BELOW_MARKED = 1.5, 0.7
#: Beyond these a faint mark would pass for nothing, or dirt for a mark.
_MOST_EMPTY: Final = {"peak": 0.24, "trace": 0.012, "fill": 0.008}
_LEAST_MARKED: Final = {"peak": 0.34, "fill": 0.03}
#: What is called drift between the first and the last calibration of a count.
_DRIFT: Final = {
    "blank_peak": 0.05,
    "blank_trace": 0.004,
    "marked_peak": 0.12,
    "marked_fill": 0.05,
    "noise": 0.015,
    "black": 0.1,
    "scale": 0.006,
}


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


Share = Annotated[float, Field(ge=0, le=2, allow_inf_nan=False)]


class Measured(_Frozen):
    """What the sheets came to: the darkest blank boxes, the weakest marks, the scanner itself."""

    blank_sheets: int
    marked_sheets: int
    blank_peak: Share
    blank_trace: Share
    blank_fill: Share
    marked_peak: Share
    marked_fill: Share
    noise: Share
    black: Share
    scale: Share | None
    error_mm: Share


class Finding(_Frozen):
    """Something that speaks against counting; ``values`` are for its sentence."""

    code: Literal[
        "calibration-overlap",
        "calibration-blank-dark",
        "calibration-blank-read",
        "calibration-deck-differs",
        "calibration-deck-missing",
        "calibration-refused",
        "calibration-too-few",
        "calibration-not-held",
    ]
    values: dict[str, str | int | float]


class Drift(_Frozen):
    """A value that changed between the first and the last calibration."""

    name: str
    before: float
    after: float


class Calibration(_Frozen):
    """The report of a calibration, which is kept with the count."""

    format: Literal["tinnhiem-calibration/1"] = FORMAT
    software: str
    scanner: str
    paper: str
    geometry: str
    measured: Measured
    thresholds: Thresholds
    findings: tuple[Finding, ...] = ()
    before: str | None = None
    drift: tuple[Drift, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether a count may rest on it."""
        return not self.findings


def geometry_of(layout: Layout) -> str:
    """The SHA-256 of where boxes and tags stand, equal for a poll's ballots and its deck."""
    pages = [
        {
            "type": page.ballot_type,
            "page": page.page,
            "frame": page.frame_mm,
            "boxes": [[b.line, b.choice, b.x, b.y, b.w, b.h] for b in page.boxes],
            "tags": [[tag.id, tag.x, tag.y, tag.w] for tag in page.tags],
        }
        for page in layout.pages
    ]
    return sha256(json.dumps(pages, sort_keys=True).encode()).hexdigest()


def bounds_of(measured: Measured) -> tuple[Thresholds, tuple[Finding, ...]]:
    """The bounds that measured sheets lead to, and what speaks against them."""
    low = {name: getattr(measured, f"blank_{name}") * _ABOVE_BLANK for name in _MOST_EMPTY}
    high = {name: getattr(measured, f"marked_{name}") * _BELOW_MARKED for name in _LEAST_MARKED}
    findings = [
        _finding("calibration-overlap", measure=name, low=low[name], high=high[name])
        for name in high
        if low[name] >= high[name]
    ]
    findings += [
        _finding("calibration-blank-dark", measure=name, low=low[name], most=most)
        for name, most in _MOST_EMPTY.items()
        if low[name] > most
    ]
    values: dict[str, Any] = {}
    for name, most in _MOST_EMPTY.items():
        usual = getattr(STANDARD, f"empty_{name}")
        values[f"empty_{name}"] = round(min(max(usual, low[name]), most), 4)
    for name, least in _LEAST_MARKED.items():
        usual = getattr(STANDARD, f"marked_{name}")
        values[f"marked_{name}"] = round(max(min(usual, high[name]), least), 4)
    digest = sha256(json.dumps([measured.model_dump(), values]).encode()).hexdigest()
    version = f"{STANDARD.version}+{digest[:8]}"
    return STANDARD.model_copy(update={**values, "version": version}), tuple(findings)


def drift_of(before: Measured, after: Measured) -> tuple[Drift, ...]:
    """What changed by more than scanners change by themselves."""
    found = []
    for name, most in _DRIFT.items():
        former, latter = getattr(before, name), getattr(after, name)
        if former is not None and latter is not None and abs(latter - former) > most:
            found.append(Drift(name=name, before=former, after=latter))
    return tuple(found)


def held(bounds: Thresholds, after: Measured) -> tuple[Finding, ...]:
    """Whether the bounds of a count still hold for the sheets scanned at its end."""
    found = []
    for name in _MOST_EMPTY:
        bound, value = getattr(bounds, f"empty_{name}"), getattr(after, f"blank_{name}")
        if value > bound:
            found.append(_finding("calibration-not-held", measure=name, value=value, bound=bound))
    for name in _LEAST_MARKED:
        bound, value = getattr(bounds, f"marked_{name}"), getattr(after, f"marked_{name}")
        if value < bound:
            found.append(_finding("calibration-not-held", measure=name, value=value, bound=bound))
    return tuple(found)


def compared(report: Calibration, before: Calibration, digest: str) -> Calibration:
    """A report at the end of a count, compared with the one ``before`` (whose SHA-256 is given)."""
    findings = (*report.findings, *held(before.thresholds, report.measured))
    drift = drift_of(before.measured, report.measured)
    return report.model_copy(update={"before": digest, "drift": drift, "findings": findings})


def report_of(
    *,
    layout: Layout,
    measured: Measured,
    findings: tuple[Finding, ...],
    scanner: str,
    paper: str,
) -> Calibration:
    """The report of sheets that were measured and compared with their answers."""
    thresholds, overlaps = bounds_of(measured)
    return Calibration(
        software=__version__,
        scanner=scanner,
        paper=paper,
        geometry=geometry_of(layout),
        measured=measured,
        thresholds=thresholds,
        findings=(*overlaps, *findings),
    )


def read_calibration(content: bytes) -> Calibration:
    """Return the report that a file holds.

    :raises InputError: where it is none.
    """
    if len(content) > MAXIMUM_BYTES:
        raise InputError((Problem(code="file-too-large", values={"limit": MAXIMUM_BYTES}),))
    try:
        return Calibration.model_validate_json(content)
    except ValidationError as error:
        raise InputError((Problem(code="calibration-wrong"),)) from error


def require_usable(report: Calibration, layout: Layout) -> Thresholds:
    """The bounds of a report, for counting ballots of a layout.

    :raises InputError: where it speaks against counting, or was made with other ballots.
    """
    if report.geometry != geometry_of(layout):
        raise InputError((Problem(code="calibration-of-others"),))
    if not report.usable:
        raise InputError((Problem(code="calibration-unusable"),))
    return report.thresholds


def _finding(code: Any, **values: str | float) -> Finding:  # noqa: ANN401 - checked by the model
    told = {name: round(v, 4) if isinstance(v, float) else v for name, v in values.items()}
    return Finding(code=code, values=told)
