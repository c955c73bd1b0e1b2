"""Posts of a body, and who held them from when to when."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.registry import (
    TenureFacts,
    add_tenure,
    change_tenure,
    keep_post,
    people_of,
    reach,
)
from tinnhiem.law.poll import Position
from tinnhiem.records.models import Body, Person, Post, Tenure
from tinnhiem.web.access import page
from tinnhiem.web.both_texts import BothTexts
from tinnhiem.web.entries import DayField, LineField, OfficeForm
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.registry.office import kept_body
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _
from tinnhiem.wording.terms import POSITIONS, label


class PostForm(OfficeForm):
    """Title of a post and the position that the law speaks of."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = LineField(max_length=300)
    position = forms.ChoiceField()

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        self.fields["title"].label = _("Title as papers print it")
        field = self.fields["position"]
        field.label = _("Position that the law speaks of")
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "–"), *((p.value, label(POSITIONS, p.value)) for p in Position)]


@page(methods=("GET", "POST"), scope="account")
def post(request: Visit, *, key: str, post: int = 0) -> HttpResponse:
    """Add a post to a body, or change one."""
    body, acting = kept_body(request, key)
    found = _post(body, post) if post else None
    names = ("version", "title", "position")
    begun = {name: getattr(found, name) for name in names} if found else {}
    form = PostForm(request.POST if request.method == "POST" else None, initial=begun)

    def do(data: dict[str, Any]) -> object:
        given = data | {"version": data["version"] or 0}
        who: dict[str, Any] = {"body": acting, "of": body, "by": request.by, "at": request.at}
        return keep_post(post=found, **given, **who)

    both = BothTexts()
    here = reverse("registry:body", kwargs={"key": key})
    watched = both.watching(form, do, lambda: _post(body, post).version)
    answer = submitted(request, form, watched, then=here)
    title = found.title if found else _("New post")
    values = {"form": form, "title": title, "back": here, "both": both.rows}
    return answer or show(request, "registry/form.html", values)


def _post(body: Body, number: int) -> Post:
    found = body.posts.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


class TenureForm(OfficeForm):
    """Who holds a post from when to when, by which decision."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    person = forms.ChoiceField()
    from_date = DayField(required=False)
    until_date = DayField(required=False)
    decision = LineField(max_length=200, required=False)

    def __init__(self, *args: Any, people: list[Person] | None, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        words = {
            "person": _("Person"),
            "from_date": _("Elected or appointed on"),
            "until_date": _("Held until"),
            "decision": _("Decision"),
        }
        for name, text in words.items():
            self.fields[name].label = text
        field = self.fields["person"]
        if isinstance(field, forms.ChoiceField) and people is not None:
            field.choices = [("", "–"), *((each.key, _described(each)) for each in people)]
        if people is None:
            del self.fields["person"]
        self.fields["until_date"].help_text = _("Empty while the person holds the post.")

    def facts(self) -> TenureFacts:
        """Return the facts of a tenure."""
        names = ("from_date", "until_date", "decision")
        return TenureFacts(**{name: self.cleaned_data[name] for name in names})


def _described(person: Person) -> str:
    return f"{person.name}, {person.birth_year}" if person.birth_year else person.name


@page(methods=("GET", "POST"), scope="account")
def tenure(request: Visit, *, key: str, post: int = 0, tenure: int = 0) -> HttpResponse:
    """Note who holds a post, or change or end it."""
    body, acting = kept_body(request, key)
    kept = _tenure(body, tenure) if tenure else None
    held = kept.post if kept else _post(body, post)
    people = None if kept else list(people_of(reach(frozenset({acting.pk}))).order_by("order_key"))
    names = ("version", "from_date", "until_date", "decision")
    begun = {name: getattr(kept, name) for name in names} if kept else {}
    given = request.POST if request.method == "POST" else None
    form = TenureForm(given, people=people, initial=begun)

    def do(data: dict[str, Any]) -> object:
        who: dict[str, Any] = {"body": acting, "by": request.by, "at": request.at}
        if kept is not None:
            version = data["version"] or 0
            return change_tenure(tenure=kept, version=version, facts=form.facts(), **who)
        person = next(each for each in people or [] if each.key == data["person"])
        return add_tenure(post=held, person=person, facts=form.facts(), **who)

    both = BothTexts()
    here = reverse("registry:body", kwargs={"key": key})
    watched = both.watching(form, do, lambda: _tenure(body, tenure).version)
    answer = submitted(request, form, watched, then=here)
    title = f"{kept.person.name}, {held.title}" if kept else held.title
    values = {"form": form, "title": title, "back": here, "both": both.rows}
    return answer or show(request, "registry/form.html", values)


def _tenure(body: Body, number: int) -> Tenure:
    rows = Tenure.objects.filter(pk=number, post__body=body).select_related("post", "person")
    found = rows.first()
    if found is None:
        raise Http404
    return found
