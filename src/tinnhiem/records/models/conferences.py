"""Conferences: the roll and who is present, the counting board, the screen of the hall.

Nothing here holds a time of arrival: whoever knew the order in which people came could join it to
the order of ballots.
"""

from django.db import models

from tinnhiem.conduct.states import Stage
from tinnhiem.records.models.polls import Poll
from tinnhiem.records.models.registry import Person
from tinnhiem.records.models.shapes import Named, Versioned, short_key


class Conference(Versioned):
    """One conference of a poll with its own roll, slate, quorum, ledger and count.

    ``convened`` is set by hand only where more are convened than stand on the roll. The adoptions
    hold ``{"for", "against", "abstained"}``; an empty one means that nothing was adopted yet.
    ``present_at_opening`` is the number at which the attendance was closed, None while it is open.
    ``invitation_round`` counts how often the codes of the invitations were made,
    ``attendance_revision`` the changes of the attendance, so that a page sees one in one row.
    """

    key = models.CharField(max_length=20, unique=True, default=short_key, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="conferences")
    name = models.CharField(max_length=300)
    held_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    membership = models.PositiveIntegerField(null=True, blank=True)
    convened = models.PositiveIntegerField(null=True, blank=True)
    stage = models.CharField(
        max_length=12, default=Stage.WAITING.value, choices=[(s.value, s.value) for s in Stage]
    )
    slate_adoption = models.JSONField(default=dict)
    slate_digest = models.CharField(max_length=64, blank=True)
    board_adoption = models.JSONField(default=dict)
    present_at_opening = models.PositiveIntegerField(null=True, blank=True)
    waivers = models.JSONField(default=dict)
    invitation_round = models.PositiveSmallIntegerField(default=0)
    attendance_revision = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        """Give the name."""
        return self.name


class RollEntry(Named, Versioned):
    """One person on the roll of a conference: whether they vote, and whether they are there.

    ``version`` counts the changes of the line; checking somebody in is none.
    """

    class Attendance(models.TextChoices):
        """Presence without a time."""

        ABSENT = "absent"
        EXCUSED = "excused"
        PRESENT = "present"

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="roll")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="rolls")
    votes = models.BooleanField(default=True)
    seat = models.CharField(max_length=20, blank=True)
    delegation = models.CharField(max_length=200, blank=True)
    attendance = models.CharField(
        max_length=10, default=Attendance.ABSENT, choices=Attendance.choices
    )
    invitation_hash = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("conference", "person"), name="on_roll_once"),
        )


class BoardMember(models.Model):
    """A member of the counting board of a conference; ``team`` 1 or 2 keys the tally."""

    class Duty(models.TextChoices):
        """What a member is on the board."""

        HEAD = "head"
        SECRETARY = "secretary"
        MEMBER = "member"

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="board")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="boards")
    duty = models.CharField(max_length=10, default=Duty.MEMBER, choices=Duty.choices)
    unit = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    team = models.PositiveSmallIntegerField(null=True, blank=True)
    absent_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("conference", "person"), name="on_board_once"),
        )


class HallStep(models.Model):
    """A step of the hall's screen: what it shows, frozen when the chair releases it."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="hall_steps")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=30)
    content = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("conference", "number"), name="hall_step_once"),
        )


class HallScreen(models.Model):
    """What the hall sees now: a released step or nothing. The key opens the screen alone."""

    conference = models.OneToOneField(Conference, on_delete=models.CASCADE, related_name="screen")
    key = models.CharField(max_length=20, unique=True, default=short_key, editable=False)
    step = models.ForeignKey(HallStep, null=True, blank=True, on_delete=models.SET_NULL)
    revision = models.PositiveIntegerField(default=0)
