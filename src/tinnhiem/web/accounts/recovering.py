"""The sheet of recovery codes: made from the settings, shown once, printed."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from tinnhiem.actions.accounts import check_present
from tinnhiem.actions.factors import codes_of
from tinnhiem.actions.recovery import make_recovery_codes, recovery_codes_left
from tinnhiem.web.access import page
from tinnhiem.web.accounts.forms import HolderForm
from tinnhiem.web.accounts.preferences import by_holder
from tinnhiem.web.forms import SeeOther
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit


@page(scope="account", methods=("GET", "POST"))
def recovery_sheet(request: Visit) -> HttpResponse:
    """Make recovery codes after asking for the password, and show them this one time."""
    mine = reverse("accounts:settings")
    if codes_of(request.by) is None:
        return SeeOther(mine)
    form = HolderForm(request.POST or None, account=request.by)
    form.is_bound = request.method == "POST"
    made: list[str] = []

    def make(data: dict[str, Any]) -> None:
        check_present(data.get("present", ""), by=request.by)
        made.extend(make_recovery_codes(by=request.by, at=request.at))

    answer = by_holder(request, form, make, mine)
    if made:
        return show(request, "accounts/recovery_sheet.html", {"codes": made, "back": mine})
    context = {"form": form, "left": recovery_codes_left(request.by)}
    return answer or show(request, "accounts/recovery_new.html", context)
