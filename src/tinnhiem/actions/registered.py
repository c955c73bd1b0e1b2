"""Every module whose acts hang on the steps of a poll: loaded at the start of the office."""

import tinnhiem.actions.adjudication  # noqa: F401 - for its act of two people
import tinnhiem.actions.batches  # noqa: F401 - for its act of two people
import tinnhiem.actions.counts  # noqa: F401 - for its consequences
import tinnhiem.actions.dossiers  # noqa: F401 - for its consequences
import tinnhiem.actions.ledgers  # noqa: F401 - for its act of two people
import tinnhiem.actions.minutes  # noqa: F401 - for its consequence
import tinnhiem.actions.papers  # noqa: F401 - for its background work
import tinnhiem.actions.prints  # noqa: F401 - for its background work
import tinnhiem.actions.publications  # noqa: F401 - for its consequence and its act of two people
import tinnhiem.actions.scanner_checks  # noqa: F401 - for its work
import tinnhiem.actions.scanning  # noqa: F401 - for its work and its act of two people
import tinnhiem.actions.sealing  # noqa: F401 - for its act of two people
