"""The facts of one poll, frozen for a whole set of papers, and their hash.

Every paper of a set is written from these facts alone, and prints their hash, so that two papers
can be told to agree without comparing them line by line.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from tinnhiem.documents.freezing import (
    body_facts,
    choice_facts,
    instrument_facts,
    outcome_facts,
    person_facts,
    places_facts,
    quorum_facts,
    scope_facts,
    step_facts,
    type_facts,
)
from tinnhiem.documents.plain import printed_hash
from tinnhiem.law.chain import Chain
from tinnhiem.law.evaluation import Evaluation
from tinnhiem.law.poll import Poll

FORMAT = "tinnhiem-facts/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that the papers of one poll print, as plain JSON values.

    ``data`` holds texts (NFC), whole numbers, truth values, lists and objects, and nothing else:
    dates are ISO texts, shares are texts such as ``2/3``. ``fact_hash`` is the SHA-256 of its
    canonical form in hexadecimal.
    """

    data: Mapping[str, object]
    fact_hash: str

    @property
    def printed_hash(self) -> str:
        """The first figures of the hash in groups, as a paper's foot shows them."""
        return printed_hash(self.fact_hash)

    @property
    def counted(self) -> bool:
        """Whether the facts hold the result of a count."""
        return bool(self.data["counted"])


def freeze(poll: Poll, chain: Chain, evaluation: Evaluation | None = None) -> Facts:
    """Freeze what is known of a poll; ``evaluation`` is None before the count."""
    data: dict[str, object] = {
        "format": FORMAT,
        "procedure": poll.procedure,
        "track": chain.base.track,
        "rehearsal": poll.rehearsal,
        "counted": evaluation is not None,
        "base": evaluation.base if evaluation else None,
        "base_rule": evaluation.rule.citation.model_dump() if evaluation else None,
        "base_chosen": evaluation is not None and evaluation.rule.base is None,
        "body": body_facts(poll),
        "sitting": _plain_fields(poll.sitting, ("name", "opening_date", "poll_date", "place")),
        "roll": _plain_fields(poll.roll, ("membership", "convened", "present")),
        "instruments": instrument_facts(chain),
        "choices": choice_facts(poll, chain),
        "outcomes": outcome_facts(poll, chain),
        "types": type_facts(poll),
        "persons": person_facts(poll, chain, evaluation),
        "quorum": quorum_facts(poll, chain),
        "places_rule": places_facts(chain),
        "board": [_plain_fields(m, ("name", "role", "unit", "salutation")) for m in _board(poll)],
        "steps": step_facts(poll, chain),
        "scopes": scope_facts(poll, chain),
        "papers": poll.papers,
    }
    clean = plain(data)
    if not isinstance(clean, dict):
        raise TypeError(clean)
    return Facts(data=clean, fact_hash=fact_hash(clean))


def _board(poll: Poll) -> Iterable[object]:
    return poll.counting_board


def _plain_fields(value: object, names: tuple[str, ...]) -> dict[str, object]:
    return {name: getattr(value, name) for name in names}


def plain(value: object) -> object:
    """Return a value as plain JSON: texts composed (NFC), dates ISO, shares as ``a/b``.

    :raises TypeError: for a float or anything else that has no exact form.
    """
    match value:
        case Enum():
            return plain(value.value)
        case str():
            return unicodedata.normalize("NFC", value)
        case None | bool() | int():
            return value
        case date():
            return value.isoformat()
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case _:
            return _plain_many(value)


def _plain_many(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    raise TypeError(type(value).__name__)


def fact_hash(data: Mapping[str, object]) -> str:
    """Return the SHA-256 of the canonical form: keys sorted, no spaces, UTF-8."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
