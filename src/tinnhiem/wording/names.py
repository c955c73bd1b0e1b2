"""Vietnamese names: cleaning, order in lists, folding for a search, initials.

Lists run by given name (the last word), then by the words before it, letter by letter in the
order of the Vietnamese alphabet, and only then by tone: ngang, huyền, hỏi, ngã, sắc, nặng.
"""

import unicodedata

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACE = {letter: place for place, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}

WordKey = tuple[tuple[int, ...], tuple[int, ...]]
NameKey = tuple[WordKey, tuple[WordKey, ...]]


def clean(text: str) -> str:
    """Return ``text`` composed (NFC), with single spaces and without invisible characters."""
    visible = "".join(_visible(character) for character in unicodedata.normalize("NFC", text))
    return " ".join(visible.split())


def _visible(character: str) -> str:
    """Turn control characters into spaces, drop those of no width (marks of direction, BOM)."""
    category = unicodedata.category(character)
    if category == "Cc":
        return " "
    return "" if category == "Cf" else character


def sorting_key(name: str) -> NameKey:
    """Return the key by which Vietnamese lists put ``name`` in order.

    The last word is taken as the given name, which is not so in some names of ethnic minorities:
    an adopted list keeps its own order.
    """
    words = tuple(_word_key(word) for word in clean(name).split())
    if not words:
        return ((), ()), ()
    return words[-1], words[:-1]


def _word_key(word: str) -> WordKey:
    """Return the letters' places first, the tones second."""
    letters: list[int] = []
    tones: list[int] = []
    for character in unicodedata.normalize("NFC", word.casefold()):
        decomposed = unicodedata.normalize("NFD", character)
        tone = next((_TONES[mark] for mark in decomposed if mark in _TONES), 0)
        base = "".join(mark for mark in decomposed if mark not in _TONES)
        letter = unicodedata.normalize("NFC", base)
        letters.append(_PLACE.get(letter, len(_ALPHABET) + ord(letter[:1] or "\0")))
        tones.append(tone)
    return tuple(letters), tuple(tones)


def fold(text: str) -> str:
    """Return ``text`` without marks and in small letters, for a search: ``Đặng`` is ``dang``."""
    plain = clean(text).casefold().replace("đ", "d")
    decomposed = unicodedata.normalize("NFD", plain)
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def initials(name: str) -> str:
    """Return the first letters of all words in capitals: ``Nguyễn Văn An`` is ``NVA``."""
    return "".join(word[0].upper() for word in clean(name).split())
