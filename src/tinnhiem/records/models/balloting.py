"""Ballot types, what was printed of them, and the ledger of every sheet."""

from django.db import models

from tinnhiem.records.models.conferences import Conference
from tinnhiem.records.models.shapes import Versioned


class BallotType(models.Model):
    """One type of ballot of a conference: its id on paper, title, tint and place in the order."""

    conference = models.ForeignKey(
        Conference, on_delete=models.CASCADE, related_name="ballot_types"
    )
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=500)
    position = models.PositiveSmallIntegerField(default=1)
    tint = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("conference", "code"), name="ballot_type_once"),
        )

    def __str__(self) -> str:
        """Give the title."""
        return self.title


class BallotLedger(Versioned):
    """Every sheet of one type: printed = issued + exchanged + unused; issued against returned.

    The numbers are of ballots (a ballot may have several pages). ``announced`` holds the numbers
    that the head of the board read aloud, empty before.
    """

    ballot_type = models.OneToOneField(BallotType, on_delete=models.CASCADE, related_name="ledger")
    printed = models.PositiveIntegerField(null=True, blank=True)
    issued = models.PositiveIntegerField(null=True, blank=True)
    exchanged = models.PositiveIntegerField(null=True, blank=True)
    unused = models.PositiveIntegerField(null=True, blank=True)
    returned = models.PositiveIntegerField(null=True, blank=True)
    counted_again = models.PositiveIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    exchange_reason = models.CharField(max_length=500, blank=True)
    announced = models.JSONField(default=dict)


class PrintRun(models.Model):
    """Ballots printed once: how many of which type, from which definition, in whose presence.

    ``layout`` is what the reading of their pictures needs.
    """

    ballot_type = models.ForeignKey(BallotType, on_delete=models.CASCADE, related_name="runs")
    definition = models.CharField(max_length=64)
    copies = models.PositiveIntegerField()
    printed_on = models.DateField()
    layout = models.JSONField(default=dict)
    note = models.CharField(max_length=300, blank=True)
