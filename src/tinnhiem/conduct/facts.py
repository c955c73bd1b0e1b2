"""What is known of a poll and of a conference when somebody wants to take the next step."""

from dataclasses import dataclass, field

from tinnhiem.conduct.states import PollState, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class PollFacts:
    """Facts about a poll; counts are of persons, papers or conferences as their names say.

    ``disclosure`` are the scopes that the legal bases allow, ``council`` whether a confirming
    resolution is needed (a council or the National Assembly) or a report upward (a Party or state
    organisation).
    """

    state: PollState
    suspended: bool = False
    secret: bool = False
    council: bool = True
    bases_known: bool = True
    base_chosen: bool = True
    dated: bool = True
    conferences: int = 1
    rated: int = 0
    undecided: int = 0
    slate_approved: bool = False
    slate_changed: bool = False
    voters: int = 0
    reports_missing: int = 0
    opinions_received: bool = False
    questions_open: int = 0
    stages: tuple[Stage, ...] = ()
    results_complete: bool = False
    concluded: bool = False
    scopes: frozenset[str] = field(default_factory=frozenset)
    cases_open: int = 0
    unsealed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceFacts:
    """Facts about one conference on its day.

    ``needed`` is the least number that must be present, None where no formula is in force;
    ``unbalanced`` counts ballot types whose ledger neither balances nor carries a reason,
    ``not_read_twice`` pages whose second reading is not whole.
    """

    stage: Stage
    poll_state: PollState
    suspended: bool = False
    present: int = 0
    needed: int | None = None
    quorum_verified: bool = False
    slate_adopted: bool = False
    board_members: int = 0
    board_minimum: int = 1
    board_has_head: bool = False
    board_on_slate: int = 0
    board_elected: bool = False
    too_few_sheets: int = 0
    unbalanced: int = 0
    unannounced: int = 0
    batches_open: int = 0
    identities_broken: int = 0
    doubts_open: int = 0
    not_read_twice: int = 0
    second_look_due: int = 0
    scanners_unchecked: int = 0
    unsigned: int = 0
