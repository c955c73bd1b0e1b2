"""An account is joined to the organisation's sign-in by two people, or by its holder alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from support.office import Office, account, build_office
from tinnhiem.actions.accounts import close_account, open_account
from tinnhiem.actions.invitations import invite
from tinnhiem.actions.joining import (
    account_called,
    confirm_joining,
    join_own,
    joined_by_others,
    part,
    part_own,
    propose_joining,
    refuse_joining,
    subject_of,
)
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.records.invitations import invitation_of
from tinnhiem.records.models import Account, Joining, LogEntry

pytestmark = pytest.mark.django_db
SUBJECT = "0193-a7"


@pytest.fixture
def office() -> Office:
    made = build_office()
    made.accounts["second-operator"] = account("second-operator", is_superuser=True)
    return made


def _by(office: Office, part_of: str) -> dict[str, Any]:
    return {"by": office.account(part_of), "at": timezone.localtime()}


def _proposed(office: Office, who: str = "voter", subject: str = SUBJECT) -> Joining:
    return propose_joining(account=office.account(who), subject=subject, **_by(office, "operator"))


def test_what_an_operator_proposes_joins_nothing_yet(office: Office) -> None:
    _proposed(office)

    assert account_called(SUBJECT) is None
    assert subject_of(office.account("voter")) == ""


@pytest.mark.parametrize("second", ["voter", "second-operator"])
def test_the_holder_or_a_second_operator_confirms(office: Office, second: str) -> None:
    confirm_joining(joining=_proposed(office), **_by(office, second))

    assert account_called(SUBJECT) == office.account("voter")
    kept = LogEntry.objects.get(act="account.joined")
    assert kept.after == {"identity": SUBJECT, "proposed_by": "operator"}


def test_whoever_proposed_it_does_not_confirm_it(office: Office) -> None:
    waiting = _proposed(office)

    with pytest.raises(RefusedError, match="người đề nghị"):
        confirm_joining(joining=waiting, **_by(office, "operator"))
    own = _proposed(office, "operator", "operator-at-home")
    with pytest.raises(RefusedError):
        confirm_joining(joining=own, **_by(office, "operator"))
    assert account_called(SUBJECT) is None


@pytest.mark.parametrize("stranger", ["clerk", "convener", "head", "outsider"])
def test_nobody_else_proposes_confirms_refuses_or_ends(office: Office, stranger: str) -> None:
    waiting = _proposed(office)
    for act in (confirm_joining, refuse_joining):
        with pytest.raises(NotAllowedError):
            act(joining=waiting, **_by(office, stranger))
    with pytest.raises(NotAllowedError):
        propose_joining(account=office.account("head"), subject="x", **_by(office, stranger))
    with pytest.raises(NotAllowedError):
        part(account=office.account("voter"), **_by(office, stranger))


@pytest.mark.parametrize("who", ["voter", "operator", "second-operator"])
def test_a_proposal_is_refused_or_taken_back_and_decided_once(office: Office, who: str) -> None:
    waiting = _proposed(office)
    refuse_joining(joining=waiting, **_by(office, who))

    for act in (confirm_joining, refuse_joining):
        with pytest.raises(RefusedError, match="quyết định"):
            act(joining=waiting, **_by(office, "voter"))
    assert _proposed(office).state == Joining.State.PROPOSED


@pytest.mark.parametrize("subject", ["", "   ", "\u200b", "x" * 192])
def test_a_senseless_identity_is_refused(office: Office, subject: str) -> None:
    with pytest.raises(RefusedError):
        _proposed(office, subject=subject)


def test_a_second_proposal_about_the_same_waits_for_the_first(office: Office) -> None:
    _proposed(office)

    with pytest.raises(RefusedError, match="chờ"):
        _proposed(office, subject="another")


def test_an_identity_belongs_to_one_account(office: Office) -> None:
    confirm_joining(joining=_proposed(office), **_by(office, "voter"))

    with pytest.raises(RefusedError):
        _proposed(office, "head")
    with pytest.raises(RefusedError):
        join_own(subject=SUBJECT, **_by(office, "head"))
    told = invite(
        poll=office.poll, people=[office.people["Cầm Thị Lan"]],
        expires_on=timezone.localtime().date() + timedelta(9), **_by(office, "clerk"),
    )  # fmt: skip
    card = invitation_of(told[0].code, timezone.localtime().date())
    assert card is not None
    with pytest.raises(RefusedError):
        open_account(invitation=card, by=None, at=timezone.localtime(), subject=SUBJECT)


def test_what_became_somebody_elses_meanwhile_is_not_confirmed(office: Office) -> None:
    waiting = _proposed(office)
    join_own(subject=SUBJECT, **_by(office, "head"))

    with pytest.raises(RefusedError):
        confirm_joining(joining=waiting, **_by(office, "voter"))
    assert account_called(SUBJECT) == office.account("head")


def test_a_closed_account_is_not_joined(office: Office) -> None:
    waiting = _proposed(office)
    close_account(account=office.account("voter"), **_by(office, "operator"))

    with pytest.raises(RefusedError):
        confirm_joining(joining=waiting, **_by(office, "second-operator"))


def test_the_holder_joins_alone_what_they_came_back_with(office: Office) -> None:
    waiting = _proposed(office, subject="typed-wrongly")
    join_own(subject=SUBJECT, **_by(office, "voter"))

    waiting.refresh_from_db()
    assert subject_of(office.account("voter")) == SUBJECT
    assert waiting.state == Joining.State.REFUSED
    with pytest.raises(RefusedError):
        join_own(subject="another", **_by(office, "voter"))


def test_the_holder_is_told_what_others_did_and_not_what_they_did_themselves(
    office: Office,
) -> None:
    today = timezone.localtime().date()
    confirm_joining(joining=_proposed(office), **_by(office, "second-operator"))
    confirm_joining(joining=_proposed(office, "head", "head-1"), **_by(office, "head"))

    told = joined_by_others(office.account("voter"), today)
    assert told == [("operator", "second-operator", today)]
    assert joined_by_others(office.account("voter"), today + timedelta(1)) == []
    assert joined_by_others(office.account("head"), today) == []


def test_an_operator_ends_it_with_the_sessions(office: Office) -> None:
    confirm_joining(joining=_proposed(office), **_by(office, "voter"))
    part(account=office.account("voter"), **_by(office, "operator"))

    assert account_called(SUBJECT) is None
    assert Account.objects.get(username="voter").session_round == 1
    with pytest.raises(RefusedError):
        part(account=office.account("voter"), **_by(office, "operator"))


def test_the_holder_ends_it_where_another_way_in_is_left(office: Office) -> None:
    voter = office.account("voter")
    join_own(subject=SUBJECT, **_by(office, "voter"))
    voter.set_unusable_password()
    voter.save()
    with pytest.raises(RefusedError, match="duy nhất"):
        part_own(**_by(office, "voter"))

    voter.set_password("bốn con trâu đi bừa")
    voter.save()
    part_own(**_by(office, "voter"))
    assert subject_of(voter) == ""
