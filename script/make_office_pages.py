"""Writes the pages of the docs that are made from the office's own tables.

Run with ``.venv/bin/python script/make_office_pages.py`` after a change; a test compares them.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tinnhiem.conduct.conditions import CONFERENCE_CONDITIONS, POLL_CONDITIONS
from tinnhiem.conduct.states import STAGES_IN
from tinnhiem.conduct.transitions import (
    DAY_TRANSITIONS,
    TRANSITIONS,
    DayTransition,
    Role,
    Transition,
)
from tinnhiem.conduct.words import CONDITION_WORDS, STAGE_NAMES, STATE_NAMES

if TYPE_CHECKING:
    from tinnhiem.web.routes import Route  # its module wants Django loaded

ROOT = Path(__file__).parents[1]
STATES = ROOT / "docs" / "reference" / "poll-states.md"
ACCESS = ROOT / "docs" / "reference" / "access.md"
ACTS_PAGE = ROOT / "docs" / "reference" / "acts.md"


def _open_office() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tinnhiem.project.settings"
    os.environ["TINNHIEM_DATA"] = tempfile.mkdtemp(prefix="tinnhiem-pages-")
    import django

    django.setup()


def states_page() -> str:
    """Return the page of the table of permitted steps."""
    return "\n".join(_states_lines()) + "\n"


def _states_lines() -> list[str]:
    return [
        "# States of a poll and permitted steps",
        "",
        "Made from `tinnhiem.conduct` by `script/make_office_pages.py`; every row is tested",
        "against every state. Nothing opens or closes by itself: people take each step.",
        "",
        "## Which stages of its conferences go with which state of a poll",
        "",
        "| state of the poll | stages of its conferences |",
        "| --- | --- |",
        *_stages(),
        "",
        "## Steps of a poll",
        "",
        *_STEP_HEAD,
        *_steps(),
        "",
        "## Steps of a conference on its day",
        "",
        *_STEP_HEAD,
        *_day_steps(),
        "",
        "## Conditions",
        "",
        "Those marked *reason* may be waived by writing down why; the log keeps it.",
        "",
        "| condition | holds | blocks | waived with | rests on rules of kind |",
        "| --- | --- | --- | --- | --- |",
        *_conditions(),
    ]


_STEP_HEAD = (
    "| step | from | to | who | second person | reason | conditions |",
    "| --- | --- | --- | --- | --- | --- | --- |",
)


def _stages() -> Iterator[str]:
    for state, stages in STAGES_IN.items():
        names = ", ".join(STAGE_NAMES[s] for s in STAGE_NAMES if s in stages)
        yield f"| {STATE_NAMES[state]} (`{state}`) | {names} |"


def _steps() -> Iterator[str]:
    for step in TRANSITIONS.values():
        sources = ", ".join(f"`{s}`" for s in STATE_NAMES if s in step.sources)
        yield _row(step.id, sources, f"`{step.to}`" if step.to else "stays", step)


def _day_steps() -> Iterator[str]:
    for day in DAY_TRANSITIONS.values():
        polls = ", ".join(f"`{s}`" for s in STATE_NAMES if s in day.polls)
        yield _row(day.id, f"`{day.source}` (poll: {polls})", f"`{day.to}`", day)


def _conditions() -> Iterator[str]:
    for name, (holds, blocks) in CONDITION_WORDS.items():
        rule = POLL_CONDITIONS.get(name) or CONFERENCE_CONDITIONS[name]
        waived = "*reason*" if rule.waivable else ""
        yield f"| `{name}` | {holds} | {blocks} | {waived} | {rule.about} |"


def _row(name: str, sources: str, target: str, step: Transition | DayTransition) -> str:
    roles = ", ".join(sorted(step.roles))
    second = ", ".join(sorted(step.second))
    reason = "yes" if step.reason else ""
    conditions = ", ".join(f"`{c}`" for c in step.conditions)
    return f"| `{name}` | {sources} | {target} | {roles} | {second} | {reason} | {conditions} |"


def access_page() -> str:
    """Return the table of which role opens which page."""
    return "\n".join(_access_lines()) + "\n"


def _access_lines() -> Iterator[str]:
    roles = [role for role in Role if role is not Role.PUBLIC]
    yield "# Who may open which page"
    yield ""
    yield "Made from the declarations at the pages by `script/make_office_pages.py`. Whoever has"
    yield "none of the roles gets the same answer as for a page that does not exist. *view* means"
    yield "that the page looks closer: whose file or report it is, the state of the poll, what was"
    yield "released."
    yield "A test signs in as each persona and opens each page."
    yield ""
    yield f"| page | address | methods | {' | '.join(roles)} | anybody |"
    yield f"| --- | --- | --- |{' --- |' * (len(roles) + 1)}"
    for name, route, page in declared():
        cells = ["yes" if role in page.roles else "" for role in roles]
        if page.scope == "account":
            cells = ["yes" if role in page.roles else "view" for role in roles]
        anybody = "yes" if page.scope == "public" else ""
        methods = ", ".join(page.methods)
        yield f"| `{name}` | `/{route}` | {methods} | {' | '.join(cells)} | {anybody} |"


def declared() -> "list[Route]":
    """Return every page with its name, address and declaration, in the order of addresses."""
    from django.urls import get_resolver

    from tinnhiem.web.routes import routes

    return sorted(routes(get_resolver()), key=lambda found: (found[1], found[0]))


def acts_page() -> str:
    """Return the table of acts: what the log can say."""
    from tinnhiem.actions.act import ACTS

    declared()  # loads the pages, and with them the acts that nothing else has loaded
    lines = [
        "# What the log can say",
        "",
        "Made from the acts themselves by `script/make_office_pages.py`: each act is one",
        "transaction and one line of the log.",
        "",
        "| act | who | sentence |",
        "| --- | --- | --- |",
    ]
    for code in sorted(ACTS):
        found = ACTS[code]
        roles = "anybody who may" if len(found.roles) > 10 else ", ".join(sorted(found.roles))
        lines.append(f"| `{code}` | {roles} | {found.says} |")
    return "\n".join(lines) + "\n"


PAGES = {STATES: states_page, ACCESS: access_page, ACTS_PAGE: acts_page}


def main() -> None:
    """Write every page."""
    _open_office()
    for path, make in PAGES.items():
        path.write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
