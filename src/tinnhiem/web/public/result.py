"""One published result: its page and its files, from frozen content alone.

Whatever is not published has no row here, so it is answered like an address that never was.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse

from tinnhiem.records.models import Publication
from tinnhiem.records.published import canonical, table
from tinnhiem.web.access import page
from tinnhiem.web.public.answering import public_file, public_page
from tinnhiem.web.requests import Visit
from tinnhiem.web.result_view import result_view
from tinnhiem.wording.language import current
from tinnhiem.wording.terms import PROCEDURES, label


@page(scope="public")
def result(request: Visit, *, address: str) -> HttpResponse:
    """Show a published result, with its corrections beside it."""
    found = _found(address)
    request.poll = found.poll
    family = list(found.poll.publications.defer("content").order_by("number"))
    version = "-".join(row.sha256[:8] for row in family) + found.sha256[:8]
    return public_page(request, "public/result.html", version, lambda: _context(found, family))


def _found(address: str) -> Publication:
    """Return a publication by its address.

    :raises Http404: where there is none.
    """
    kept = Publication.objects.select_related("poll", "corrects").filter(address=address).first()
    if kept is None:
        raise Http404
    return kept


def _context(found: Publication, family: list[Publication]) -> Mapping[str, Any]:
    content = found.content
    resolution = content["resolution"]
    language = "en" if current() == "en" else "vi"
    return {
        "publication": found,
        "content": content,
        "view": result_view(content),
        "procedure": label(PROCEDURES, content["procedure"]),
        "poll_date": _day(content["sitting"]["poll_date"]),
        "published_on": date.fromisoformat(content["published_on"]),
        "resolution": resolution,
        "instruments": [each[language] for each in content["instruments"]],
        "term": _term(content["body"]["term"]),
        "corrections": [row for row in family if row.number > found.number],
        "corrects": found.corrects,
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _term(years: list[int | None]) -> str:
    return f"{years[0]}–{years[1]}" if years[0] and years[1] else ""


@page(scope="public")
def as_json(request: Visit, *, address: str) -> HttpResponse:
    """Send the frozen content in its canonical form: its SHA-256 is the one on the page."""
    found = _found(address)
    kind = "application/json; charset=utf-8"
    return public_file(request, canonical(found.content), kind, f"{address}.json", found.sha256)


@page(scope="public")
def as_csv(request: Visit, *, address: str) -> HttpResponse:
    """Send the table for a spreadsheet."""
    found = _found(address)
    kind = "text/csv; charset=utf-8"
    return public_file(request, table(found.content), kind, f"{address}.csv", found.sha256)


@page(scope="public")
def as_pdf(request: Visit, *, address: str) -> HttpResponse:
    """Send the paper as it was made when it was published.

    :raises Http404: where the file is not there.
    """
    found = _found(address)
    try:
        with found.pdf.open("rb") as file:
            content = file.read()
    except (OSError, ValueError) as error:
        raise Http404 from error
    return public_file(request, content, "application/pdf", f"{address}.pdf", found.sha256)
