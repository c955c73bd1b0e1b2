"""Scanned ballots: sheets under random names, what was read and decided. No order, no time.

Sheets of a stack are stored in a shuffled order under random names; the name of the file and the
order of its pages are forgotten when it was read. Nothing here says who decided when.
"""

from django.db import models

from tinnhiem.records.models.accounts import Account
from tinnhiem.records.models.balloting import BallotType
from tinnhiem.records.models.conferences import Conference
from tinnhiem.records.models.shapes import Versioned, short_key


class ScanRun(models.Model):
    """One stack that was read: how many sheets, which were refused and why, by which thresholds.

    ``arriving`` is the file until it was read; then it is removed.
    """

    key = models.CharField(max_length=20, unique=True, default=short_key, editable=False)
    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="scans")
    work = models.CharField(max_length=20, blank=True)
    arriving = models.FileField(upload_to="scans/arriving/", max_length=200, blank=True)
    definition = models.CharField(max_length=64, blank=True)
    thresholds = models.JSONField(default=dict)
    pages = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=dict)


class ScannedSheet(models.Model):
    """One sheet as it was read; ``invalid_rule`` is set where it is invalid as a whole."""

    key = models.CharField(max_length=20, unique=True, default=short_key, editable=False)
    run = models.ForeignKey(ScanRun, on_delete=models.CASCADE, related_name="sheets")
    ballot_type = models.ForeignKey(BallotType, on_delete=models.PROTECT, related_name="sheets")
    page = models.PositiveSmallIntegerField()
    image_sha256 = models.CharField(max_length=64)
    image = models.FileField(upload_to="scans/sheets/", max_length=200, blank=True)
    reading = models.JSONField(default=dict)
    flags = models.JSONField(default=list)
    invalid_rule = models.CharField(max_length=80, blank=True)


class ReadRow(Versioned):
    """One row of a sheet: the machine's decision, or the doubt for which people decide."""

    class State(models.TextChoices):
        """Who decides a row."""

        MACHINE = "machine"
        DOUBTFUL = "doubtful"
        SETTLED = "settled"
        WHOLE_BOARD = "whole-board"

    key = models.CharField(max_length=20, unique=True, default=short_key, editable=False)
    sheet = models.ForeignKey(ScannedSheet, on_delete=models.CASCADE, related_name="rows")
    line = models.CharField(max_length=40)
    state = models.CharField(max_length=12, default=State.MACHINE, choices=State.choices)
    decision = models.CharField(max_length=20, blank=True)
    doubt = models.CharField(max_length=40, blank=True)
    rule = models.CharField(max_length=80, blank=True)
    crop = models.FileField(upload_to="scans/rows/", max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("sheet", "line"), name="row_once"),)


class RowOpinion(models.Model):
    """What one member of the board says of a row, blind to the others and to the machine."""

    row = models.ForeignKey(ReadRow, on_delete=models.CASCADE, related_name="opinions")
    decider = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=20)
    rule = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("row", "decider"), name="opinion_once"),)


class SecondLook(models.Model):
    """That the ballots of one person were looked at a second time, how, and what came of it."""

    conference = models.ForeignKey(
        Conference, on_delete=models.CASCADE, related_name="second_looks"
    )
    line = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    note = models.CharField(max_length=500)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("conference", "line"), name="second_look_once"),
        )
