"""The day of the poll: check-in, adoption of the list, election of the board, ballot ledger."""
