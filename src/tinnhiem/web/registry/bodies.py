"""Bodies: what they were called and were from when on, what belongs to what."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.registry import BodyFacts, add_body, change_body, place_body
from tinnhiem.law.poll import BodyKind, Level
from tinnhiem.records.disclosure import OFFICE
from tinnhiem.records.models import Body, BodyVersion
from tinnhiem.records.roles import roles_at
from tinnhiem.web.access import page
from tinnhiem.web.both_texts import BothTexts
from tinnhiem.web.entries import DayField, LineField, OfficeForm
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.registry.office import find_body, keeping, kept_body
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _
from tinnhiem.wording.names import fold
from tinnhiem.wording.terms import BODIES, LEVELS, POSITIONS, label, opening


class BodyForm(OfficeForm):
    """What a body is called and is, from one day to another."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = LineField(max_length=300)
    kind = forms.ChoiceField()
    level = forms.ChoiceField()
    from_date = DayField()
    until_date = DayField(required=False)
    parent = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, above: list[Body] | None = None, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        choices = {
            "kind": [(kind.value, opening(label(BODIES, kind.value))) for kind in BodyKind],
            "level": [(level.value, opening(label(LEVELS, level.value))) for level in Level],
            "parent": [("", "–"), *((body.key, str(body)) for body in above or [])],
        }
        words = {
            "name": _("Name of the body"),
            "kind": _("Kind"),
            "level": _("Level"),
            "from_date": _("From"),
            "until_date": _("Until"),
            "parent": _("Belongs to"),
        }
        for name, text in words.items():
            self.fields[name].label = text
        for name, offered in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = offered
        self.fields["from_date"].help_text = _("The day from which this name, kind and level hold.")
        if above is None:
            del self.fields["parent"]

    def facts(self) -> BodyFacts:
        """Return the facts of a body."""
        names = ("name", "kind", "level", "from_date", "until_date")
        return BodyFacts(**{name: self.cleaned_data[name] for name in names})


@page(scope="account")
def bodies(request: Visit) -> HttpResponse:
    """List the bodies that the visitor sees, found without marks."""
    mine = keeping(request)
    asked = request.GET.get("q", "")[:100]
    rows = BodyVersion.objects.filter(body__in=mine.seen).select_related("body__parent")
    latest: dict[int, BodyVersion] = {row.body_id: row for row in rows.order_by("from_date")}
    found = [row for row in latest.values() if fold(asked) in row.folded]
    shown = [
        {
            "key": row.body.key,
            "name": row.name,
            "kind": opening(label(BODIES, row.kind)),
            "level": opening(label(LEVELS, row.level)),
            "ended": row.until_date,
            "parent": latest[row.body.parent_id].name if row.body.parent_id in latest else "",
        }
        for row in sorted(found, key=lambda row: (row.level, row.folded))
    ]
    return show(
        request,
        "registry/bodies.html",
        {
            "rows": shown,
            "total": len(latest),
            "asked": asked,
            "may_add": bool(mine.own) or mine.operator,
        },
    )


@page(methods=("GET", "POST"), scope="account")
def new(request: Visit) -> HttpResponse:
    """Add a body: a clerk below one of theirs, the operator anywhere."""
    mine = keeping(request)
    if not mine.own and not mine.operator:
        raise Http404
    above = list(Body.objects.filter(pk__in=mine.seen if mine.operator else mine.own))
    form = BodyForm(request.POST if request.method == "POST" else None, above=above)
    if not mine.operator:
        form.fields["parent"].required = True

    def do(data: dict[str, Any]) -> Body:
        parent = next((each for each in above if each.key == data["parent"]), None)
        return add_body(body=parent, facts=form.facts(), by=request.by, at=request.at)

    def then(made: Body) -> str:
        return reverse("registry:bodies" if mine.operator else "registry:body",
                       kwargs={} if mine.operator else {"key": made.key})  # fmt: skip

    answer = submitted(request, form, do, then=then)
    values = {"form": form, "title": _("New body"), "back": reverse("registry:bodies")}
    return answer or show(request, "registry/form.html", values | {"both": []})


@page(scope="account")
def body(request: Visit, *, key: str) -> HttpResponse:
    """Show a body: its versions, its posts with who holds and held them."""
    found, mine = find_body(request, key)
    posts = found.posts.prefetch_related("tenures__person").order_by("pk")
    positions = list(POSITIONS)
    ordered = sorted(posts, key=lambda post: (positions.index(post.position), post.title))
    today = request.at.date()
    return show(
        request,
        "registry/body.html",
        {
            "body": found,
            "name": str(found),
            "versions": [
                {
                    "row": row,
                    "kind": opening(label(BODIES, row.kind)),
                    "level": label(LEVELS, row.level),
                }
                for row in found.versions.order_by("-from_date")
            ],
            "below": [(each.key, str(each)) for each in found.children.order_by("pk")],
            "parent": str(found.parent) if found.parent else "",
            "successor": str(found.successor) if found.successor else "",
            "posts": [
                {
                    "post": post,
                    "position": label(POSITIONS, post.position),
                    "holders": sorted(
                        post.tenures.all(),
                        key=lambda t: (t.until_date is not None and t.until_date < today,
                                       t.person.order_key),
                    ),
                }
                for post in ordered
            ],
            "today": today,
            "editable": mine.may_keep(found),
            "rolled_up": found.children.filter(rehearsal=False).exists()
            and not OFFICE.isdisjoint(roles_at(found.pk, request.by, today)),
        },
    )  # fmt: skip


@page(methods=("GET", "POST"), scope="account")
def change(request: Visit, *, key: str) -> HttpResponse:
    """Say what a body is called and is from a day on; correct a version by its day."""
    found, acting = kept_body(request, key)
    latest = found.versions.order_by("-from_date").first()
    begun: dict[str, Any] = {"version": found.version}
    if latest is not None:
        names = ("name", "kind", "level", "from_date", "until_date")
        begun |= {name: getattr(latest, name) for name in names}
    form = BodyForm(request.POST if request.method == "POST" else None, initial=begun)

    def do(data: dict[str, Any]) -> object:
        version = data["version"] or 0
        who: dict[str, Any] = {"by": request.by, "at": request.at}
        return change_body(body=acting, target=found, version=version, facts=form.facts(), **who)

    both = BothTexts()
    fresh = Body.objects.values_list("version", flat=True)
    here = reverse("registry:body", kwargs={"key": key})
    answer = submitted(
        request, form, both.watching(form, do, lambda: fresh.get(pk=found.pk)), then=here
    )
    values = {"form": form, "title": str(found), "back": here, "both": both.rows}
    return answer or show(request, "registry/form.html", values)


class PlaceForm(OfficeForm):
    """What a body belongs to, and what followed it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    parent = forms.ChoiceField(required=False)
    successor = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, offered: list[Body], **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        self.fields["parent"].label = _("Belongs to")
        self.fields["successor"].label = _("Followed by")
        for name in ("parent", "successor"):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", "–"), *((each.key, str(each)) for each in offered)]


@page(methods=("GET", "POST"), scope="account")
def place(request: Visit, *, key: str) -> HttpResponse:
    """Say to which body another one belongs, and which one followed it."""
    found, acting = kept_body(request, key)
    offered = list(Body.objects.filter(pk__in=keeping(request).seen).exclude(pk=found.pk))
    begun = {
        "version": found.version,
        "parent": found.parent.key if found.parent else "",
        "successor": found.successor.key if found.successor else "",
    }
    given = request.POST if request.method == "POST" else None
    form = PlaceForm(given, offered=offered, initial=begun)

    def do(data: dict[str, Any]) -> object:
        named = {each.key: each for each in offered}
        return place_body(
            body=acting,
            target=found,
            version=data["version"],
            parent=named.get(data["parent"]),
            successor=named.get(data["successor"]),
            by=request.by,
            at=request.at,
        )

    both = BothTexts()
    fresh = Body.objects.values_list("version", flat=True)
    here = reverse("registry:body", kwargs={"key": key})
    answer = submitted(
        request, form, both.watching(form, do, lambda: fresh.get(pk=found.pk)), then=here
    )
    values = {"form": form, "title": str(found), "back": here, "both": both.rows}
    return answer or show(request, "registry/form.html", values)
