"""People of the registry: found without marks, in the order of Vietnamese lists."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.registry import PersonFacts, add_person, change_person, people_of
from tinnhiem.records.models import Person
from tinnhiem.web.access import page
from tinnhiem.web.both_texts import BothTexts
from tinnhiem.web.entries import CountField, DayField, LineField, OfficeForm
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.registry.office import keeping
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _
from tinnhiem.wording.names import fold

_PAGE = 60


class PersonForm(OfficeForm):
    """What the registry keeps of a person."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = LineField(max_length=300)
    salutation = LineField(max_length=20, required=False)
    birth_year = CountField(required=False, min_value=1900, max_value=2100)
    retirement_notice_on = DayField(required=False)

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        self.fields["name"].label = _("Full name")
        self.fields["salutation"].label = _("Salutation, such as ông or bà")
        self.fields["birth_year"].label = _("Year of birth")
        notice = self.fields["retirement_notice_on"]
        notice.label = _("Notice of leave before retirement, given on")

    def facts(self) -> PersonFacts:
        """Return the facts of a person."""
        names = ("name", "salutation", "birth_year", "retirement_notice_on")
        return PersonFacts(**{name: self.cleaned_data[name] for name in names})


@page(scope="account")
def people(request: Visit) -> HttpResponse:
    """List people, sixty a page."""
    mine = keeping(request)
    asked = request.GET.get("q", "")[:100]
    rows = people_of(mine.seen).prefetch_related("tenures__post__body")
    found = rows.filter(folded__contains=fold(asked)) if asked else rows
    paged = Paginator(found.order_by("order_key", "pk"), _PAGE)
    shown = paged.get_page(request.GET.get("page"))
    today = request.at.date()
    return show(
        request,
        "registry/people.html",
        {
            "page": shown,
            "rows": [_line(each, today) for each in shown.object_list],
            "total": rows.count() if asked else paged.count,
            "asked": asked,
            "editable": bool(mine.own),
        },
    )


def _line(each: Person, today: Any) -> dict[str, Any]:  # noqa: ANN401 - a day
    held = [t for t in each.tenures.all() if t.until_date is None or t.until_date >= today]
    return {
        "key": each.key,
        "name": each.name,
        "birth_year": each.birth_year,
        "posts": "; ".join(tenure.post.title for tenure in held),
    }


@page(methods=("GET", "POST"), scope="account")
def person(request: Visit, *, key: str = "") -> HttpResponse:
    """Show a person with every post they held; add or change one."""
    mine = keeping(request)
    found = people_of(mine.seen).filter(key=key).first() if key else None
    if key and found is None:
        raise Http404
    acting = mine.acting_for()
    if acting is None and (request.method == "POST" or not key):
        raise Http404
    names = ("version", "name", "salutation", "birth_year", "retirement_notice_on")
    begun = {name: getattr(found, name) for name in names} if found else {}
    form = PersonForm(request.POST if request.method == "POST" else None, initial=begun)

    def do(data: dict[str, Any]) -> Person:
        who: dict[str, Any] = {"body": acting, "by": request.by, "at": request.at}
        if found is None:
            return add_person(facts=form.facts(), **who)
        version = data["version"] or 0
        return change_person(person=found, version=version, facts=form.facts(), **who)

    def then(made: Person) -> str:
        return reverse("registry:person", kwargs={"key": made.key})

    both = BothTexts()
    fresh = Person.objects.values_list("version", flat=True)
    watched = both.watching(form, do, lambda: fresh.get(key=key))
    answer = submitted(request, form, watched, then=then)
    held = found.tenures.select_related("post__body") if found else None
    return answer or show(
        request,
        "registry/person.html",
        {
            "form": form,
            "person": found,
            "title": found.name if found else _("New person"),
            "tenures": list(held.order_by("-from_date", "pk")) if held is not None else [],
            "both": both.rows,
            "editable": acting is not None,
        },
    )
