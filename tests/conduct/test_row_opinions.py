"""What follows from opinions about a doubtful row."""

import pytest

from tinnhiem.conduct.row_opinions import UNSURE, Standing, outcome_of


@pytest.mark.parametrize(
    ("opinions", "standing", "decision"),
    [
        ([], Standing.WAITING, ""),
        (["high"], Standing.WAITING, ""),
        (["high", "high"], Standing.SETTLED, "high"),
        (["high", "low"], Standing.WAITING, ""),
        (["high", "low", "low"], Standing.SETTLED, "low"),
        (["high", "low", "medium"], Standing.WHOLE_BOARD, ""),
        ([UNSURE], Standing.WHOLE_BOARD, ""),
        (["high", UNSURE], Standing.WHOLE_BOARD, ""),
        (["invalid:line", "invalid:sheet"], Standing.WAITING, ""),
    ],
)
def test_two_agree_a_third_decides_or_the_board(
    opinions: list[str], standing: Standing, decision: str
) -> None:
    found = outcome_of(opinions)

    assert (found.standing, found.decision) == (standing, decision)
