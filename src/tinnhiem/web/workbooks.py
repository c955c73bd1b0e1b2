"""Workbooks that come and go: an upload read apart, a preview of what it would change."""

from typing import Any, Final

from django import forms
from django.http import HttpResponse

from tinnhiem.actions.import_plan import Preview
from tinnhiem.exchange.registry_workbook import template
from tinnhiem.exchange.workbook_guard import MAXIMUM_BYTES
from tinnhiem.law.problems import InputError
from tinnhiem.web.entries import OfficeForm
from tinnhiem.wording.language import _
from tinnhiem.wording.problems import sentence

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(OfficeForm):
    """A workbook."""

    workbook = forms.FileField()

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        self.fields["workbook"].label = _("Workbook")
        self.fields["workbook"].help_text = _("Excel (.xlsx), up to 4 MB. Nothing changes yet.")

    def content(self) -> bytes:
        """Return the bytes of the file, never more than a workbook may have and one."""
        content: bytes = self.cleaned_data["workbook"].read(MAXIMUM_BYTES + 1)
        return content


class ConfirmForm(OfficeForm):
    """The digest of the preview that was shown."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)


def mistakes(error: InputError) -> list[dict[str, str]]:
    """Return the mistakes of a workbook, each with its sheet and cell."""
    return [{"place": problem.place, "text": sentence(problem)} for problem in error.problems]


def preview_context(found: Preview) -> dict[str, Any]:
    """Return what a preview shows: groups of changes, mistakes, and the hash of it."""
    groups = (
        ("added", _("Added")),
        ("changed", _("Changed")),
        ("ended", _("Ended")),
        ("same", _("Unchanged")),
    )
    words = {
        "person": _("person"),
        "post": _("post"),
        "tenure": _("who holds a post"),
        "roll": _("roll"),
    }
    return {
        "groups": [
            {"kind": kind, "title": title, "changes": found.of(kind)} for kind, title in groups
        ],
        "words": words,
        "errors": [{"place": place, "text": text} for place, text in found.errors],
        "digest": found.digest,
        "changes": len(found.changes) - len(found.of("same")),
    }


def blank_workbook(kind: str, name: str, rows: list[dict[str, Any]]) -> HttpResponse:
    """Return a workbook to fill in, as a download."""
    response = HttpResponse(template(kind, rows), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
