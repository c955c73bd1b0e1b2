"""How the office looks: templates, macros, styles, small scripts and charts, for every audience.

Nothing here knows the law or the records; what a page shows comes in as plain values.
"""
