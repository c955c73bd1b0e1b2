"""Databases for installations of their own."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql


@contextmanager
def another_database() -> Iterator[str]:
    """Give the address of an empty PostgreSQL database; nothing, which is SQLite, without a server.

    The server is that which the tests run with.
    """
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
