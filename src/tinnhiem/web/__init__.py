"""The pages, one package an audience. Pages read; whatever changes something is an action."""
