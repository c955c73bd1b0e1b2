"""What happens to a marked page on its way into a file."""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from support.handmarked.hands import Random
from support.handmarked.pages import MarkedPage

Grey = NDArray[np.uint8]
Bright = NDArray[np.float32]

DEFECTS = ("streak", "fold", "coffee", "torn", "staple", "holes", "dust", "thumb")


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """How a scanner is set and what befalls pages; ``defects`` maps a defect to its share."""

    per_mm: float = 200 / 25.4
    most_turn: float = 1.5
    quarter_turns: tuple[int, ...] = (0,)
    most_scale: float = 0.01
    blur: tuple[float, float] = (0.4, 0.9)
    noise: tuple[float, float] = (1.5, 5.0)
    gradient: float = 0.06
    jpeg: tuple[int, int] | None = (60, 90)
    defects: dict[str, float] = field(default_factory=dict)


def scanned(marked: MarkedPage, damage: Damage, random: Random) -> Grey:
    """A page as an office scanner gives it."""
    page = marked.grey.astype(np.float32)
    for defect, share in damage.defects.items():
        if defect not in {"streak", "thumb"} and random.random() < share:
            page = _ON_PAPER[defect](page, marked.per_mm, random)
    height, width = round(297 * damage.per_mm), round(210 * damage.per_mm)
    matrix = _feed(marked, damage, random)
    grey = cv2.warpAffine(
        page,
        matrix,
        (width, height),
        flags=cv2.INTER_AREA,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=float(random.uniform(235, 252)),
    )
    grey = _lit(grey.astype(np.float32), damage.gradient, random)
    if random.random() < damage.defects.get("streak", 0.0):
        grey = _streak(grey, random)
    if random.random() < damage.defects.get("thumb", 0.0):
        grey = _thumb(grey, damage.per_mm, random)
    seen = _sensor(grey, damage, random)
    turns = int(random.choice(damage.quarter_turns))
    return _jpeg(np.ascontiguousarray(np.rot90(seen, turns)), damage.jpeg, random)


def photographed(marked: MarkedPage, random: Random, *, width: int = 1900) -> Grey:
    """A page as a phone gives it: aslant, a little bent, with a shadow."""
    height = round(width * 4 / 3)
    side = marked.grey.shape[::-1]
    scale = 0.88 * min(width / side[0], height / side[1])
    low = np.array(((width - side[0] * scale) / 2, (height - side[1] * scale) / 2))
    square = np.array([(0, 0), (1, 0), (1, 1), (0, 1)]) * side * scale + low
    aslant = square + random.uniform(-0.03, 0.03, (4, 2)) * (width, height)
    source = np.array([(0, 0), (side[0], 0), (side[0], side[1]), (0, side[1])], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(source, aslant.astype(np.float32))
    table = float(random.uniform(90, 170))
    grey = cv2.warpPerspective(
        marked.grey.astype(np.float32),
        matrix,
        (width, height),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=table,
    )
    grey = _bent(grey.astype(np.float32), random)
    grey = _shadow(grey, random)
    seen = _sensor(grey, Damage(blur=(0.5, 1.2), noise=(2.0, 6.0), gradient=0.2), random)
    return _jpeg(seen, (55, 85), random)


def _feed(marked: MarkedPage, damage: Damage, random: Random) -> NDArray[np.float64]:
    """How the page lies on the glass."""
    angle = np.radians(
        np.clip(random.normal(0, damage.most_turn / 2), *(-damage.most_turn, damage.most_turn))
    )
    scale = 1 + random.uniform(-damage.most_scale, damage.most_scale, 2)
    factor = damage.per_mm / marked.per_mm
    turn = np.array(((np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))))
    linear = turn @ np.diag(scale * factor)
    centre = np.array(marked.grey.shape[::-1]) / 2
    shift = centre * factor - linear @ centre + random.normal(0, 0.6, 2) * damage.per_mm
    return np.column_stack([linear, shift])


def _lit(grey: Bright, gradient: float, random: Random) -> Bright:
    height, width = grey.shape
    down, across = random.uniform(-gradient, gradient, 2)
    light = 1 + down * np.linspace(-1, 1, height)[:, None] + across * np.linspace(-1, 1, width)
    white = random.uniform(0.9, 1.0)
    np.minimum(light, 1.05, out=light)
    light *= grey
    light *= white
    light += random.uniform(0, 14)
    return np.asarray(light, dtype=np.float32)


def _sensor(grey: Bright, damage: Damage, random: Random) -> Grey:
    blurred = cv2.GaussianBlur(grey, (0, 0), random.uniform(*damage.blur))
    noise = random.standard_normal(grey.shape, dtype=np.float32)
    noise *= random.uniform(*damage.noise)
    noise += blurred
    np.rint(noise, out=noise)
    return np.clip(noise, 0, 255, out=noise).astype(np.uint8)


def _jpeg(grey: Grey, quality: tuple[int, int] | None, random: Random) -> Grey:
    if quality is None:
        return grey
    chosen = int(random.integers(quality[0], quality[1] + 1))
    _done, content = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, chosen])
    return np.asarray(cv2.imdecode(content, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)


def _streak(grey: Bright, random: Random) -> Bright:
    x = int(random.integers(30, grey.shape[1] - 30))
    width = int(random.integers(1, 4))
    start = int(random.choice((0, grey.shape[0] // 3)))
    grey[start:, x : x + width] *= random.uniform(0.3, 0.85)
    return grey


def _fold(page: Bright, per_mm: float, random: Random) -> Bright:
    height, width = page.shape
    level = random.random() < 0.5
    place = random.uniform(0.3, 0.7) * (height if level else width)
    if not level and random.random() < 0.7:
        place = 105 * per_mm
    spread = random.uniform(0.15, 0.5) * per_mm
    along = np.arange(height if level else width)
    crease = 1 - random.uniform(0.05, 0.22) * np.exp(-(((along - place) / spread) ** 2))
    shade = (crease[:, None] if level else crease).astype(np.float32)
    return np.asarray(page * shade, dtype=np.float32)


def _coffee(page: Bright, per_mm: float, random: Random) -> Bright:
    height, width = page.shape
    centre = random.uniform(0.1, 0.9, 2) * (width, height)
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    distance = np.hypot(across - centre[0], down - centre[1]) / per_mm
    radius = random.uniform(20, 40)
    ring = np.exp(-(((distance - radius) / random.uniform(0.8, 2.0)) ** 2))
    stain = 1 - random.uniform(0.08, 0.3) * ring - 0.06 * (distance < radius)
    return np.asarray(page * stain, dtype=np.float32)


def _torn(page: Bright, per_mm: float, random: Random) -> Bright:
    height, width = page.shape
    across, down = random.uniform(12, 32, 2) * per_mm
    corner = np.array([(0, 0), (across, 0), (0, down)])
    if random.random() < 0.5:
        corner[:, 0] = width - corner[:, 0]
    if random.random() < 0.5:
        corner[:, 1] = height - corner[:, 1]
    cv2.fillPoly(page, [corner.astype(np.int32)], float(random.choice((30.0, 245.0))))
    return page


def _staple(page: Bright, per_mm: float, random: Random) -> Bright:
    x, y = np.array((random.uniform(8, 30), random.uniform(4, 10))) * per_mm
    end = (int(x + 10 * per_mm), int(y + random.uniform(-2, 2) * per_mm))
    cv2.line(page, (int(x), int(y)), end, 60.0, max(1, int(0.5 * per_mm)), cv2.LINE_AA)
    return page


def _holes(page: Bright, per_mm: float, _random: Random) -> Bright:
    for y in (108.5, 188.5):
        centre = (int(12 * per_mm), int(y * per_mm))
        cv2.circle(page, centre, int(3 * per_mm), 20.0, cv2.FILLED, cv2.LINE_AA)
    return page


def _dust(page: Bright, per_mm: float, random: Random) -> Bright:
    height, width = page.shape
    for _speck in range(int(random.integers(5, 40))):
        place = (int(random.integers(width)), int(random.integers(height)))
        radius = max(1, int(random.uniform(0.05, 0.14) * per_mm))
        cv2.circle(page, place, radius, float(random.uniform(80, 200)), cv2.FILLED)
    return page


def _thumb(grey: Bright, per_mm: float, random: Random) -> Bright:
    """A dark wedge where the lid stood open."""
    width = int(random.uniform(3, 8) * per_mm)
    dark = np.linspace(random.uniform(0.3, 0.7), 1, width)
    grey[:, :width] *= dark.astype(np.float32)
    return grey


def _bent(grey: Bright, random: Random) -> Bright:
    """Paper that does not lie flat: smooth shifts of a few pixels."""
    height, width = grey.shape
    down = np.arange(height, dtype=np.float32)[:, None]
    across = np.arange(width, dtype=np.float32)
    strength = random.uniform(0, 5, 2)
    wave = np.sin(np.pi * down / height + random.uniform(0, 3))
    return np.asarray(
        cv2.remap(
            grey,
            (across + strength[0] * wave).astype(np.float32),
            (down + strength[1] * np.sin(np.pi * across / width)).astype(np.float32),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        ),
        dtype=np.float32,
    )


def _shadow(grey: Bright, random: Random) -> Bright:
    height, width = grey.shape
    edge = random.uniform(0.1, 0.9) * width + random.uniform(-0.4, 0.4) * np.arange(height)
    distance = (np.arange(width)[None, :] - edge[:, None]) / (0.04 * width)
    dark = random.uniform(0.0, 0.35)
    np.negative(distance, out=distance)
    np.exp(distance, out=distance)
    distance += 1
    np.divide(dark, distance, out=distance)
    np.subtract(1, distance, out=distance)
    distance *= grey
    return np.asarray(distance, dtype=np.float32)


_ON_PAPER = {
    "fold": _fold,
    "coffee": _coffee,
    "torn": _torn,
    "staple": _staple,
    "holes": _holes,
    "dust": _dust,
}
