"""The ``tinnhiem`` command: results on standard output, messages on standard error."""
