"""Forms that are sent twice: the token of a form works once, in the transaction of its act."""

from datetime import date

from tinnhiem.actions.refusals import AlreadyDoneError
from tinnhiem.records.models import SpentToken


def check_unspent(token: str) -> None:
    """Refuse a token that was spent.

    :raises AlreadyDoneError: with where the first sending led.
    """
    spent = SpentToken.objects.filter(token=token).first()
    if spent is not None:
        raise AlreadyDoneError(spent.outcome)


def spend(token: str, *, outcome: str, on: date) -> None:
    """Spend a token; the database refuses the second of two that come at once."""
    SpentToken.objects.create(token=token, outcome=outcome[:500], spent_on=on)
