"""Blanks and a deck with answers give the bounds of a scanner, or speak against counting."""

import numpy as np
import pytest

from support.ballots import definition, poll
from support.scans import Ballots, Sheet
from tinnhiem.documents.ballots import write_deck
from tinnhiem.law.problems import InputError
from tinnhiem.scan import STANDARD, Arrival, Calibration, PageReading, read_calibration, read_layout
from tinnhiem.scan import Sheet as ReadSheet
from tinnhiem.scan.calibrating import DeckAnswers, calibrated, read_answers
from tinnhiem.scan.calibration import Measured, bounds_of, compared, require_usable

GOOD = Measured(
    blank_sheets=10,
    marked_sheets=10,
    blank_peak=0.08,
    blank_trace=0.001,
    blank_fill=0.0,
    marked_peak=0.62,
    marked_fill=0.12,
    noise=0.01,
    black=0.9,
    scale=1.0,
    error_mm=0.1,
)


def _codes(measured: Measured) -> list[str]:
    return [finding.code for finding in bounds_of(measured)[1]]


def test_a_clean_scanner_keeps_the_usual_bounds_under_a_version_of_its_own() -> None:
    bounds, findings = bounds_of(GOOD)

    assert findings == ()
    assert bounds.model_copy(update={"version": STANDARD.version}) == STANDARD
    assert bounds.version.startswith(f"{STANDARD.version}+")


def test_bounds_move_only_as_far_as_the_scanner_makes_necessary() -> None:
    bounds, findings = bounds_of(
        GOOD.model_copy(update={"blank_peak": 0.14, "marked_peak": 0.52, "marked_fill": 0.05})
    )

    assert findings == ()
    assert (bounds.empty_peak, bounds.marked_peak, bounds.marked_fill) == (0.21, 0.364, 0.035)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"blank_peak": 0.159}, None),
        ({"blank_peak": 0.161}, "calibration-blank-dark"),
        ({"blank_trace": 0.009}, "calibration-blank-dark"),
        ({"blank_fill": 0.06, "marked_fill": 0.12}, "calibration-overlap"),
        ({"blank_peak": 0.3, "marked_peak": 0.6}, "calibration-overlap"),
    ],
)
def test_bounds_that_come_too_near_speak_against_counting(
    changes: dict[str, float], code: str | None
) -> None:
    codes = _codes(GOOD.model_copy(update=changes))

    assert (code in codes) if code else (codes == [])


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Ballots:
    """The deck of seven persons."""
    folder = tmp_path_factory.mktemp("deck")
    write_deck(definition(poll(7)), folder)
    return Ballots(folder)


@pytest.fixture(scope="module")
def answers(deck: Ballots) -> DeckAnswers:
    return read_answers((deck.folder / "test-deck.json").read_bytes(), deck.layout)


@pytest.fixture(scope="module")
def scanned(deck: Ballots) -> list[ReadSheet]:
    return list(deck.desk.files([deck.folder / "test-deck-hdnd.pdf"]))


def _report(deck: Ballots, answers: DeckAnswers, sheets: list[ReadSheet]) -> Calibration:
    return calibrated(deck.layout, answers, blanks=[], deck=sheets, scanner="A", paper="80 g")


def test_the_deck_as_printed_calibrates(
    deck: Ballots, answers: DeckAnswers, scanned: list[ReadSheet], seven: Ballots
) -> None:
    report = _report(deck, answers, scanned)

    assert report.findings == ()
    assert (report.measured.blank_sheets, report.measured.marked_sheets) == (10, 10)
    assert require_usable(report, seven.layout) == report.thresholds
    assert read_calibration(report.model_dump_json().encode()) == report


def test_the_order_of_the_sheets_does_not_matter(
    deck: Ballots, answers: DeckAnswers, scanned: list[ReadSheet]
) -> None:
    assert _report(deck, answers, scanned[::-1]) == _report(deck, answers, scanned)


def test_sheets_that_are_missing_or_too_few_are_told(
    deck: Ballots, answers: DeckAnswers, scanned: list[ReadSheet]
) -> None:
    missing = _report(deck, answers, scanned[:-2])
    few = _report(deck, answers, scanned[8:])

    assert [(f.code, f.values) for f in missing.findings] == [
        ("calibration-deck-missing", {"sheets": 2})
    ]
    assert "calibration-too-few" in [finding.code for finding in few.findings]


def test_a_refused_sheet_is_told(
    deck: Ballots, answers: DeckAnswers, scanned: list[ReadSheet]
) -> None:
    refused = ReadSheet(
        arrival=Arrival(source="x", index=1),
        reading=PageReading.model_validate({"refusal": "mirrored"}),
    )
    report = _report(deck, answers, [*scanned, refused])

    assert [finding.code for finding in report.findings] == ["calibration-refused"]


def test_a_row_marked_otherwise_than_the_script_says_is_told(
    deck: Ballots, answers: DeckAnswers, scanned: list[ReadSheet]
) -> None:
    from support.scans import as_bytes

    other = Sheet(deck.blank()).mark_all(0)
    (wrong,) = deck.desk.content(as_bytes(other.scanned(), "PNG"), name="x")
    report = _report(deck, answers, [*scanned, wrong])

    assert "calibration-deck-differs" in [finding.code for finding in report.findings]


def test_dirty_blanks_speak_against_counting(
    deck: Ballots, answers: DeckAnswers, scanned: list[ReadSheet]
) -> None:
    from support.scans import as_bytes

    grey = Sheet(deck.blank()).scanned()
    box = deck.layout.pages[0].boxes[4]
    x, y = (round((place + 2.5) * 200 / 25.4) for place in (box.x, box.y))
    grey[y - 4 : y + 4, x - 4 : x + 4] = np.minimum(grey[y - 4 : y + 4, x - 4 : x + 4], 170)
    (dirty,) = deck.desk.content(as_bytes(grey, "PNG"), name="x")
    report = calibrated(deck.layout, answers, blanks=[dirty], deck=scanned, scanner="", paper="")

    assert not report.usable
    with pytest.raises(InputError, match="calibration-unusable"):
        require_usable(report, deck.layout)


def test_other_ballots_need_another_calibration(
    deck: Ballots,
    answers: DeckAnswers,
    scanned: list[ReadSheet],
    ballots: dict[str, Ballots],
) -> None:
    report = _report(deck, answers, scanned)

    with pytest.raises(InputError, match="calibration-of-others"):
        require_usable(report, ballots["large"].layout)


def test_answers_of_another_deck_are_refused(deck: Ballots, ballots: dict[str, Ballots]) -> None:
    content = (deck.folder / "test-deck.json").read_bytes()

    with pytest.raises(InputError, match="deck-of-others"):
        read_answers(content, ballots["large"].layout)
    with pytest.raises(InputError, match="deck-wrong"):
        read_answers(b"{}", deck.layout)


def _with(report: Calibration, **changes: float) -> Calibration:
    return report.model_copy(update={"measured": report.measured.model_copy(update=changes)})


def test_drift_is_told_and_bounds_that_did_not_hold_speak_against_the_count(
    deck: Ballots, answers: DeckAnswers, scanned: list[ReadSheet]
) -> None:
    before = _report(deck, answers, scanned)
    drifted = compared(_with(before, noise=0.05), before, "0" * 64)
    broken = compared(_with(before, blank_peak=0.2), before, "0" * 64)

    assert [(d.name, d.before, d.after) for d in drifted.drift] == [
        ("noise", before.measured.noise, 0.05)
    ]
    assert drifted.usable
    assert [finding.code for finding in broken.findings] == ["calibration-not-held"]
    assert compared(before, before, "0" * 64).drift == ()


def test_a_layout_that_was_changed_is_noticed(seven: Ballots) -> None:
    content = (seven.folder / "layout.json").read_text(encoding="utf-8")
    moved = content.replace('"choice": "high"', '"choice": "low"', 1)
    moved = moved.replace('"choice": "low"', '"choice": "high"', 2)

    read_layout(content.encode())
    with pytest.raises(InputError, match="layout-changed"):
        read_layout(moved.encode())
