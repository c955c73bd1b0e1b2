"""Two records of one person: side by side, and made one by two people where it matters."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.mergings import merge_people, propose_merging
from tinnhiem.actions.registry import people_of, reach
from tinnhiem.records.models import Body, PendingAct, Person
from tinnhiem.records.same_person import Holding, held_by, kept_apart
from tinnhiem.web.access import page
from tinnhiem.web.entries import OfficeForm, ReasonField
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.registry.office import Keeping, keeping
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _
from tinnhiem.wording.names import fold

#: Records offered at most; whoever looks for another one types more of the name.
_MOST = 30


class MergeForm(OfficeForm):
    """Why two records are one person."""

    reason = ReasonField()

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        self.fields["reason"].label = _("How you know that this is one person")


def twins_of(person: Person, mine: Keeping) -> list[Person]:
    """Return the other records of the same name, marks aside, in the visitor's reach."""
    same = people_of(mine.seen).filter(folded=person.folded).exclude(pk=person.pk)
    return list(same.order_by("order_key", "pk")[:_MOST])


@page(scope="account")
def others(request: Visit, *, key: str) -> HttpResponse:
    """Look for the other record of a person."""
    mine, person = _seen(request, key)
    if _acting(mine, person) is None:
        raise Http404
    asked = request.GET.get("q", "")[:100]
    found = people_of(mine.seen).exclude(pk=person.pk).filter(folded__contains=fold(asked))
    rows = list(found.order_by("order_key", "pk")[:_MOST]) if asked else twins_of(person, mine)
    return show(request, "registry/others.html", {"person": person, "rows": rows, "asked": asked})


@page(methods=("GET", "POST"), scope="account")
def merge(request: Visit, *, key: str, other: str) -> HttpResponse:
    """Show two records side by side; make them one, or ask a second person to."""
    mine, person = _seen(request, key)
    twin = people_of(mine.seen).filter(key=other).exclude(pk=person.pk).first()
    if twin is None:
        raise Http404
    acting = _acting(mine, person, twin)
    if acting is None and request.method == "POST":
        raise Http404
    sides = [held_by(person), held_by(twin)]
    second = any(each.needs_second for each in sides)
    form = MergeForm(request.POST if request.method == "POST" else None)

    def do(data: dict[str, Any]) -> Person | PendingAct:
        who: dict[str, Any] = {"by": request.by, "at": request.at}
        two: dict[str, Any] = {"body": acting, "kept": person, "other": twin}
        merging = propose_merging if second else merge_people
        return merging(**two, reason=str(data["reason"]), **who)

    answer = submitted(request, form, do, then=lambda done: _after(done, person))
    if answer is not None:
        return answer  # the other record may be gone by now
    reasons = kept_apart(person, twin)
    return show(
        request,
        "registry/merge.html",
        {
            "form": form,
            "person": person,
            "twin": twin,
            "sides": [_side(each) for each in sides],
            "reasons": reasons,
            "second": second,
            "editable": acting is not None,
        },
    )


def _after(done: Person | PendingAct, person: Person) -> str:
    if isinstance(done, PendingAct):
        return reverse("secretariat:proposals", kwargs={"poll": done.poll.key})
    return reverse("registry:person", kwargs={"key": person.key})


def _seen(request: Visit, key: str) -> tuple[Keeping, Person]:
    """Return what the visitor sees of the registry, and a person in it.

    :raises Http404: where they do not see the person.
    """
    mine = keeping(request)
    person = people_of(mine.seen).filter(key=key).first()
    if person is None:
        raise Http404
    return mine, person


def _acting(mine: Keeping, *people: Person) -> Body | None:
    """Return the body whose clerk the visitor is and which reaches all these people."""
    wanted = {person.pk for person in people}
    for body in Body.objects.filter(pk__in=mine.own).order_by("pk"):
        reached = people_of(reach(frozenset({body.pk}))).filter(pk__in=wanted)
        if reached.count() == len(wanted):
            return body
    return None


def _side(held: Holding) -> dict[str, Any]:
    return {
        "person": held.person,
        "account": held.account.get_username() if held.account else "",
        "tenures": held.tenures,
        "lists": [
            (name, polls)
            for name, polls in (
                (_("On the list of"), held.rated),
                (_("On the roll of"), held.rolls),
                (_("On the counting board of"), held.boards),
                (_("A conclusion about them in"), held.concluded),
            )
            if polls
        ],
        "petitions": held.petitions,
    }
