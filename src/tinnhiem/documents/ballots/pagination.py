"""How the rows of a ballot are shared over sheets: as few as hold them, evenly filled.

Heights are millimetres.
"""

from collections.abc import Sequence


def share_out(heights: Sequence[float], room: float) -> tuple[tuple[int, int], ...]:
    """Part rows into sheets: the first row and the row after the last of each.

    The number of sheets is the least possible; among such, the fullest sheet is as empty as can be.

    :raises ValueError: where a row is higher than the room.
    """
    fewest = _filled(heights, room)
    capacity = max(*heights, sum(heights) / len(fewest)) if len(heights) > 1 else room
    while capacity < room:
        found = _filled(heights, capacity)
        if len(found) == len(fewest):
            return found
        capacity += 0.5
    return fewest


def _filled(heights: Sequence[float], room: float) -> tuple[tuple[int, int], ...]:
    sheets: list[tuple[int, int]] = []
    first, used = 0, 0.0
    for row, height in enumerate(heights):
        if height > room:
            raise ValueError(row)
        if used + height > room + 1e-6:
            sheets.append((first, row))
            first, used = row, 0.0
        used += height
    return (*sheets, (first, len(heights)))


def stretched(heights: Sequence[float], room: float, tallest: float) -> tuple[float, ...]:
    """Raise the lower rows of a sheet to one common height, as far as room and ``tallest`` allow.

    Rounded down to tenths of a millimetre, so that rows of different sheets look alike.
    """
    level = min(tallest, room / len(heights))
    while sum(max(height, level) for height in heights) > room + 1e-6:
        level -= 0.1
    level = int(level * 10 + 1e-6) / 10
    return tuple(max(height, level) for height in heights)
