"""Queries of many parts that every page asks: put together once, later only their numbers change.

Putting such a query together takes longer than answering it.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

#: Stand for the numbers while a query is put together; no record has such an id.
_FIRST = -2_000_000_001


class Prepared:
    """A query for exactly one row of named values, given by a function of record ids."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._known: dict[tuple[str, ...], tuple[str, tuple[Any, ...], tuple[str, ...]]] = {}

    def row(self, **ids: int) -> dict[str, Any]:
        """Return the values of the row by name; truths may come as 0 and 1.

        :raises LookupError: where there is no such row.
        """
        key = (connection.vendor, *ids)
        if key not in self._known:
            self._known[key] = self._prepared(tuple(ids))
        sql, params, names = self._known[key]
        stands_for = {_FIRST + place: value for place, value in enumerate(ids.values())}
        # PostgreSQL's driver wraps numbers by their size, so the kind is kept.
        given = [
            type(param)(stands_for[param]) if isinstance(param, int) and param in stands_for
            else param
            for param in params
        ]  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            found = cursor.fetchone()
        if found is None:
            raise LookupError(ids)
        return dict(zip(names, found, strict=True))

    def _prepared(self, names: tuple[str, ...]) -> tuple[str, tuple[Any, ...], tuple[str, ...]]:
        places = {name: _FIRST + place for place, name in enumerate(names)}
        query = self._build(**places).order_by().query
        sql, params = query.get_compiler(connection=connection).as_sql()
        return sql, tuple(params), tuple(query.annotation_select)


def counted(rows: QuerySet[Any]) -> Coalesce:
    """Count the rows of a query inside another one."""
    found = rows.order_by().annotate(_one=Value(1)).values("_one").annotate(_n=Count("pk"))
    return Coalesce(Subquery(found.values("_n"), output_field=IntegerField()), Value(0))
