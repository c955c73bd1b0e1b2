"""The registration marks: the first twelve tags of the AprilTag family 36h11.

The bit patterns are those that OpenCV's ``DICT_APRILTAG_36h11`` draws (OpenCV, Apache-2.0), which
come from the AprilTag library of the APRIL Robotics Laboratory, University of Michigan
(BSD-2-Clause): six rows of six bits, the highest bit first, 1 is white.
"""

from typing import Final

#: Modules along one side: six bits and a black border of one.
MODULES: Final = 8

#: Ids 0 to 5 stand on pages with an odd number, 6 to 11 on the others.
PER_PAGE: Final = 6

_BITS: Final = (
    0x21A146BAB,
    0x92D18FE9B,
    0x7089014BB,
    0x193979E27,
    0x44153D3D7,
    0x35CD5B8CF,
    0xA10BA56A0,
    0x2B874A608,
    0xB57FB8D44,
    0x4E20B5A64,
    0x61D897F2C,
    0xAB3469FFC,
)

Matrix = tuple[tuple[bool, ...], ...]


def tag(identifier: int) -> Matrix:
    """The dark modules of one tag, ``MODULES`` rows of ``MODULES``, from the upper left.

    :raises IndexError: where the identifier is not one of those carried here.
    """
    if not 0 <= identifier < len(_BITS):
        raise IndexError(identifier)
    bits = format(_BITS[identifier], "036b")
    dark = [[bit == "0" for bit in bits[row : row + 6]] for row in range(0, 36, 6)]
    edge = (True,) * MODULES
    return (edge, *((True, *row, True) for row in dark), edge)


def page_tags(page: int) -> tuple[int, ...]:
    """The ids on a page in the order upper left, upper right, middle left, middle right,
    lower left, lower right. A page printed on the back of another shows by its ids.
    """
    first = 0 if page % 2 else PER_PAGE
    return tuple(range(first, first + PER_PAGE))
