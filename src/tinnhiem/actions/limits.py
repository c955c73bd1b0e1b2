"""Slowing down whoever guesses: counted by the name that is tried, never by the address.

Five hundred people behind one address may sign in within minutes; one name may be tried five times
in a row. A name that does not exist is counted alike, so that the answer tells nothing. The count
stands in the database, which every process shares.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.crypto import salted_hmac

from tinnhiem.records.models import WrongAttempts
from tinnhiem.wording.names import clean

#: So many wrong attempts in a row are answered; the next one has to wait.
ALLOWED: Final = 5
FIRST_WAIT: Final = timedelta(minutes=1)
LONGEST_WAIT: Final = timedelta(minutes=15)


class TooManyError(Exception):
    """Raised when a name was tried too often; carries until when it has to rest."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


def attempt(name: str, *, at: datetime) -> None:
    """Count an attempt before its secret is looked at, so that many at once are counted too.

    The fifth in a row is the last one answered; then the name rests, each time twice as long.
    Whoever was right calls :func:`forget`.

    :raises TooManyError: where the name has to rest; that attempt is not counted.
    """
    with transaction.atomic():
        found, _made = WrongAttempts.objects.select_for_update().get_or_create(
            name_hash=_hash(name)
        )
        if found.blocked_until is not None and at < found.blocked_until:
            raise TooManyError(found.blocked_until)
        found.count += 1
        if found.count >= ALLOWED:
            doubled = min(found.count - ALLOWED, 10)
            found.blocked_until = at + min(FIRST_WAIT * 2**doubled, LONGEST_WAIT)
        found.save()


def forget(name: str) -> None:
    """Forget the wrong attempts on a name, after a right one."""
    WrongAttempts.objects.filter(name_hash=_hash(name)).delete()


def _hash(name: str) -> str:
    plain = clean(name).casefold()
    return salted_hmac("tinnhiem.attempts", plain, algorithm="sha256").hexdigest()
