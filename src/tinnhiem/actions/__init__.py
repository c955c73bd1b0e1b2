"""Every change of state: one function is one transaction and one line of the log."""
