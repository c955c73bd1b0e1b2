"""What the office keeps about itself: the log, spent tokens, acts that wait, work under way."""

from django.db import models

from tinnhiem.records.models.accounts import Account
from tinnhiem.records.models.polls import Poll
from tinnhiem.records.models.shapes import short_key


class LogEntry(models.Model):
    """One line of the append-only log. The database itself refuses to change or remove it.

    ``hash`` covers every other field and the hash of the line before it; ``salt`` is there so that
    nobody finds the words of a line by trying them against its hash.
    """

    sequence = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=60, db_index=True)
    actor = models.CharField(max_length=300)
    actor_id = models.BigIntegerField(null=True, blank=True)
    role = models.CharField(max_length=60, blank=True)
    poll_key = models.CharField(max_length=20, blank=True, db_index=True)
    subject = models.CharField(max_length=500, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    salt = models.CharField(max_length=32)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)


class LogHead(models.Model):
    """The last line of the log: the one row that appending locks."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)


class SpentToken(models.Model):
    """A form that was sent: sent again it does nothing and leads to the same page.

    Whose it was is not kept: the rows in their order would tell who did what after whom.
    """

    token = models.CharField(max_length=64, primary_key=True)
    outcome = models.CharField(max_length=500)
    spent_on = models.DateField()


class PendingAct(models.Model):
    """A dangerous act that one person proposed and another has still to confirm."""

    class State(models.TextChoices):
        """Where a proposal stands."""

        PROPOSED = "proposed"
        CONFIRMED = "confirmed"
        REFUSED = "refused"

    key = models.CharField(max_length=20, unique=True, default=short_key, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="pending_acts")
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, blank=True)
    details = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    proposed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=State.PROPOSED, choices=State.choices)
    decided_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)


class Work(models.Model):
    """Work under way in the background: what for, how far, and what came of it.

    A worker holds it by a ``lease`` until a moment; whoever finds the lease over takes it up anew.
    """

    class State(models.TextChoices):
        """Where the work stands."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    key = models.CharField(max_length=20, unique=True, default=short_key, editable=False)
    kind = models.CharField(max_length=40)
    poll = models.ForeignKey(
        Poll, null=True, blank=True, on_delete=models.CASCADE, related_name="works"
    )
    details = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default=State.WAITING, choices=State.choices)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    outcome = models.JSONField(default=dict)
    asked_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    lease = models.CharField(max_length=40, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
