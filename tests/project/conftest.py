"""Databases for installations of their own."""

from collections.abc import Iterator

import pytest

from support.databases import another_database


@pytest.fixture
def other_database() -> Iterator[str]:
    """Give an empty PostgreSQL database where the tests run with a server, else SQLite again."""
    with another_database() as database:
        yield database
