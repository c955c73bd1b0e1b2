"""Copies of the log to be kept and checked elsewhere; lines of other polls are withheld."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.http import HttpResponse, StreamingHttpResponse

from tinnhiem.conduct.transitions import Role
from tinnhiem.records.disclosure import has_results
from tinnhiem.records.export import json_lines, table
from tinnhiem.records.models import Poll
from tinnhiem.web.access import page
from tinnhiem.web.audit.log import READERS
from tinnhiem.web.audit.sentences import RESTRICTED, is_of_the_count, sentence
from tinnhiem.web.requests import Visit

R = TypeVar("R", HttpResponse, StreamingHttpResponse)


def _shown(request: Visit, poll: Poll) -> Callable[[Mapping[str, Any]], bool]:
    """Which lines are in a copy: those of the poll; who opened restricted files for the auditor.

    What the board wrote about its count is withheld until the minutes are signed.
    """
    full, signed = Role.AUDITOR in request.roles, has_results(poll)

    def shown(line: Mapping[str, Any]) -> bool:
        early = not signed and bool(line["reason"]) and is_of_the_count(line)
        mine = line["poll"] == poll.key and not early
        return mine and (full or line["act"] not in RESTRICTED)

    return shown


@page(*READERS)
def as_lines(request: Visit, *, poll: Poll) -> StreamingHttpResponse:
    """Send the log as lines of JSON, whose chain can be checked without the office."""
    lines = json_lines(_shown(request, poll))
    response = StreamingHttpResponse(lines, content_type="application/x-ndjson; charset=utf-8")
    return _saved(response, "nhat-ky.jsonl")


@page(*READERS)
def as_table(request: Visit, *, poll: Poll) -> HttpResponse:
    """Send the lines of the poll as a table for a spreadsheet."""
    text = table(poll.key, _shown(request, poll), lambda line: sentence(line).striptags())
    return _saved(HttpResponse(text, content_type="text/csv; charset=utf-8"), "nhat-ky.csv")


def _saved(response: R, name: str) -> R:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store, private"
    return response
