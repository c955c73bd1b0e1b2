"""Numbers as Vietnamese papers write and read them: decimal comma, padding, words, Roman.

Shares come as exact fractions and are rounded by integer arithmetic, half up; no floats.
"""

from fractions import Fraction

from tinnhiem.wording.language import current

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", " nghìn", " triệu", " tỷ")
_LIMIT = 10**12
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_ROMAN_LIMIT = 4000
_PAD_BELOW = 10


def decimal_mark() -> str:
    """Return the mark before the decimals in the language in use: a comma, in English a point."""
    return "." if current() == "en" else ","


def percent(share: Fraction, *, places: int = 2, keep_zeros: bool = False, mark: str = ",") -> str:
    """Return ``share`` in hundredths without the sign, rounded half up: ``46/49`` is ``93,88``.

    Trailing zeros go unless ``keep_zeros``. Result files always use the comma; a page for readers
    gives :func:`decimal_mark`.

    :raises ValueError: when the share or the number of places is negative.
    """
    if share < 0 or places < 0:
        raise ValueError(share, places)
    scaled = share * 100 * 10**places
    rounded = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    whole, decimals = divmod(rounded, 10**places)
    digits = f"{decimals:0{places}}" if places else ""
    if not keep_zeros:
        digits = digits.rstrip("0")
    return f"{whole}{mark}{digits}" if digits else str(whole)


def percent_sign(share: Fraction, *, places: int = 2, keep_zeros: bool = False) -> str:
    """Return ``share`` with its sign in the language in use: ``93,88%``, in English ``93.88%``."""
    return percent(share, places=places, keep_zeros=keep_zeros, mark=decimal_mark()) + "%"


def padded(count: int) -> str:
    """Return a count as running text writes it: 1 to 9 with a zero before, zero as ``0``."""
    return f"{count:02d}" if 0 < count < _PAD_BELOW else str(count)


def grouped(count: int) -> str:
    """Return a count with its thousands parted: ``12.345``, in English ``12,345``."""
    text = f"{count:,}"
    return text if current() == "en" else text.replace(",", ".")


def in_words(number: int, *, zero_tens: str = "linh") -> str:
    """Return ``number`` read aloud in Vietnamese: 21 is ``hai mươi mốt``.

    ``zero_tens`` is the word for empty tens: ``linh``, or ``lẻ`` as in the South.

    :raises ValueError: when the number is negative or 10^12 and above.
    """
    if not 0 <= number < _LIMIT:
        raise ValueError(number)
    if number == 0:
        return _DIGITS[0]
    groups: list[int] = []
    rest = number
    while rest:
        rest, group = divmod(rest, 1000)
        groups.append(group)
    first = len(groups) - 1
    return " ".join(
        _group_in_words(groups[place], full=place < first, zero_tens=zero_tens) + _SCALES[place]
        for place in range(first, -1, -1)
        if groups[place]
    )


def _group_in_words(group: int, *, full: bool, zero_tens: str) -> str:
    """Read one group of three digits; ``full`` reads its empty hundreds too."""
    hundreds, rest = divmod(group, 100)
    words = [f"{_DIGITS[hundreds]} trăm"] if full or hundreds else []
    if rest:
        words.append(_tens_in_words(rest, after_hundreds=bool(words), zero_tens=zero_tens))
    return " ".join(words)


def _tens_in_words(number: int, *, after_hundreds: bool, zero_tens: str) -> str:
    """Read 1 to 99 with the changes of sound: mốt, tư, lăm."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return f"{zero_tens} {_ones(ones, four='tư')}" if after_hundreds else _DIGITS[ones]
    if tens == 1:
        return f"mười {_ones(ones, five='lăm')}".strip() if ones else "mười"
    if ones == 0:
        return f"{_DIGITS[tens]} mươi"
    return f"{_DIGITS[tens]} mươi {_ones(ones, one='mốt', four='tư', five='lăm')}"


def _ones(digit: int, *, one: str = "một", four: str = "bốn", five: str = "năm") -> str:
    return {1: one, 4: four, 5: five}.get(digit, _DIGITS[digit])


def spoken_percent(text: str) -> str:
    """Return a written percentage read aloud: ``93,88`` is ``chín mươi ba phẩy tám mươi tám phần
    trăm``, ``2,04`` is ``hai phẩy không bốn phần trăm``.

    :raises ValueError: when the text is not a number with a comma.
    """
    whole, _comma, decimals = text.removesuffix("%").strip().partition(",")
    words = in_words(int(whole))
    if decimals:
        zeros = len(decimals) - len(decimals.lstrip("0"))
        spoken = [_DIGITS[0]] * zeros
        if decimals.strip("0"):
            spoken.append(in_words(int(decimals)))
        words += " phẩy " + " ".join(spoken)
    return f"{words} phần trăm"


def ordinal(number: int) -> str:
    """Return the order of a sitting in words: ``thứ nhất``, ``thứ tư``, ``thứ mười tám``.

    :raises ValueError: when the number is below 1.
    """
    if number < 1:
        raise ValueError(number)
    irregular = {1: "nhất", 4: "tư"}
    return "thứ " + irregular.get(number, in_words(number))


def roman(number: int) -> str:
    """Return ``number`` in Roman figures, as terms are numbered: 16 is ``XVI``.

    :raises ValueError: when the number is not in 1 to 3999.
    """
    if not 0 < number < _ROMAN_LIMIT:
        raise ValueError(number)
    figures = []
    for value, figure in _ROMAN:
        times, number = divmod(number, value)
        figures.append(figure * times)
    return "".join(figures)
