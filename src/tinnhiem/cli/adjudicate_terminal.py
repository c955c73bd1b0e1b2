"""Questions one after the other on a terminal: a picture to look at, numbers to answer with."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import Exit
from tinnhiem.wording.language import _

if TYPE_CHECKING:
    from tinnhiem.scan.decisions import Decisions
    from tinnhiem.scan.questions import Question, Questions

_SKIP, _QUIT = "s", "q"


def ask(
    console: Console,
    record: Path,
    questions: "Questions",
    decisions: "Decisions",
    decider: str,
) -> Exit:
    """Ask every question that somebody may answer; each answer is kept at once."""
    from tinnhiem.scan.questions import Given

    folder = record if record.is_dir() else record.parent
    skipped: set[tuple[str, str]] = set()
    while asked := [q for q in decisions.open_to(questions, decider) if q.key not in skipped]:
        question = asked[0]
        said = _asked(console, folder, question, len(asked))
        if said is None:
            break
        if said == _SKIP:
            skipped.add(question.key)
            continue
        given = Given(sheet=question.sheet, line=question.line, decider=decider, answer=said)
        decisions.add([given])
    left = len(decisions.open_to(questions, decider))
    console.result(_("{count} questions are left for {name}").format(count=left, name=decider))
    return Exit.DONE


def _asked(console: Console, folder: Path, question: "Question", left: int) -> str | None:
    """Show one question until it is answered; None where nobody answers any more."""
    from tinnhiem.scan.questions import UNSURE

    answers = dict(enumerate((*question.answers, UNSURE), 1))
    console.result()
    console.result(_("{count} questions left").format(count=left))
    if question.picture:
        console.result(str(folder / question.picture))
    else:
        console.result(_("{sheet}: look at the paper").format(sheet=question.sheet))
    if question.line:
        console.result(_("row {line}").format(line=question.line))
    for number, answer in answers.items():
        console.result(f"{number:4d}  {_words(answer)}")
    while True:
        console.result(_("number, s to skip, q to stop:"))
        console.finish()
        said = sys.stdin.readline()
        word = said.strip().lower()
        if not said or word == _QUIT:
            return None
        if word == _SKIP:
            return _SKIP
        if word.isascii() and word.isdigit() and int(word) in answers:
            return answers[int(word)]
        console.warning(_("“{text}” is none of these").format(text=word))


def _words(answer: str) -> str:
    """An answer in words."""
    from tinnhiem.scan.questions import BY_HAND, INVALID, VOID, parsed_place
    from tinnhiem.wording.scan_problems import ANSWERS, DEFECTS
    from tinnhiem.wording.terms import CHOICES, label

    for kind in (INVALID, VOID):
        if answer.startswith(kind):
            defect = answer.removeprefix(kind)
            return f"{_(ANSWERS[kind])}: {_(DEFECTS.get(defect, defect))}"
    if answer.startswith(BY_HAND):
        ballot_type, page = parsed_place(answer)
        return f"{_(ANSWERS[BY_HAND])}: {ballot_type}, {page}"
    return _(ANSWERS[answer]) if answer in ANSWERS else label(CHOICES, answer)
