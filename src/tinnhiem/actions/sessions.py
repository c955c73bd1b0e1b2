"""The end of every session of an account."""

from tinnhiem.records.models import Account


def signed_out(account: Account) -> Account:
    """End every session of an account and return it as it is now."""
    kept = Account.objects.select_for_update().get(pk=account.pk)
    kept.session_round += 1
    kept.save()
    return kept
