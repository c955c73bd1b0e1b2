"""Every module whose acts hang on the steps of a poll: loaded at the start of the office."""

import tinnhiem.actions.adjudication
import tinnhiem.actions.batches
import tinnhiem.actions.counts
import tinnhiem.actions.dossiers
import tinnhiem.actions.ledgers
import tinnhiem.actions.mergings
import tinnhiem.actions.minutes
import tinnhiem.actions.papers
import tinnhiem.actions.prints
import tinnhiem.actions.publications
import tinnhiem.actions.scanner_checks
import tinnhiem.actions.scanning
import tinnhiem.actions.sealing  # noqa: F401 - for its act of two people
