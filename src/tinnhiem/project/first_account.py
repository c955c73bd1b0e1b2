"""The very first account of an installation: the operator's, opened by a link that works once."""


def open_first_account(name: str, host: str, port: int) -> str:
    """Make the operator's account and return the address that opens it."""
    from django.urls import reverse
    from django.utils import timezone

    from tinnhiem.actions.accounts import first_account

    code = first_account(username=name, by=None, at=timezone.localtime())
    path = reverse("accounts:invitation", kwargs={"code": code})
    return f"http://{host}:{port}{path}"
