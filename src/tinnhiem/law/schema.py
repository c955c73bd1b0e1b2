"""The published JSON Schema of law files, for editors that complete and check as one writes."""

from typing import Any

from tinnhiem.law.rulebook import FORMAT, Rulebook

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The schema of a law file (TOML read as JSON, dates as ``YYYY-MM-DD``).

    It checks the shape alone; what must hold between rules is checked by
    :mod:`tinnhiem.law.consistency`.
    """
    return {"$schema": DIALECT, **Rulebook.model_json_schema(), "title": FORMAT}
