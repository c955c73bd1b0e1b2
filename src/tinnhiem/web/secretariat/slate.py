"""The list: everybody with a conclusion, its reasons, clauses and certainty; approving it."""

from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from tinnhiem.actions.approvals import approve_slate, return_slate
from tinnhiem.actions.slate_making import reconcluded
from tinnhiem.actions.slates import recompute
from tinnhiem.conduct.states import EDITABLE, PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.problems import InputError
from tinnhiem.records.digests import content_of, digest_of
from tinnhiem.records.models import Poll, Rated
from tinnhiem.web.access import page
from tinnhiem.web.dossier_words import CONCLUSION_TAGS
from tinnhiem.web.entries import OfficeForm, ReasonField
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.secretariat.citing import base_name
from tinnhiem.web.secretariat.desk import Desk
from tinnhiem.wording.language import _, current
from tinnhiem.wording.names import fold

_C = Rated.Conclusion
#: Groups in the order of the page, with shape of the tag and words.
GROUPS: Final = tuple((group, *tag) for group, tag in CONCLUSION_TAGS.items())
_FILTERS: Final = {"duoc": _C.RATED, "khong": _C.EXCLUDED, "xem-xet": _C.UNDECIDED, "thoi": _C.LEFT}


def conclusion_tag(conclusion: str) -> tuple[str, str]:
    """Return shape and words of the tag of a conclusion."""
    shape, words = CONCLUSION_TAGS[_C(conclusion)]
    return shape, _(words)


def reason_items(reasons: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Return the reasons of a row in the language in use."""
    english = current() == "en"
    return [
        {
            "text": each.get("text_en" if english else "text_vi", ""),
            "cite": (each.get("citation_en") if english else None) or each.get("citation", ""),
            "status": each.get("status", ""),
        }
        for each in reasons
    ]


@page(Role.CLERK, Role.CONVENER)
def slate(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show the list in its groups."""
    desk = Desk(poll, request.at.date())
    asked = request.GET.get("q", "")[:100]
    only = _FILTERS.get(request.GET.get("ket-luan", ""))
    rows = sorted(desk.people, key=lambda row: (row.conference.position, row.order_key))
    found = [row for row in rows if _matches(row, asked) and only in {None, row.conclusion}]
    approval = desk.slate_approval
    return show(
        request,
        "secretariat/slate.html",
        {
            "poll": poll,
            "groups": _groups(found),
            "shown": len(found),
            "counts": {group.value: _count(rows, group) for group, _shape, _words in GROUPS},
            "total": len(rows),
            "asked": asked,
            "filters": _filters(poll, rows, only, asked),
            "base": base_name(desk.chain) if desk.chain else "",
            "approval": approval,
            "changed": _changed(approval, desk) if approval else [],
            "several": len(desk.conferences) > 1,
            "editable": PollState(poll.state) in EDITABLE and approval is None,
            "clerk": Role.CLERK in request.roles,
            "convener": Role.CONVENER in request.roles,
            "may_approve": not desk.facts.undecided and desk.facts.rated > 0
            and (approval is None or desk.facts.slate_changed),
        },
    )  # fmt: skip


def _matches(row: Rated, asked: str) -> bool:
    """Whether name or post of a person holds what is looked for, without marks."""
    wanted = fold(asked)
    texts = [row.folded, *(fold(post["title"]) for post in row.posts)]
    return not wanted or any(wanted in text for text in texts)


def _count(rows: list[Rated], group: str) -> int:
    return sum(row.conclusion == group for row in rows)


def _groups(rows: list[Rated]) -> list[dict[str, Any]]:
    made = []
    for group, shape, words in GROUPS:
        mine = [row for row in rows if row.conclusion == group]
        if mine:
            lines = [_line(row) for row in mine]
            made.append({"title": _(words), "shape": shape, "rows": lines, "count": len(mine)})
    return made


def _line(row: Rated) -> dict[str, Any]:
    return {
        "line": row.line,
        "name": row.name,
        "posts": "; ".join(post["title"] for post in row.posts),
        "reasons": reason_items(row.reasons),
        "by_hand": row.decided_by_hand,
        "left": row.left_reason,
        "left_on": row.left_on,
        "type": row.ballot_type.title if row.ballot_type and row.conclusion == _C.RATED else "",
        "conference": row.conference.name,
    }


def _filters(poll: Poll, rows: list[Rated], only: str | None, asked: str) -> list[dict[str, Any]]:
    here = reverse("secretariat:slate", kwargs={"poll": poll.key})
    also = f"&q={asked}" if asked.isascii() and asked.isalnum() else ""
    made = [{"text": _("All"), "url": here, "count": len(rows), "current": only is None}]
    for word, group in _FILTERS.items():
        count = _count(rows, group)
        if count:
            text = conclusion_tag(group)[1]
            url = f"{here}?ket-luan={word}{also}"
            made.append({"text": text, "url": url, "count": count, "current": only == group})
    return made


def _changed(approval: Any, desk: Desk) -> list[dict[str, str]]:  # noqa: ANN401 - an approval
    """Return what changed since the approval: who, before and after, in words."""
    now = {row["line"]: row for row in content_of(desk.people)}
    then = {row["line"]: row for row in approval.content.get("rows", [])}
    if approval.digest == digest_of(list(content_of(desk.people))):
        return []
    return [
        {
            "name": (now.get(line) or then[line])["name"],
            "before": _row_told(then.get(line)),
            "after": _row_told(now.get(line)),
        }
        for line in dict.fromkeys([*then, *now])
        if then.get(line) != now.get(line)
    ]


def _row_told(row: dict[str, Any] | None) -> str:
    if row is None:
        return "–"
    words = conclusion_tag(row["conclusion"])[1]
    posts = "; ".join(post["title"] for post in row["posts"])
    parts = (words, posts, row["ballot_type"], str(row["position"]))
    return " · ".join(part for part in parts if part)


class ApproveForm(OfficeForm):
    """The digest of what was shown, and a note."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    note = ReasonField(required=False)

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        self.fields["note"].label = _("Note")


class ReturnForm(OfficeForm):
    """Why the list is returned."""

    reason = ReasonField()

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        self.fields["reason"].label = _("Reason")


@page(Role.CONVENER, methods=("GET", "POST"))
def approve(request: Visit, *, poll: Poll) -> HttpResponse:
    """Approve the list as it is shown here, in the order of the ballots."""
    desk = Desk(poll, request.at.date())
    digest = digest_of(content_of(desk.people))
    form = ApproveForm(
        request.POST if request.method == "POST" else None, initial={"digest": digest}
    )

    def do(data: dict[str, Any]) -> object:
        return approve_slate(poll=poll, by=request.by, at=request.at, **data)

    then = reverse("secretariat:slate", kwargs={"poll": poll.key})
    answer = submitted(request, form, do, then=then)
    ordered = sorted(desk.people, key=lambda r: (r.conference.position, r.position))
    return answer or show(
        request,
        "secretariat/approve_slate.html",
        {
            "poll": poll,
            "form": form,
            "digest": digest,
            "rows": [_line(row) | {"tag": conclusion_tag(row.conclusion)} for row in ordered],
        },
    )


@page(Role.CONVENER, methods=("GET", "POST"))
def give_back(request: Visit, *, poll: Poll) -> HttpResponse:
    """Return the list to the clerk for changes."""
    form = ReturnForm(request.POST if request.method == "POST" else None)

    def do(data: dict[str, Any]) -> object:
        return return_slate(poll=poll, by=request.by, at=request.at, **data)

    here = reverse("secretariat:slate", kwargs={"poll": poll.key})
    answer = submitted(request, form, do, then=here)
    return answer or show(
        request,
        "secretariat/reason.html",
        {
            "poll": poll,
            "form": form,
            "question": _("Return the list for changes?"),
            "happens": _("The approval is taken back; the clerk can change the list again."),
            "act": _("Return the list"),
            "action": reverse("secretariat:return-slate", kwargs={"poll": poll.key}),
            "back": here,
        },
    )


@page(Role.CLERK, methods=("GET", "POST"))
def again(request: Visit, *, poll: Poll) -> HttpResponse:
    """Take posts and dates from the registry anew; what would change stands here first."""
    form = OfficeForm(request.POST if request.method == "POST" else None)

    def do(_data: dict[str, Any]) -> object:
        return recompute(poll=poll, by=request.by, at=request.at)

    then = reverse("secretariat:slate", kwargs={"poll": poll.key})
    answer = submitted(request, form, do, then=then)
    return answer or show(
        request,
        "secretariat/slate_again.html",
        {"poll": poll, "form": form, "changes": _foreseen(poll)},
    )


def _foreseen(poll: Poll) -> list[dict[str, Any]]:
    try:
        found = reconcluded(poll)
    except InputError:
        return []
    return [
        {
            "name": each["name"],
            "before": conclusion_tag(each["before"]),
            "after": conclusion_tag(each["after"]),
            "before_reasons": reason_items(each["before_reasons"]),
            "after_reasons": reason_items(each["after_reasons"]),
        }
        for each in found
    ]
