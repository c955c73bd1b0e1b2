"""The form that feeds a scanned stack to the reader, at the first scan and at the second."""

from collections.abc import Iterable

from django.http import HttpResponse

from tinnhiem.actions.scanning import start_scan
from tinnhiem.records.models import Poll, ScannerCheck
from tinnhiem.web.counting.stack_forms import StackForm
from tinnhiem.web.forms import submitted
from tinnhiem.web.requests import Visit
from tinnhiem.web.sittings import Sitting


def feeding(  # noqa: PLR0913 - whose form it is, what follows, what the page knows already
    request: Visit,
    poll: Poll,
    sitting: Sitting,
    *,
    then: str,
    checks: Iterable[ScannerCheck] | None = None,
    second: bool = False,
    label: str | None = None,
) -> tuple[StackForm, HttpResponse | None]:
    """Return the form with the scanners that were checked, and the answer where it was taken.

    Without a check only a rehearsal reads ballots. ``then`` is the page that follows; ``checks``
    are those of the conference, where the page has them.
    """
    found = sitting.here.scanner_checks.order_by("pk") if checks is None else checks
    usable = [each for each in found if each.opening]
    form = StackForm(
        request.POST or None,
        request.FILES or None,
        checks=usable,
        required=not poll.rehearsal,
        label=label,
    )
    by_key = {check.key: check for check in usable}
    answer = submitted(
        request,
        form,
        lambda data: start_scan(
            poll=poll,
            conference=sitting.here,
            file=data["file"],
            check=by_key.get(data["check"]),
            second=second,
            by=request.by,
            at=request.at,
        ),
        then=then,
    )
    return form, answer
