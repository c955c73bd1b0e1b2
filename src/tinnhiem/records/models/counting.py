"""The count: batches keyed twice, results per person, signed minutes, sealed parcels."""

from django.db import models

from tinnhiem.records.models.accounts import Account
from tinnhiem.records.models.balloting import BallotType
from tinnhiem.records.models.conferences import BoardMember, Conference
from tinnhiem.records.models.dossiers import Upload
from tinnhiem.records.models.papers import IssuedPaper
from tinnhiem.records.models.polls import Rated
from tinnhiem.records.models.shapes import Versioned


class Batch(Versioned):
    """A pile of ballots of one type that two teams key on their own; ``ballots`` as counted out.

    Where single sheets of one page are keyed, because a scanner did not read them, ``page`` is that
    page and ``lines`` are the persons on it; empty where the ballots are keyed whole.

    ``first_round`` is the round in which it was last opened as a whole; ``recount_lines`` are the
    persons whom both teams count again in this round, empty where they count everybody.
    """

    class State(models.TextChoices):
        """Where a batch stands."""

        OPEN = "open"
        DIFFERS = "differs"
        AGREED = "agreed"
        ACCEPTED = "accepted"
        WHOLE_BOARD = "whole-board"

    ballot_type = models.ForeignKey(BallotType, on_delete=models.CASCADE, related_name="batches")
    number = models.PositiveSmallIntegerField()
    ballots = models.PositiveIntegerField()
    page = models.PositiveSmallIntegerField(null=True, blank=True)
    lines = models.JSONField(default=list)
    state = models.CharField(max_length=12, default=State.OPEN, choices=State.choices)
    round = models.PositiveSmallIntegerField(default=1)
    first_round = models.PositiveSmallIntegerField(default=1)
    recount_lines = models.JSONField(default=list)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("ballot_type", "number"), name="batch_once"),
        )


class BatchEntry(Versioned):
    """What one team keyed in one round: ``cells`` is ``{line: {choice: count, "invalid": count}}``.

    ``invalid_ballots`` counts ballots invalid as a whole, which every line counts as invalid too.
    Team 0 is the whole board, after the teams differed three times.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="entries")
    team = models.PositiveSmallIntegerField()
    round = models.PositiveSmallIntegerField(default=1)
    cells = models.JSONField(default=dict)
    invalid_ballots = models.PositiveIntegerField(default=0)
    complete = models.BooleanField(default=False)
    keyed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("batch", "team", "round"), name="entry_once_a_round"),
        )


class CountedResult(models.Model):
    """The result of one person at one conference, written when the count closes."""

    rated = models.OneToOneField(Rated, on_delete=models.CASCADE, related_name="result")
    marks = models.JSONField(default=dict)
    invalid = models.PositiveIntegerField()
    base = models.PositiveIntegerField(null=True, blank=True)
    base_name = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    outcome_rule = models.CharField(max_length=80, blank=True)
    citation = models.JSONField(default=dict)
    in_favour = models.BooleanField(default=False)


class Minutes(Versioned):
    """The minutes of one count: the paper, the hash of its facts; a new count makes new minutes.

    ``invalid_ballots`` are ballots invalid as a whole, by ballot type; ``fell_because`` says why
    earlier signatures fell.
    """

    class State(models.TextChoices):
        """Where minutes stand."""

        DRAFT = "draft"
        SIGNING = "signing"
        SIGNED = "signed"
        SEALED = "sealed"
        SUPERSEDED = "superseded"

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="minutes")
    number = models.PositiveSmallIntegerField(default=1)
    paper = models.ForeignKey(
        IssuedPaper, null=True, blank=True, on_delete=models.PROTECT, related_name="minutes"
    )
    state = models.CharField(max_length=12, default=State.DRAFT, choices=State.choices)
    facts = models.CharField(max_length=64, blank=True)
    invalid_ballots = models.JSONField(default=dict)
    course = models.TextField(blank=True)
    fell_because = models.CharField(max_length=300, blank=True)
    signed_scan = models.ForeignKey(
        Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("conference", "number"), name="minutes_once"),
        )


class Signature(models.Model):
    """That a member of the board signed these minutes by name, or why not; with any dissent."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="signatures")
    member = models.ForeignKey(BoardMember, on_delete=models.PROTECT, related_name="signatures")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    facts = models.CharField(max_length=64)
    dissent = models.TextField(blank=True)
    signed_at = models.DateTimeField()
    fallen = models.BooleanField(default=False)


class Parcel(models.Model):
    """A sealed parcel of ballots or papers: what is in it, its seals, who saw it sealed."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="parcels")
    number = models.PositiveSmallIntegerField()
    content = models.CharField(max_length=500)
    ballots = models.PositiveIntegerField(null=True, blank=True)
    seals = models.CharField(max_length=300)
    witnesses = models.CharField(max_length=500)
    sealed_on = models.DateField()
    keep_until = models.DateField(null=True, blank=True)
    destroyed_on = models.DateField(null=True, blank=True)
    destruction_record = models.CharField(max_length=500, blank=True)
    complaint = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("conference", "number"), name="parcel_once"),
        )
