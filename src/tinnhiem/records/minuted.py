"""What the minutes of a count print: the poll of the conference with what the board recorded."""

from dataclasses import replace
from typing import Any

from tinnhiem.law.poll import Poll as LawfulPoll
from tinnhiem.records.gathered import board_of, kinds_of
from tinnhiem.records.lawful import lawful_poll
from tinnhiem.records.models import BallotLedger, BoardMember, Conference, Minutes
from tinnhiem.records.second_look_words import second_looks_told

_RANK = {BoardMember.Duty.HEAD: 0, BoardMember.Duty.SECRETARY: 1, BoardMember.Duty.MEMBER: 2}


def minutes_in_force(conference: Conference) -> Minutes | None:
    """Return the minutes of the last count, or None before the first was closed."""
    kept = conference.minutes.exclude(state=Minutes.State.SUPERSEDED)
    return kept.select_related("paper", "signed_scan").order_by("number").last()


def minutes_poll(conference: Conference, minutes: Minutes, *, remarks: bool) -> LawfulPoll:
    """Return the poll as its minutes print it.

    ``remarks`` adds what single members said: dissents, and why somebody does not sign. What
    everybody signs is the hash of the facts without them.
    """
    poll = lawful_poll(conference, people="rated", minutes=minutes)
    papers = dict(poll.papers)
    papers |= _of_the_ledger(conference, papers)
    if conference.poll.dossier_hash:
        papers["dossier_hash"] = conference.poll.dossier_hash
    said = [str(papers.get("complaints") or ""), *second_looks_told(conference), minutes.course]
    papers["complaints"] = "\n".join(text for text in said if text)
    if remarks:
        papers |= _remarks(conference, minutes, papers)
    return replace(poll, papers=papers)


def _of_the_ledger(conference: Conference, papers: dict[str, Any]) -> dict[str, Any]:
    """What the ledger says beside its numbers: ballots received, and why some are missing."""
    kept: list[BallotLedger | None] = [
        getattr(kind, "ledger", None) for kind in kinds_of(conference)
    ]
    ledgers = [each for each in kept if each is not None]
    received = {each.ballot_type.code: each.printed for each in ledgers if each.printed is not None}
    reasons = [each.reason for each in ledgers if each.reason]
    found: dict[str, Any] = {"received": {**received, **(papers.get("received") or {})}}
    if reasons and not papers.get("missing_ballots"):
        found["missing_ballots"] = "; ".join(reasons)
    return found


def _remarks(conference: Conference, minutes: Minutes, papers: dict[str, Any]) -> dict[str, Any]:
    dissents = minutes.signatures.filter(fallen=False).exclude(dissent="").order_by("pk")
    reserved = [f"{each.name}: {each.dissent}" for each in dissents]
    ordered = sorted(board_of(conference), key=lambda member: _RANK[BoardMember.Duty(member.duty)])
    refused = {
        str(number): member.absent_reason
        for number, member in enumerate(ordered, 1)
        if member.absent_reason
    }
    return {
        "reserved_opinions": [*(papers.get("reserved_opinions") or ()), *reserved],
        "refused_to_sign": {**(papers.get("refused_to_sign") or {}), **refused},
    }
