"""Whatever one value of a poll file is changed to, the command answers or refuses calmly."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from support.command import POLL, Run, Write

Path = tuple[str | int, ...]

STRANGE: list[object] = [
    None,
    True,
    -1,
    10**30,
    1.5,
    "",
    "x",
    [],
    {"a": 1},
    "2023-02-30",
    "9999-12-31",
]


def _paths(value: object, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    members = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, member in members:
        yield from _paths(member, (*path, key))


def _changed(path: Path, strange: object) -> dict[str, Any]:
    poll = deepcopy(POLL)
    holder: Any = poll
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = strange
    return poll


@pytest.mark.parametrize("strange", STRANGE, ids=json.dumps)
def test_a_strange_value_in_any_place_is_evaluated_or_refused(
    run: Run, write: Write, strange: object
) -> None:
    for path in _paths(POLL):
        done = run("evaluate", write(_changed(path, strange)), "--json")
        if done.code == 0:
            assert done.document["format"] == "tinnhiem-result/1", path
        else:
            assert done.code in {2, 5}, (path, done.err)
            assert done.out == "", path
            assert done.err.startswith("tinnhiem: lỗi: "), path


@pytest.mark.parametrize("command", [("evaluate",), ("eligibility",), ("poll", "check")])
def test_a_missing_value_in_any_place_is_answered_or_refused(
    run: Run, write: Write, command: tuple[str, ...]
) -> None:
    for path in _paths(POLL):
        poll = deepcopy(POLL)
        holder: Any = poll
        for key in path[:-1]:
            holder = holder[key]
        del holder[path[-1]]
        done = run(*command, write(poll))
        assert done.code in {0, 2, 5}, (path, done.err)
        assert bool(done.out) == (done.code == 0), path
