"""What cannot be counted is refused, each for its reason; the rest of the stack is read."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from support.ballots import definition, poll
from support.handmarked import Damage
from support.scans import Ballots, Grey, Sheet, printed_to, save
from tinnhiem.documents.ballots import write_batch_sheets


def _good(seven: Ballots, seed: int = 7) -> Grey:
    return Sheet(seven.blank()).mark_all(1).scanned(seed=seed)


def _one_bit(path: Path, grey: Grey) -> Path:
    Image.fromarray(grey).point(lambda value: 255 * (value > 140), mode="1").save(path)
    return path


@pytest.mark.parametrize("suffix", [".tif", ".png", ".pdf"])
def test_black_and_white_is_refused(seven: Ballots, tmp_path: Path, suffix: str) -> None:
    (page,) = seven.read(_one_bit(tmp_path / f"scan{suffix}", _good(seven)))

    assert page.refusal == "one-bit-image"


def test_black_and_white_that_calls_itself_grey_is_refused(seven: Ballots, tmp_path: Path) -> None:
    cut = np.where(_good(seven) > 140, 255, 0).astype(np.uint8)
    (page,) = seven.read(save(tmp_path / "scan.tif", [cut]))

    assert page.refusal == "one-bit-image"


@pytest.mark.parametrize(("dpi", "reason"), [(72, "too-small"), (122, "low-resolution")])
def test_too_coarse_a_scan_is_refused(
    seven: Ballots, tmp_path: Path, dpi: int, reason: str
) -> None:
    coarse = Sheet(seven.blank()).mark_all().scanned(Damage(per_mm=dpi / 25.4))
    (page,) = seven.read(save(tmp_path / "scan.png", [coarse], dpi=dpi))

    assert page.refusal == reason


def _mirrored(grey: Grey) -> Grey:
    return np.ascontiguousarray(grey[:, ::-1])


def _shrunk(grey: Grey) -> Grey:
    size = (round(grey.shape[1] * 0.9), round(grey.shape[0] * 0.9))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    page = np.full_like(grey, 245)
    page[: small.shape[0], : small.shape[1]] = small
    return page


def _half(grey: Grey) -> Grey:
    page = np.full_like(grey, 245)
    page[: grey.shape[0] // 3] = grey[: grey.shape[0] // 3]
    return page


def _covered_codes(grey: Grey) -> Grey:
    page = grey.copy()
    page[int(6 * 7.9) : int(30 * 7.9), int(168 * 7.9) : int(191 * 7.9)] = 245
    page[int(268 * 7.9) :, int(18 * 7.9) : int(42 * 7.9)] = 245
    return page


def _two_sheets(grey: Grey) -> Grey:
    return np.concatenate([grey, grey], axis=1)


def _empty(grey: Grey) -> Grey:
    noise = np.random.default_rng(1).normal(246, 3, grey.shape)
    return np.clip(noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (_mirrored, "mirrored"),
        (_shrunk, "scale-out-of-range"),
        (_half, "marks-missing"),
        (_covered_codes, "code-missing"),
        (_two_sheets, "several-sheets"),
        (_empty, "empty-page"),
    ],
)
def test_a_spoilt_page_is_refused_and_the_next_is_read(
    seven: Ballots, tmp_path: Path, spoil: Callable[[Grey], Grey], reason: str
) -> None:
    good = _good(seven)
    first, second = seven.read(save(tmp_path / "scan.tif", [spoil(good), good]))

    assert (first.refusal, first.rows, first.index) == (reason, (), 1)
    assert second.refusal is None


def test_ballots_of_other_polls_are_told_apart(
    seven: Ballots, ballots: dict[str, Ballots], tmp_path: Path
) -> None:
    later = replace(poll(7), sitting=replace(poll(7).sitting, name="Kỳ họp thứ mười"))
    elsewhere = replace(poll(7), body=replace(poll(7).body, name="HĐND tỉnh Khác"))
    others = {
        "other-poll": printed_to(tmp_path / "later", definition(later)),
        "other-body": printed_to(tmp_path / "elsewhere", definition(elsewhere)),
        "other-definition": ballots["large"],
        "rehearsal-sheet": ballots["rehearsal"],
    }
    sheets = [Sheet(other.blank()).mark_all().scanned() for other in others.values()]
    pages = seven.read(save(tmp_path / "scan.tif", [*sheets, _good(seven)]))

    assert [page.refusal for page in pages] == [*others, None]


def test_a_real_ballot_is_no_part_of_a_rehearsal(
    seven: Ballots, ballots: dict[str, Ballots], tmp_path: Path
) -> None:
    (page,) = ballots["rehearsal"].read(save(tmp_path / "scan.tif", [_good(seven)]))

    assert page.refusal == "real-ballot-in-rehearsal"


def test_sheets_between_the_batches_are_no_ballots(seven: Ballots, tmp_path: Path) -> None:
    paths = write_batch_sheets(definition(poll(7)), tmp_path, batches=1)
    pages = seven.read(*(path for path in paths if path.suffix == ".pdf"))

    assert {page.refusal for page in pages} == {"batch-sheet"}


def test_the_same_scan_given_twice_is_counted_once(seven: Ballots, tmp_path: Path) -> None:
    one = save(tmp_path / "one.tif", [_good(seven), _good(seven, 8)])
    two = tmp_path / "two.tif"
    two.write_bytes(one.read_bytes())
    pages = seven.read(one, two)

    assert [page.refusal for page in pages] == [None, None, *["duplicate-image"] * 2]
    assert pages[3].same_as == (str(one), 2)


def test_two_clean_drawings_that_look_alike_are_two_sheets(seven: Ballots, tmp_path: Path) -> None:
    clean = Sheet(seven.blank()).mark_all().marked().grey
    pages = seven.read(save(tmp_path / "scan.tif", [clean, clean]))

    assert [page.refusal for page in pages] == [None, None]
    assert pages[1].flags == ("same-image",)


def test_a_file_of_another_kind_is_refused(seven: Ballots, tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    (page,) = seven.read(path)

    assert page.refusal == "unknown-file-type"
