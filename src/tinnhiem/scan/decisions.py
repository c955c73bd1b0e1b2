"""The decisions of people on a record: a file of lines that is only ever added to.

Each line holds the beginning of the SHA-256 of all before it, so that a line taken out or changed
is noticed. It holds no time: the order in which rows were decided is that of the record.
"""

import fcntl
import json
import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tinnhiem.law.problems import InputError, Problem
from tinnhiem.scan.questions import (
    ADDED,
    BY_HAND,
    UNSURE,
    Given,
    Question,
    Questions,
    Stage,
    Standing,
    may_answer,
    standing,
)

NAME: Final = "decisions.jsonl"
FORMAT: Final = "tinnhiem-decisions/1"
_DIGITS: Final = 16

Text = Annotated[str, Field(max_length=600)]


class _Head(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["tinnhiem-decisions/1"] = FORMAT
    record: str


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    after: str
    sheet: Text
    line: Text
    decider: Annotated[str, Field(min_length=1, max_length=300)]
    answer: Text


@dataclass
class Decisions:
    """The decisions on a record, read and added to."""

    path: Path
    record: str
    given: dict[tuple[str, str], list[Given]] = field(default_factory=lambda: defaultdict(list))
    _content: bytes = b""

    def of(self, question: Question) -> Standing:
        """How far a question is."""
        return standing(self.given.get(question.key, ()))

    def decided(self) -> dict[tuple[str, str], str]:
        """The answer of every question that is decided."""
        stands = {key: standing(given) for key, given in self.given.items()}
        return {key: one.answer for key, one in stands.items() if one.answer is not None}

    @property
    def added(self) -> list[str]:
        """The sheets that people added, because no scanner took them."""
        return sorted(sheet for sheet, line in self.given if not line and sheet.startswith(ADDED))

    def adding(self, questions: Questions, decider: str, ballot_type: str, page: int) -> Given:
        """The answer by which somebody says that a sheet is there that no scanner took.

        It meets the other person's word for one such sheet, where that waits for a second one.
        """
        own = f"{ballot_type}:{page}"
        mine = [sheet for sheet in self.added if sheet.removeprefix(ADDED).startswith(f"{own}:")]
        waits = [
            question.sheet for question in self.open_to(questions, decider)
            if question.sheet in mine and not question.line
        ]  # fmt: skip
        sheet = waits[0] if waits else f"{ADDED}{own}:{len(mine) + 1}"
        return Given(sheet=sheet, line="", decider=decider, answer=f"{BY_HAND}{own}")

    def open_to(self, questions: Questions, decider: str) -> list[Question]:
        """The questions that somebody may answer now."""
        return [
            question
            for question in questions.all(self.decided(), self.added)
            if may_answer(self.given.get(question.key, ()), decider)
        ]

    def stages(self, questions: Questions) -> dict[Stage, int]:
        """How many questions are how far."""
        counts = dict.fromkeys(Stage, 0)
        for question in questions.all(self.decided(), self.added):
            counts[self.of(question).stage] += 1
        return counts

    def add(self, given: Iterable[Given]) -> int:
        """Add answers that were checked; they are on the disk when this returns. How many."""
        lines = []
        content = self._content
        for one in given:
            told = _Line(
                after=sha256(content).hexdigest()[:_DIGITS],
                sheet=one.sheet,
                line=one.line,
                decider=one.decider,
                answer=one.answer,
            )
            lines.append(told.model_dump_json().encode() + b"\n")
            content += lines[-1]
            self.given[one.sheet, one.line].append(one)
        with self.path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if file.tell() != len(self._content):
                raise InputError((Problem(code="decisions-changed"),))
            file.write(b"".join(lines))
            file.flush()
            os.fsync(file.fileno())
        self._content = content
        return len(lines)


def read_decisions(path: Path, record: Path) -> Decisions:
    """Read the decisions beside a record; begin them where there are none.

    :raises InputError: where they were changed, or belong to another record.
    """
    with record.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    if not path.exists():
        head = json.dumps({"format": FORMAT, "record": digest}).encode() + b"\n"
        with path.open("xb") as file:
            file.write(head)
        return Decisions(path, digest, _content=head)
    content = path.read_bytes()
    decisions = Decisions(path, digest)
    for number, line in enumerate(content.splitlines(keepends=True), 1):
        _take(decisions, number, line)
    return decisions


def _take(decisions: Decisions, number: int, line: bytes) -> None:
    damaged = Problem(code="decisions-damaged", place=f"line {number}", values={"line": number})
    try:
        if number == 1:
            if _Head.model_validate_json(line).record != decisions.record:
                raise InputError((Problem(code="decisions-of-others"),))
        else:
            told = _Line.model_validate_json(line)
            if told.after != sha256(decisions._content).hexdigest()[:_DIGITS]:  # noqa: SLF001 - of the same module
                raise InputError((damaged,))
            one = Given(sheet=told.sheet, line=told.line, decider=told.decider, answer=told.answer)
            decisions.given[one.sheet, one.line].append(one)
    except ValidationError as error:
        raise InputError((damaged,)) from error
    decisions._content += line  # noqa: SLF001 - of the same module


def checked(
    decisions: Decisions, questions: Questions, given: Iterable[tuple[int, Given]]
) -> tuple[Given, ...]:
    """Check answers with the numbers of their lines, all or none.

    :raises InputError: with every answer that may not be given.
    """
    # A table that was asked for before a sheet was void may answer its rows all the same.
    every = questions.ever(decisions.decided(), decisions.added)
    asked = {question.key: question for question in every}
    seen: dict[tuple[str, str], list[Given]] = {k: list(v) for k, v in decisions.given.items()}
    taken, problems = [], []
    for number, one in given:
        key = (one.sheet, one.line)
        code = _wrong(asked.get(key), seen.get(key, []), one)
        if code is None:
            taken.append(one)
            seen.setdefault(key, []).append(one)
        else:
            values = {"line": number, "sheet": one.sheet, "row": one.line, "answer": one.answer}
            problems.append(Problem(code=code, place=f"line {number}", values=values))
    if problems:
        raise InputError(tuple(problems))
    return tuple(taken)


def _wrong(question: Question | None, former: list[Given], one: Given) -> str | None:
    if question is None:
        return "decision-not-asked"
    if one.answer != UNSURE and one.answer not in question.answers:
        return "decision-unknown-answer"
    return None if may_answer(former, one.decider) else "decision-not-due"
