"""People, posts and who held them from a workbook: read, shown, confirmed once."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.imports import (
    REGISTRY,
    confirm_registry,
    keep_lines,
    preview,
    read_workbook,
)
from tinnhiem.law.problems import InputError
from tinnhiem.records.models import RegistryImport, Tenure
from tinnhiem.web.access import page
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import UNPROCESSABLE, show
from tinnhiem.web.registry.office import kept_body
from tinnhiem.web.requests import Visit
from tinnhiem.web.workbooks import (
    ConfirmForm,
    UploadForm,
    blank_workbook,
    mistakes,
    preview_context,
)


@page(methods=("GET", "POST"), scope="account")
def upload(request: Visit, *, key: str) -> HttpResponse:
    """Take a workbook and read it; nothing changes yet."""
    body, _acting = _own(request, key)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(*given)
    errors: list[dict[str, str]] = []
    lines: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        try:
            lines = read_workbook(form.content(), REGISTRY)
        except InputError as error:
            errors = mistakes(error)

    def do(data: dict[str, Any]) -> RegistryImport:
        name = data["workbook"].name
        who: dict[str, Any] = {"by": request.by, "at": request.at}
        return keep_lines(body=body, purpose=REGISTRY, name=name, lines=lines, **who)

    def then(made: RegistryImport) -> str:
        return reverse("registry:import-confirm", kwargs={"key": key, "kept": made.key})

    answer = None if errors else submitted(request, form, do, then=then)
    return answer or show(
        request,
        "registry/upload.html",
        {"body": body, "name": str(body), "form": form, "errors": errors},
        status=UNPROCESSABLE if errors else 200,
    )


def _own(request: Visit, key: str) -> tuple[Any, Any]:
    """Return a body whose clerk the visitor is: lines are taken over for it alone.

    :raises Http404: where they are not.
    """
    body, acting = kept_body(request, key)
    if body.pk != acting.pk:
        raise Http404
    return body, acting


@page(scope="account")
def blank(request: Visit, *, key: str) -> HttpResponse:
    """Give a workbook with what the registry knows, to be filled in."""
    body, _acting = _own(request, key)
    held = Tenure.objects.filter(post__body=body).select_related("person", "post")
    rows = [
        {
            "name": each.person.name,
            "salutation": each.person.salutation,
            "birth_year": each.person.birth_year,
            "title": each.post.title,
            "position": each.post.position,
            "from_date": each.from_date,
            "until_date": each.until_date,
            "decision": each.decision,
            "retirement_notice_on": each.person.retirement_notice_on,
        }
        for each in held.order_by("person__order_key", "from_date", "pk")
    ]
    return blank_workbook(REGISTRY, "so-dang-ky", rows)


@page(methods=("GET", "POST"), scope="account")
def confirm(request: Visit, *, key: str, kept: str) -> HttpResponse:
    """Show what the workbook would change, and take it over."""
    body, _acting = _own(request, key)
    found = RegistryImport.objects.filter(key=kept, body=body, purpose=REGISTRY).first()
    if found is None:
        raise Http404
    waits = found.state == RegistryImport.State.READ
    seen = preview(found, None, request.at.date()) if waits else None
    given = request.POST if request.method == "POST" else None
    form = ConfirmForm(given, initial={"digest": seen.digest if seen else ""})

    def do(data: dict[str, Any]) -> object:
        who: dict[str, Any] = {"by": request.by, "at": request.at}
        return confirm_registry(body=body, kept=found, digest=data["digest"], **who)

    then = reverse("registry:body", kwargs={"key": key})
    answer = submitted(request, form, do, then=then)
    empty: dict[str, Any] = {"groups": [], "errors": [], "changes": 0, "words": {}}
    values = {"body": body, "form": form, "kept": found, "done": seen is None}
    told = preview_context(seen) if seen is not None else empty
    return answer or show(request, "registry/preview.html", values | told)
