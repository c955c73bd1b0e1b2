"""A roll from a workbook: read, shown, confirmed once."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.imports import ROLL, confirm_roll, keep_lines, preview, read_workbook
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.problems import InputError
from tinnhiem.records.models import Poll, RegistryImport
from tinnhiem.web.access import page
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import UNPROCESSABLE, show
from tinnhiem.web.requests import Visit
from tinnhiem.web.secretariat.conferences import find
from tinnhiem.web.workbooks import (
    ConfirmForm,
    UploadForm,
    blank_workbook,
    mistakes,
    preview_context,
)


@page(Role.CLERK, methods=("GET", "POST"))
def upload(request: Visit, *, poll: Poll, key: str) -> HttpResponse:
    """Take a workbook and read it; nothing changes yet."""
    conference = find(poll, key)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(*given)
    errors: list[dict[str, str]] = []
    here = {"poll": poll.key, "key": key}

    lines: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        try:
            lines = read_workbook(form.content(), ROLL)
        except InputError as error:
            errors = mistakes(error)

    def do(data: dict[str, Any]) -> RegistryImport:
        name = data["workbook"].name
        return keep_lines(
            body=poll.body, purpose=key, name=name, lines=lines, by=request.by, at=request.at
        )

    def then(made: RegistryImport) -> str:
        return reverse("secretariat:roll-import-confirm", kwargs=here | {"kept": made.key})

    answer = None if errors else submitted(request, form, do, then=then)
    return answer or show(
        request,
        "secretariat/roll_upload.html",
        {"poll": poll, "conference": conference, "form": form, "errors": errors},
        status=UNPROCESSABLE if errors else 200,
    )


@page(Role.CLERK)
def blank(request: Visit, *, poll: Poll, key: str) -> HttpResponse:
    """Give a workbook with the roll as it is, to be filled in."""
    conference = find(poll, key)
    rows = [
        {
            "name": each.name,
            "salutation": each.person.salutation,
            "birth_year": each.person.birth_year,
            "seat": each.seat,
            "delegation": each.delegation,
            "votes": each.votes,
        }
        for each in conference.roll.select_related("person").order_by("order_key")
    ]
    return blank_workbook(ROLL, "nguoi-ghi-phieu", rows)


@page(Role.CLERK, methods=("GET", "POST"))
def confirm(request: Visit, *, poll: Poll, key: str, kept: str) -> HttpResponse:
    """Show what the workbook would change, and take it over."""
    conference = find(poll, key)
    found = RegistryImport.objects.filter(key=kept, body=poll.body_id, purpose=key).first()
    if found is None:
        raise Http404
    seen = preview(found, conference, request.at.date()) if found.state == "read" else None
    given = request.POST if request.method == "POST" else None
    form = ConfirmForm(given, initial={"digest": seen.digest if seen else ""})

    def do(data: dict[str, Any]) -> object:
        who: dict[str, Any] = {"by": request.by, "at": request.at}
        return confirm_roll(
            poll=poll, conference=conference, kept=found, digest=data["digest"], **who
        )

    then = reverse("secretariat:roll", kwargs={"poll": poll.key, "key": key})
    answer = submitted(request, form, do, then=then)
    return answer or show(
        request,
        "secretariat/roll_preview.html",
        {"poll": poll, "conference": conference, "form": form, "kept": found}
        | (preview_context(seen) if seen else {"groups": [], "errors": [], "changes": 0})
        | {"done": seen is None},
    )
