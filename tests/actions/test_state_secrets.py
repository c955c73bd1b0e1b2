"""A poll that is a state secret is prepared where there is no network, and nowhere else."""

import pytest
from django.conf import LazySettings

from support.office import AT, Office, build_office
from tinnhiem.actions.polls import take_step
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.conduct.states import PollState
from tinnhiem.records.models import Poll

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    built = build_office(PollState.DRAFT)
    built.poll.classification = Poll.Classification.SECRET.value
    built.poll.save()
    return built


def _prepare(office: Office) -> str:
    take_step(poll=office.poll, step="prepare", by=office.account("clerk"), at=AT)
    return Poll.objects.get(pk=office.poll.pk).state


def test_it_is_prepared_on_a_machine_of_its_own(office: Office, settings: LazySettings) -> None:
    settings.CONNECTED = False

    assert _prepare(office) == PollState.PREPARING


def test_it_is_refused_on_a_connected_one(office: Office, settings: LazySettings) -> None:
    settings.CONNECTED = True

    with pytest.raises(RefusedError):
        _prepare(office)
