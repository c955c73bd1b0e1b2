"""What comes after: resolution, release, publication, legal cases and what was done about them."""

from django.db import models

from tinnhiem.records.models.accounts import Account
from tinnhiem.records.models.dossiers import Upload
from tinnhiem.records.models.polls import Poll, Rated
from tinnhiem.records.models.registry import Person
from tinnhiem.records.models.shapes import Versioned


class Resolution(models.Model):
    """The confirming resolution of a council, or the report upward of another organisation."""

    poll = models.OneToOneField(Poll, on_delete=models.CASCADE, related_name="resolution")
    number = models.CharField(max_length=100)
    adopted_on = models.DateField()
    votes = models.JSONField(default=dict)
    upload = models.ForeignKey(
        Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class Release(models.Model):
    """That results were opened to a scope that the legal bases allow, by whom and when."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="releases")
    scope = models.CharField(max_length=30)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    released_on = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("poll", "scope"), name="released_once"),)


class Publication(models.Model):
    """A public page of a poll's result; a correction stands beside what it corrects."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="publications")
    address = models.SlugField(max_length=150, unique=True)
    number = models.PositiveSmallIntegerField(default=1)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    pdf = models.FileField(upload_to="publications/%Y/", max_length=200, blank=True)
    published_on = models.DateField()
    proposed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    note = models.CharField(max_length=1000, blank=True)


class FollowUp(Versioned):
    """A legal case of one person and where its handling stands."""

    class State(models.TextChoices):
        """Where the handling stands."""

        WAITING = "waiting"
        RESIGNATION = "resignation"
        SUBMITTED = "submitted"
        VOTE = "vote"
        CONCLUDED = "concluded"

    rated = models.OneToOneField(Rated, on_delete=models.CASCADE, related_name="follow_up")
    outcome = models.CharField(max_length=40)
    rule = models.CharField(max_length=80)
    citation = models.JSONField(default=dict)
    consequences = models.JSONField(default=list)
    state = models.CharField(max_length=12, default=State.WAITING, choices=State.choices)
    vote = models.ForeignKey(
        Poll, null=True, blank=True, on_delete=models.PROTECT, related_name="votes_for"
    )


class FollowUpEvent(models.Model):
    """One decision in the handling of a case, with its document and its date."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=40)
    happened_on = models.DateField()
    document_number = models.CharField(max_length=100, blank=True)
    upload = models.ForeignKey(
        Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(blank=True)


class Conclusion(Versioned):
    """What the personnel body concluded about a person over all places, and for planning."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="conclusions")
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="conclusions")
    text = models.TextField(blank=True)
    planning = models.CharField(max_length=40, blank=True)
    planning_note = models.TextField(blank=True)
    concluded_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "poll"), name="concluded_once_a_poll"),
        )


class Petition(models.Model):
    """A deputy's written petition that a person be put to a vote of confidence."""

    body = models.ForeignKey("records.Body", on_delete=models.CASCADE, related_name="petitions")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="petitions_made")
    about = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="petitions_about")
    dated = models.DateField()
    received_on = models.DateField()
    upload = models.ForeignKey(
        Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn = models.BooleanField(default=False)
