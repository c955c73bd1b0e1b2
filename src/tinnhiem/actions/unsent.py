"""Texts that people are writing and have not sent: kept for them alone, so that nothing is lost.

Keeping one is no act and leaves no line in the log, as with sections of a report: nobody may follow
how somebody writes. Nobody else reads it; sending the form, or dropping it, removes it.
"""

from datetime import date, timedelta
from typing import Final

from tinnhiem.actions.texts import checked
from tinnhiem.records.models import Account, Dossier, Question, UnsentText

#: What nobody touched for so long is forgotten.
KEPT: Final = timedelta(days=180)


def place_of(record: Dossier | Question) -> str:
    """Return the place of the form on which somebody writes about a dossier or a question."""
    return f"{type(record).__name__.casefold()}-{record.pk}"


def keep_unsent(*, place: str, text: str, version: int, by: Account, on: date, most: int) -> None:
    """Keep a text as far as it was written, in place of what was kept there.

    :raises RefusedError: where it is too long.
    """
    kept = checked(text, "text", required=False, most=most)
    UnsentText.objects.update_or_create(
        account=by,
        place=place,
        defaults={"text": kept, "version": version, "saved_on": on},
    )


def unsent(place: str, by: Account) -> UnsentText | None:
    """Return what somebody was writing at a place, or None."""
    return UnsentText.objects.filter(account=by, place=place).first()


def drop_unsent(place: str, by: Account) -> None:
    """Forget what somebody was writing at a place: it was sent, or is not wanted any more."""
    UnsentText.objects.filter(account=by, place=place).delete()


def forget_old(on: date) -> int:
    """Forget texts that nobody touched for long; return how many."""
    count, _kinds = UnsentText.objects.filter(saved_on__lt=on - KEPT).delete()
    return count
