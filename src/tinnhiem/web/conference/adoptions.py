"""Before the vote: the conference adopts its list and elects its counting board."""

from collections.abc import Callable
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions import adoptions as acts
from tinnhiem.conduct.conditions import CONFERENCE_CONDITIONS
from tinnhiem.conduct.deciding import Finding, Verdict
from tinnhiem.conduct.states import EDITABLE, ENDED, PollState, Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.conduct.words import finding_sentence
from tinnhiem.records.models import BoardMember, Poll
from tinnhiem.records.opening import Opening
from tinnhiem.web.access import page
from tinnhiem.web.citing import cited
from tinnhiem.web.conference.forms import MemberForm, VotesForm
from tinnhiem.web.day_words import duty_name
from tinnhiem.web.entries import NothingForm
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.sittings import Sitting, sitting_of
from tinnhiem.wording.language import _

OFFICE: Final = (Role.CLERK, Role.CONVENER)
Act = Callable[[Sitting, dict[str, Any]], object]


def home_of(sitting: Sitting, poll: Poll) -> str:
    """Return the address of the page of adoptions."""
    return sitting.address(reverse("conference:adoptions", kwargs={"poll": poll.key}))


def slate_form(data: Any = None) -> VotesForm:  # noqa: ANN401 - what was posted
    """Return the form about the list."""
    return VotesForm(data, declared=_("The chair declared the list adopted."), auto_id="slate_%s")


def board_form(data: Any = None) -> VotesForm:  # noqa: ANN401 - what was posted
    """Return the form about the board."""
    return VotesForm(data, declared=_("The chair declared the board elected."), auto_id="board_%s")


@page(*OFFICE)
def overview(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show what was adopted, the proposed board, and what still blocks the balloting."""
    sitting = sitting_of(request, poll)
    if sitting is None:
        title = _("Adoption and board")
        return show(request, "conference/none.html", {"title": title, "layout": "look/office.html"})
    return _shown(request, poll, sitting)


def _shown(
    request: Visit, poll: Poll, sitting: Sitting, **forms: VotesForm | MemberForm | NothingForm
) -> HttpResponse:
    opening = Opening(sitting.here)
    verdict = opening.verdict
    refused = next(iter(forms.values()), None)
    member = forms.get("member_form") or MemberForm(people=opening.seats(), auto_id="member_%s")
    context: dict[str, Any] = {
        "slate_form": slate_form(),
        "board_form": board_form(),
        **forms,
        "member_form": member,
        "form": refused,
        "poll": poll,
        "sitting": sitting,
        "opening": opening,
        "members": [{"member": each, "duty": duty_name(each.duty)} for each in opening.board],
        "conditions": conditions_of(verdict, opening),
        "verdict": verdict,
        "before": can_change(poll, sitting),
        "convener": Role.CONVENER in request.roles,
    }
    return show(request, "conference/adoptions.html", context)


def can_change(poll: Poll, sitting: Sitting) -> bool:
    """Whether list and board may still be adopted."""
    waiting = Stage(sitting.here.stage) is Stage.WAITING
    return waiting and PollState(poll.state) not in ENDED | EDITABLE


def conditions_of(verdict: Verdict, opening: Opening) -> list[dict[str, Any]]:
    """Return the conditions of a step for the list of ticks and crosses, with their citations."""
    return [_condition(finding, opening) for finding in verdict.findings]


def _condition(finding: Finding, opening: Opening) -> dict[str, Any]:
    about = CONFERENCE_CONDITIONS[finding.condition].about
    rule = opening.rule_about(about)
    cite = cited(rule, opening.chain, opening.conference.poll) if rule else None
    detail = ""
    if finding.waivable and not finding.holds:
        detail = _("The chair may confirm it with a reason when opening the balloting.")
    held = {"holds": finding.holds, "title": finding_sentence(finding), "detail": detail}
    return {**held, "cite": cite} if cite else held


@page(*OFFICE, methods=("POST",))
def slate(request: Visit, *, poll: Poll) -> HttpResponse:
    """Record the adoption of the list."""
    return _voted(request, poll, "slate_form", slate_form(request.POST), acts.adopt_slate)


@page(*OFFICE, methods=("POST",))
def election(request: Visit, *, poll: Poll) -> HttpResponse:
    """Record the election of the board."""
    return _voted(request, poll, "board_form", board_form(request.POST), acts.elect_board)


def _voted(
    request: Visit, poll: Poll, name: str, form: VotesForm, do: Callable[..., object]
) -> HttpResponse:
    sitting = _one(request, poll)
    answered = submitted(
        request,
        form,
        lambda data: do(
            poll=poll,
            conference=sitting.here,
            votes={each: data[each] for each in acts.VOTES},
            by=request.by,
            at=request.at,
        ),
        then=home_of(sitting, poll),
    )
    return answered or _shown(request, poll, sitting, **{name: form})


@page(*OFFICE, methods=("POST",))
def member(request: Visit, *, poll: Poll) -> HttpResponse:
    """Propose somebody of the roll for the board, or change as what."""
    sitting = _one(request, poll)
    opening = Opening(sitting.here)
    form = MemberForm(request.POST, people=opening.seats(everybody=True), auto_id="member_%s")
    answered = submitted(
        request,
        form,
        lambda data: acts.propose_member(
            poll=poll,
            conference=sitting.here,
            person=opening.person(data["person"]),
            duty=data["duty"],
            team=int(data["team"]) if data["team"] else None,
            unit=opening.unit(data["person"]),
            by=request.by,
            at=request.at,
        ),
        then=home_of(sitting, poll),
    )
    form.offer(opening.seats())
    return answered or _shown(request, poll, sitting, member_form=form)


@page(*OFFICE, methods=("POST",))
def removal(request: Visit, *, poll: Poll) -> HttpResponse:
    """Take somebody off the proposed board."""
    sitting = _one(request, poll)
    given = request.POST.get("member", "")
    if not given.isdecimal() or len(given) > 12:
        raise Http404
    seat = BoardMember.objects.filter(conference=sitting.here, pk=int(given)).first()
    form = NothingForm(request.POST)
    if seat is None:
        return _shown(request, poll, sitting)
    answered = submitted(
        request,
        form,
        lambda _data: acts.remove_member(
            poll=poll, conference=sitting.here, member=seat, by=request.by, at=request.at
        ),
        then=home_of(sitting, poll),
    )
    return answered or _shown(request, poll, sitting, removal_form=form)


def _one(request: Visit, poll: Poll) -> Sitting:
    sitting = sitting_of(request, poll)
    if sitting is None:
        raise Http404
    return sitting
