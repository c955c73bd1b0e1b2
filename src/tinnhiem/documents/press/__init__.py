"""What the PDF templates are given: a paper as plain values, and which letters can be printed."""
