"""Scanned ballots: sheets under random names, what was read and decided. No order, no time.

Sheets of a stack are stored in a shuffled order under random names; the name of the file and the
order of its pages are forgotten when it was read. Nothing here says who decided when.
"""

from django.db import models

from tinnhiem.records.models.accounts import Account
from tinnhiem.records.models.balloting import BallotType
from tinnhiem.records.models.conferences import Conference
from tinnhiem.records.models.shapes import Versioned, short_key


class ScannerCheck(models.Model):
    """A scanner and a paper as blanks and the test deck showed them, before and after the count.

    ``opening`` and ``closing`` are the reports as text, empty while they are not made; ``arriving``
    is the scanned deck until it was read.
    """

    key = models.CharField(max_length=20, unique=True, default=short_key, editable=False)
    conference = models.ForeignKey(
        Conference, on_delete=models.CASCADE, related_name="scanner_checks"
    )
    scanner = models.CharField(max_length=100)
    paper = models.CharField(max_length=100)
    work = models.CharField(max_length=20, blank=True)
    arriving = models.FileField(upload_to="scans/arriving/", max_length=200, blank=True)
    opening = models.TextField(blank=True)
    closing = models.TextField(blank=True)


class ScanRun(models.Model):
    """One stack that was read: how many sheets, which were refused and why, by which thresholds.

    ``arriving`` is the file until it was read; then it is removed. ``dropped`` is the reason for
    which two people took the whole stack out of the count; what was read stays for the record. A
    ``second`` reading counts nothing: it is compared with the first.
    """

    key = models.CharField(max_length=20, unique=True, default=short_key, editable=False)
    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="scans")
    check_used = models.ForeignKey(
        ScannerCheck, null=True, blank=True, on_delete=models.PROTECT, related_name="runs"
    )
    work = models.CharField(max_length=20, blank=True)
    arriving = models.FileField(upload_to="scans/arriving/", max_length=200, blank=True)
    definition = models.CharField(max_length=64, blank=True)
    thresholds = models.JSONField(default=dict)
    pages = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=dict)
    dropped = models.CharField(max_length=500, blank=True)
    second = models.BooleanField(default=False)


class ScannedSheet(models.Model):
    """One sheet as it was read; ``invalid_rule`` is set where it is invalid as a whole.

    ``strip`` is one picture of the boxes of all its rows, without names.
    """

    key = models.CharField(max_length=20, unique=True, default=short_key, editable=False)
    run = models.ForeignKey(ScanRun, on_delete=models.CASCADE, related_name="sheets")
    ballot_type = models.ForeignKey(BallotType, on_delete=models.PROTECT, related_name="sheets")
    page = models.PositiveSmallIntegerField()
    image_sha256 = models.CharField(max_length=64)
    image = models.FileField(upload_to="scans/sheets/", max_length=200, blank=True)
    strip = models.FileField(upload_to="scans/strips/", max_length=200, blank=True)
    reading = models.JSONField(default=dict)
    flags = models.JSONField(default=list)
    invalid_rule = models.CharField(max_length=80, blank=True)


class SheetAgain(models.Model):
    """One sheet of a second reading, without pictures: what the machine says of each row.

    ``rows`` is ``{line: choice}``, empty where the machine leaves the row to people.
    """

    run = models.ForeignKey(ScanRun, on_delete=models.CASCADE, related_name="again")
    ballot_type = models.ForeignKey(BallotType, on_delete=models.PROTECT, related_name="again")
    page = models.PositiveSmallIntegerField()
    image_sha256 = models.CharField(max_length=64)
    reading = models.JSONField(default=dict)
    rows = models.JSONField(default=dict)


class ReadRow(Versioned):
    """One row of a sheet: the machine's decision, or the doubt for which people decide it.

    A row without ``line`` is the question about a sheet as a whole, where something was added or
    struck. ``machine`` is what the machine read, kept when people decide the row after all;
    ``sampled`` rows are looked at by people to check the machine. ``top`` and ``height`` are its
    place in the strip of its sheet, in pixels.
    """

    class State(models.TextChoices):
        """Who decides a row."""

        MACHINE = "machine"
        DOUBTFUL = "doubtful"
        SETTLED = "settled"
        WHOLE_BOARD = "whole-board"

    key = models.CharField(max_length=20, unique=True, default=short_key, editable=False)
    sheet = models.ForeignKey(ScannedSheet, on_delete=models.CASCADE, related_name="rows")
    line = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=12, default=State.MACHINE, choices=State.choices)
    decision = models.CharField(max_length=20, blank=True)
    machine = models.CharField(max_length=20, blank=True)
    sampled = models.BooleanField(default=False)
    doubt = models.CharField(max_length=40, blank=True)
    rule = models.CharField(max_length=80, blank=True)
    crop = models.FileField(upload_to="scans/rows/", max_length=200, blank=True)
    top = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("sheet", "line"), name="row_once"),)


class ReadBox(models.Model):
    """One box of a row: how much ink it holds, in thousandths, and in which band it stands.

    Its random ``key`` is all that an address tells of it; ``left``, ``top`` and ``side`` are its
    place in the strip of its sheet, in pixels.
    """

    class Band(models.TextChoices):
        """Who says what is in a box."""

        EMPTY = "empty"
        PEOPLE = "people"
        MARKED = "marked"

    key = models.CharField(max_length=20, unique=True, default=short_key, editable=False)
    row = models.ForeignKey(ReadRow, on_delete=models.CASCADE, related_name="boxes")
    choice = models.CharField(max_length=20)
    ink = models.PositiveSmallIntegerField()
    band = models.CharField(max_length=8, choices=Band.choices)
    left = models.PositiveIntegerField()
    top = models.PositiveIntegerField()
    side = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("row", "choice"), name="box_once"),)
        indexes = (models.Index(fields=("choice", "band", "ink"), name="box_by_ink"),)


class BandLines(Versioned):
    """From how much ink on an empty box, and up to how much a marked one, people decide.

    In thousandths of ink; None where nobody moved the line.
    """

    ballot_type = models.OneToOneField(
        BallotType, on_delete=models.CASCADE, related_name="band_lines"
    )
    empty_below = models.PositiveSmallIntegerField(null=True, blank=True)
    marked_from = models.PositiveSmallIntegerField(null=True, blank=True)


class RowSample(models.Model):
    """Rows drawn by a public seed from those that the machine decided, for people to decide anew.

    ``population`` is how many there were to draw from, ``digest`` the SHA-256 of their names.
    """

    conference = models.OneToOneField(
        Conference, on_delete=models.CASCADE, related_name="row_sample"
    )
    seed = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    population = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)


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
