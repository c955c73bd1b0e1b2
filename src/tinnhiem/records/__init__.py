"""What is kept: models, querysets, roles and the append-only log. No rule of law lives here."""
