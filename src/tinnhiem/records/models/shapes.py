"""What several models share: names searched and sorted, versions against overwriting."""

import secrets

from django.db import models

from tinnhiem.wording.names import clean, fold, sorting_key


def short_key() -> str:
    """Return a random key for addresses, 72 bits, that cannot be guessed or counted."""
    return secrets.token_urlsafe(9)


def order_text(name: str) -> str:
    """Return a text whose order by code point is the Vietnamese order of names."""
    given, rest = sorting_key(name)
    words = (given, *rest)
    letters = "\x02".join("".join(chr(0x100 + place) for place in word[0]) for word in words)
    tones = "\x02".join("".join(chr(0x30 + tone) for tone in word[1]) for word in words)
    return f"{letters}\x01{tones}"


class Named(models.Model):
    """Somebody or something with a name, found without marks and sorted as Vietnamese lists are."""

    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, editable=False, db_index=True)
    order_key = models.CharField(max_length=1300, editable=False)

    class Meta:
        abstract = True

    def set_name(self, name: str) -> None:
        """Set the name, composed and without invisible characters, and what is made from it."""
        self.name = clean(name)[:300]
        self.folded = fold(self.name)[:300]
        self.order_key = order_text(self.name)[:1300]


class Versioned(models.Model):
    """A record that two people may edit: the second is told, nothing is overwritten."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
