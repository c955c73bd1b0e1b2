"""Every module whose acts hang on the steps of a poll: loaded at the start of the office."""

import tinnhiem.actions.dossiers  # noqa: F401 - for its consequences
