"""Checking the log on request; that it was checked, and what was found, is a line of it too."""

from datetime import datetime

from tinnhiem.actions.act import Noted, act
from tinnhiem.conduct.transitions import Role
from tinnhiem.exchange.log_file import LogReport
from tinnhiem.records.log_check import CHECKED, verify
from tinnhiem.records.models import Account, Poll
from tinnhiem.wording.language import noted


@act(
    CHECKED,
    roles=frozenset({Role.AUDITOR, Role.CLERK, Role.CONVENER}),
    says=noted("{actor} checked the log"),
)
def check_log(*, poll: Poll, by: Account, at: datetime) -> Noted[LogReport]:
    """Check the whole log, and note in it what was found."""
    found = verify()
    after = {"lines": found.lines, "last": found.last, "fault": found.fault, "at": found.at}
    return Noted(result=found, after={name: value for name, value in after.items() if value})
