"""Papers as issued, approvals by name and date, steps of the calendar that are done."""

from django.db import models

from tinnhiem.records.models.accounts import Account
from tinnhiem.records.models.conferences import Conference
from tinnhiem.records.models.polls import Poll, Rated
from tinnhiem.records.models.shapes import Versioned, short_key


class IssuedPaper(Versioned):
    """One paper: the files as they were made, their hashes, and where it stands.

    ``affected`` says what changed after it was made, such as the opening of the sitting.
    """

    class State(models.TextChoices):
        """Where a paper stands."""

        DRAFT = "draft"
        AWAITING = "awaiting"
        APPROVED = "approved"
        ISSUED = "issued"
        SUPERSEDED = "superseded"
        WITHDRAWN = "withdrawn"

    key = models.CharField(max_length=20, unique=True, default=short_key, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="issued_papers")
    conference = models.ForeignKey(
        Conference, null=True, blank=True, on_delete=models.CASCADE, related_name="issued_papers"
    )
    kind = models.CharField(max_length=40)
    stem = models.CharField(max_length=200)
    rated = models.ForeignKey(
        Rated, null=True, blank=True, on_delete=models.PROTECT, related_name="papers"
    )
    title = models.CharField(max_length=500)
    state = models.CharField(max_length=12, default=State.DRAFT, choices=State.choices)
    pdf = models.FileField(upload_to="papers/%Y/", max_length=200, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    word = models.FileField(upload_to="papers/%Y/", max_length=200, blank=True)
    facts = models.CharField(max_length=64, blank=True)
    number = models.CharField(max_length=100, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    supersedes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    unverified = models.BooleanField(default=False)
    affected = models.CharField(max_length=500, blank=True)


class Approval(models.Model):
    """That somebody approved something as it then was: ``digest`` is of what was approved."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="approvals")
    subject = models.CharField(max_length=20)
    paper = models.ForeignKey(
        IssuedPaper, null=True, blank=True, on_delete=models.CASCADE, related_name="approvals"
    )
    digest = models.CharField(max_length=64)
    content = models.JSONField(default=dict)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="approvals")
    name = models.CharField(max_length=300)
    approved_on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    withdrawn = models.BooleanField(default=False)


class StepDone(Versioned):
    """A step of the calendar that was done or left out, and why."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="steps_done")
    step = models.CharField(max_length=80)
    done_on = models.DateField(null=True, blank=True)
    skipped = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("poll", "step"), name="step_done_once"),)
