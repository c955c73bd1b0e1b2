"""The sentences that depend on the result: which formula fits, and whom it names."""

from collections.abc import Callable

from tinnhiem.documents.desk import Marked
from tinnhiem.documents.papers.cases import CaseView
from tinnhiem.documents.papers.context import Ground
from tinnhiem.documents.papers.people import PersonView

_LETTERS = "abcdđeghiklmnopqrstuvxy"


class Sentences:
    """Chooses formulas; ``formula`` prints one with further fields."""

    def __init__(self, ground: Ground, formula: Callable[..., Marked]) -> None:
        self._ground = ground
        self._formula = formula
        self._party_track = ground.data["track"] == "party"
        self._rating = ground.data["procedure"] == "rating"

    def object(self) -> Marked:
        """Whom the poll is about, for the subject of a paper, a line for each part of sense."""
        if len(self._ground.persons) == 1:
            return self._formula("object-one")
        return self._formula("object-party" if self._party_track else "object-council")

    def object_text(self) -> Marked:
        """Whom the poll is about, inside a sentence."""
        return self._formula("object-text-party" if self._party_track else "object-text")

    def base_line(self) -> Marked:
        """What the percentages are taken of."""
        return self._formula("base-party" if self._party_track else "base")

    def case_of(self, person: PersonView) -> CaseView | None:
        """The legal case that a person falls in."""
        return next((case for case in self._ground.cases if case.id == person.case_id), None)

    def conclusion(self, *, numbered: bool = True) -> list[Marked]:
        """The lines that state the legal cases; two or more are numbered, persons lettered."""
        lines = self._stated()
        if len(lines) < 2 or not numbered:
            return [line for group in lines for line in group]
        return [
            Marked(f"{number}. {line}") if place == 0 else line
            for number, group in enumerate(lines, 1)
            for place, line in enumerate(group)
        ]

    def _stated(self) -> list[list[Marked]]:
        if not self._rating:
            return [*self._votes(), *([line] for line in self._resigned())]
        cases, persons = self._ground.cases, self._ground.persons
        if not cases:
            return []
        if any(case.persons for case in cases):
            return [self._case(case) for case in cases]
        if len(persons) == 1 and not self._party_track:
            return [[self._formula("conclusion-one-none", person=persons[0])]]
        return [[self._formula("party-none" if self._party_track else "conclusion-none")]]

    def _case(self, case: CaseView) -> list[Marked]:
        some, nobody, one = (
            ("party-some", "party-nobody", "party-person")
            if self._party_track
            else ("conclusion-some", "conclusion-nobody", "conclusion-person")
        )
        if not case.persons:
            return [self._formula(nobody, case=case)]
        head = self._formula(some, case=case)
        named = [self._formula(one, case=case, person=person) for person in case.persons]
        if len(named) == 1:
            return [Marked(f"{head} {named[0]}.")]
        lead = head if head.rstrip().endswith(":") else Marked(f"{head}:")
        ends = [";"] * (len(named) - 1) + ["."]
        return [
            lead,
            *(
                Marked(f"{_letter(place)}) {text}{end}")
                for place, (text, end) in enumerate(zip(named, ends, strict=True))
            ),
        ]

    def _votes(self) -> list[list[Marked]]:
        lines = []
        for person in self._ground.persons:
            if person.decisive is None:
                continue
            case = self.case_of(person)
            name = "vote-over" if case else "vote-not-over"
            lines.append([self._formula(name, person=person, case=case)])
        return lines

    def _resigned(self) -> list[Marked]:
        gone = [person for person in self._ground.excluded if person.resigned_on]
        return [self._formula("vote-resigned", person=person) for person in gone]

    def invalid_notes(self) -> list[Marked]:
        """A note for each person for whom ballots had no valid mark, and why, as a count."""
        notes = []
        for group in self._ground.groups:
            name = "invalid-line" if len(group.persons) > 1 else "invalid-line-one"
            for person in group.persons:
                lines = (person.invalid or 0) - (group.invalid or 0)
                if lines > 0:
                    notes.append(
                        self._formula(name, person=person, lines=lines, how=self._how(person))
                    )
        return notes

    def _how(self, person: PersonView) -> Marked | str:
        if person.unmarked and person.several_marks:
            return "không đánh dấu vào ô nào, đánh dấu từ hai ô trở lên"
        if person.unmarked:
            return "không đánh dấu vào ô nào"
        if person.several_marks:
            return "đánh dấu từ hai ô trở lên"
        return self._formula("invalid-unknown")

    def next_step(self, person: PersonView) -> list[Marked]:
        """What the law says comes next for a person; nothing where there is no case."""
        case = self.case_of(person)
        if case is None:
            return []
        if self._party_track:
            return [self._formula("next-party", case=case, person=person)]
        return [self._formula(name, case=case, person=person) for name in self._next(case)]

    def _next(self, case: CaseView) -> list[str]:
        if not self._rating:
            return ["next-after-vote"]
        if case.dismissal:
            return ["next-dismissal"]
        if case.may_resign:
            return ["next-resign" if case.vote else "next-resign-only"]
        return ["next-vote"] if case.vote else []


def _letter(place: int) -> str:
    """Return the letter of an item: a, b, c, d, đ …, then doubled."""
    again, index = divmod(place, len(_LETTERS))
    return _LETTERS[index] * (again + 1)
