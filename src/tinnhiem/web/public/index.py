"""What was published, by body and term, and how to read it."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpResponse

from tinnhiem.records.digests import digest_of
from tinnhiem.records.models import Publication
from tinnhiem.web.access import page
from tinnhiem.web.public.answering import public_page
from tinnhiem.web.requests import Visit
from tinnhiem.wording.terms import PROCEDURES, label


@page(scope="public")
def index(request: Visit) -> HttpResponse:
    """List what was published, by body and term, newest first."""
    kept = Publication.objects.filter(corrects=None).select_related("poll")
    if not settings.DEMONSTRATION:
        kept = kept.filter(poll__rehearsal=False)
    rows = list(kept.defer("content").order_by("poll__body_name", "-published_on", "-pk"))
    version = digest_of([(row.address, row.sha256) for row in rows])
    return public_page(request, "public/index.html", version, lambda: {"bodies": _bodies(rows)})


def _bodies(rows: list[Publication]) -> list[Mapping[str, Any]]:
    """Group publications by body and term."""
    found: dict[str, dict[str, list[Mapping[str, Any]]]] = {}
    for row in rows:
        poll = row.poll
        term = f"{poll.term_from}–{poll.term_until}" if poll.term_from and poll.term_until else ""
        terms = found.setdefault(poll.body_name, {}).setdefault(term, [])
        terms.append(
            {
                "address": row.address,
                "sitting": poll.sitting,
                "procedure": label(PROCEDURES, poll.procedure),
                "poll_date": poll.poll_date,
                "published_on": row.published_on,
                "rehearsal": poll.rehearsal,
            }
        )
    return [
        {"name": name, "terms": [{"term": term, "rows": each} for term, each in terms.items()]}
        for name, terms in found.items()
    ]


@page(scope="public")
def reading(request: Visit) -> HttpResponse:
    """Explain base, thresholds and levels."""
    return public_page(request, "public/reading.html", "reading", dict)
