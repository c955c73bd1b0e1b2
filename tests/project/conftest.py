"""Databases for installations of their own."""

import os
import secrets
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql


@pytest.fixture
def other_database() -> Iterator[str]:
    """Give an empty PostgreSQL database where the tests run with a server, else SQLite again."""
    server = os.environ.get("TINNHIEM_DATABASE_URL", "")
    if not server:
        yield ""
        return
    name = f"other_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield f"{server.rpartition('/')[0]}/{name}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
