"""What the minutes say of second looks: the second scan, the sample, single persons."""

from collections.abc import Iterator

from tinnhiem.records.gathered import kinds_of, slate_of, was_scanned
from tinnhiem.records.models import Conference, RowSample
from tinnhiem.records.scans import sample_numbers
from tinnhiem.records.second_look import KINDS, sample_bound
from tinnhiem.records.second_reading import readings_compared, suspect_lines
from tinnhiem.wording.language import _, ngettext, speaking


def second_looks_told(conference: Conference) -> list[str]:
    """Return a sentence for each second look, in the language of the minutes."""
    with speaking("vi"):
        persons = list(_persons(conference))
        if not was_scanned(kinds_of(conference)):
            return persons  # there is nothing to scan again, and nothing to draw from
        return [*_second_scan(conference), *_sample(conference), *persons]


def _second_scan(conference: Conference) -> Iterator[str]:
    compared = readings_compared(conference)
    if not compared:
        return
    sheets = sum(each.found.second for each in compared)
    yield _("Second look: {sheets} scanned sheets were scanned and read a second time.").format(
        sheets=sheets
    )
    differing = len(suspect_lines(compared))
    if not all(each.found.whole for each in compared):
        yield _("The second scan is not whole.")
    elif not differing:
        yield _("Both readings agree on every person.")
    else:
        yield ngettext(
            "The readings differ on {count} person, whose ballots were looked at by hand.",
            "The readings differ on {count} persons, whose ballots were looked at by hand.",
            differing,
        ).format(count=differing)


def _sample(conference: Conference) -> Iterator[str]:
    bound, numbers = sample_bound(conference), sample_numbers(conference)
    if bound is None or numbers is None:
        return
    drawn = RowSample.objects.get(conference=conference)
    told = _(
        "Second look by chance: of {population} rows that the machine decided, {size} were drawn"
        " by the digits {seed} and decided anew by people; {wrong} had been read wrong. With 95 %"
        " certainty at most {most} of all are wrong."
    )
    yield told.format(
        population=drawn.population, size=drawn.size, seed=drawn.seed, wrong=numbers[2], most=bound
    )


def _persons(conference: Conference) -> Iterator[str]:
    looks = list(conference.second_looks.order_by("line"))
    names = {rated.line: rated.name for rated in slate_of(conference)} if looks else {}
    for look in looks:
        told = _("Second look at the ballots about {name} ({kind}): {note}")
        kind = _(KINDS[look.kind]) if look.kind in KINDS else look.kind
        yield told.format(name=names.get(look.line, look.line), kind=kind.lower(), note=look.note)
