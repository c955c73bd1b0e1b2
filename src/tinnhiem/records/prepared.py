"""Queries of many parts that every page asks: put together once, later only their values change.

Putting such a query together takes longer than answering it.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from django.db import connection
from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

#: Stand for the ids and the days while a query is put together; no record has such ones.
_FIRST: Final = -2_000_000_001
_FIRST_DAY: Final = date(1, 1, 1)

Kept = tuple[str, tuple[Any, ...], tuple[str, ...]]


class Prepared:
    """A query that a function of record ids and days makes."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._known: dict[tuple[str, ...], Kept] = {}

    def row(self, **values: int | date) -> dict[str, Any]:
        """Return the named values of its one row; truths may come as 0 and 1.

        :raises LookupError: where there is no such row.
        """
        rows, names = self._asked(values)
        if not rows:
            raise LookupError(values)
        return dict(zip(names, rows[0], strict=True))

    def column(self, **values: int | date) -> list[Any]:
        """Return the first value of each of its rows."""
        return [row[0] for row in self._asked(values)[0]]

    def _asked(self, values: dict[str, int | date]) -> tuple[list[Any], tuple[str, ...]]:
        key = (connection.vendor, *values)
        places = {name: _stand_in(place, values[name]) for place, name in enumerate(values)}
        if key not in self._known:
            self._known[key] = self._put_together(places)
        sql, params, names = self._known[key]
        stands_for = {str(places[name]): value for name, value in values.items()}
        with connection.cursor() as cursor:
            cursor.execute(sql, [_given(param, stands_for) for param in params])
            return cursor.fetchall(), names

    def _put_together(self, places: dict[str, int | date]) -> Kept:
        query = self._build(**places).order_by().query
        sql, params = query.get_compiler(connection=connection).as_sql()
        return sql, tuple(params), tuple(query.annotation_select)


def _stand_in(place: int, value: int | date) -> int | date:
    return _FIRST_DAY + timedelta(place) if isinstance(value, date) else _FIRST + place


def _given(param: Any, stands_for: dict[str, int | date]) -> Any:  # noqa: ANN401
    """Return what a parameter stands for, of the kind that the driver was given."""
    if not isinstance(param, int | str | date):
        return param
    value = stands_for.get(str(param))
    if value is None:
        return param
    if isinstance(value, date):
        return str(value) if isinstance(param, str) else value
    return type(param)(value) if isinstance(param, int) else param  # PostgreSQL's wraps numbers


def counted(rows: QuerySet[Any]) -> Coalesce:
    """Count the rows of a query inside another one."""
    found = rows.order_by().annotate(_one=Value(1)).values("_one").annotate(_n=Count("pk"))
    return Coalesce(Subquery(found.values("_n"), output_field=IntegerField()), Value(0))
