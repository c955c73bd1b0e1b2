"""Which part of the registry a visitor sees and keeps."""

from dataclasses import dataclass

from django.http import Http404

from tinnhiem.actions.registry import reach
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Body
from tinnhiem.records.roles import bodies_of, is_operator
from tinnhiem.web.requests import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """The bodies that somebody reaches; ``own`` are those whose clerk they are."""

    own: frozenset[int]
    seen: frozenset[int]
    operator: bool

    def acting_for(self, body: Body | None = None) -> Body | None:
        """Return the body for which the visitor acts on another: the nearest of theirs above it."""
        above = body
        while above is not None and above.pk not in self.own:
            above = above.parent
        if above is None and body is None:
            return Body.objects.filter(pk__in=self.own).order_by("pk").first()
        return above

    def may_keep(self, body: Body) -> bool:
        """Whether the visitor may change a body and what belongs to it."""
        return self.acting_for(body) is not None


def keeping(request: Visit) -> Keeping:
    """Return what a visitor sees of the registry.

    :raises Http404: where that is nothing.
    """
    today = request.at.date()
    own = bodies_of(request.by, Role.CLERK, today)
    convened = bodies_of(request.by, Role.CONVENER, today)
    operator = is_operator(request.by)
    if not own and not convened and not operator:
        raise Http404
    seen = frozenset(Body.objects.values_list("pk", flat=True)) if operator else None
    return Keeping(own=own, seen=seen or reach(own | convened), operator=operator)


def find_body(request: Visit, key: str) -> tuple[Body, Keeping]:
    """Return a body that the visitor sees.

    :raises Http404: where there is none of this key.
    """
    mine = keeping(request)
    body = Body.objects.filter(key=key, pk__in=mine.seen).select_related("parent").first()
    if body is None:
        raise Http404
    return body, mine


def kept_body(request: Visit, key: str) -> tuple[Body, Body]:
    """Return a body that the visitor keeps, and the body for which they act.

    :raises Http404: where they do not.
    """
    body, mine = find_body(request, key)
    acting = mine.acting_for(body)
    if acting is None:
        raise Http404
    return body, acting
