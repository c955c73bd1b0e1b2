"""The lines that say which poll is spoken of, before any answer about it."""

from collections.abc import Iterator

from tinnhiem.cli.console import Console
from tinnhiem.cli.legal import short_name
from tinnhiem.cli.tables import wrapped
from tinnhiem.law.chain import Chain
from tinnhiem.law.poll import Poll
from tinnhiem.wording.dates import long_date
from tinnhiem.wording.language import _
from tinnhiem.wording.terms import PROCEDURES, label


def head(poll: Poll, chain: Chain, console: Console) -> Iterator[str]:
    """Give the procedure, the body, the sitting with its day, and the legal bases."""
    procedure = label(PROCEDURES, poll.procedure.value)
    title = f"{procedure[:1].upper()}{procedure[1:]} · {poll.body.name}"
    for line in wrapped(title, console.width):
        yield console.styled(line, "bold")
    day = poll.sitting.poll_date or poll.sitting.opening_date
    sitting = ", ".join([poll.sitting.name, *([long_date(day)] if day else [])])
    bases = "; ".join(short_name(instrument) for instrument in chain.instruments)
    for text in (sitting, _("Legal bases: {bases}").format(bases=bases)):
        yield from wrapped(text, console.width)
    if poll.rehearsal:
        yield console.styled(_("REHEARSAL"), "bold", "yellow")
