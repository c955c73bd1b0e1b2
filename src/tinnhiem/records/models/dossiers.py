"""Dossiers: self-reports, declarations, opinions of voters, questions and answers, files."""

from django.db import models

from tinnhiem.records.models.accounts import Account
from tinnhiem.records.models.polls import Poll, Rated
from tinnhiem.records.models.registry import Person
from tinnhiem.records.models.shapes import Versioned, short_key


class Upload(models.Model):
    """A file as it came: kept by its hash, its kind told from its content, never executed."""

    key = models.CharField(max_length=20, unique=True, default=short_key, editable=False)
    file = models.FileField(upload_to="uploads/%Y/", max_length=200)
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    restricted = models.BooleanField(default=False)
    poll = models.ForeignKey(
        Poll, null=True, blank=True, on_delete=models.PROTECT, related_name="uploads"
    )


class RestrictedReading(models.Model):
    """That somebody opened a restricted file: shown to the person whom it concerns."""

    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="readings")
    dossier = models.ForeignKey(
        "records.Dossier", null=True, blank=True, on_delete=models.CASCADE, related_name="readings"
    )
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    read_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("upload", "account", "read_on"), name="reading_once_a_day"
            ),
        )


class Dossier(Versioned):
    """The dossier of one person on the list."""

    class State(models.TextChoices):
        """Where a dossier stands."""

        NOT_REQUESTED = "not-requested"
        REQUESTED = "requested"
        WRITING = "writing"
        SUBMITTED = "submitted"
        LATE = "late"
        RETURNED = "returned"
        ACCEPTED = "accepted"
        SENT = "sent"
        FROZEN = "frozen"

    rated = models.OneToOneField(Rated, on_delete=models.CASCADE, related_name="dossier")
    state = models.CharField(max_length=15, default=State.NOT_REQUESTED, choices=State.choices)
    requested_on = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    submitted_on = models.DateField(null=True, blank=True)
    remark = models.TextField(blank=True)
    remark_section = models.CharField(max_length=80, blank=True)
    assistant = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="assists"
    )
    #: By which sign-in name the officeholder named the assistant; nobody may have it.
    assistant_name = models.CharField(max_length=150, blank=True)
    declaration = models.ForeignKey(
        Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    explanation = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)


class Section(Versioned):
    """One section of a self-report, as the rulebook prescribes it (``criterion`` is its rule)."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="sections")
    criterion = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    done = models.BooleanField(default=False)
    changed_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("dossier", "criterion"), name="section_once"),
        )


class SectionDraft(models.Model):
    """A text that came second: kept beside the one that was first until somebody chooses.

    ``settled`` says that another text was chosen; this one is still kept and can be looked at.
    """

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="drafts")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    settled = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("section", "account"), name="draft_once"),)


class UnsentText(models.Model):
    """What somebody is writing and has not sent: theirs alone, one text a place.

    ``place`` says which form of which record; ``version`` is the record's on which it was begun.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="unsent_texts")
    place = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_on = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "place"), name="unsent_once"),)


class Synthesis(Versioned):
    """The Front's synthesis of voters' opinions on a poll; the latest one filed counts."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="syntheses")
    text = models.TextField(blank=True)
    upload = models.ForeignKey(
        Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    number = models.CharField(max_length=100, blank=True)
    filed_on = models.DateField(null=True, blank=True)
    filed = models.BooleanField(default=False)


class Opinion(models.Model):
    """An opinion about one person; the source is for the Front alone and stands on no paper."""

    rated = models.ForeignKey(Rated, on_delete=models.CASCADE, related_name="opinions")
    text = models.TextField()
    source = models.TextField(blank=True)
    filed_on = models.DateField()
    passed_on = models.BooleanField(default=False)


class Question(Versioned):
    """A voter's written question; nobody but those who pass it on learns who asked."""

    class State(models.TextChoices):
        """Where a question stands."""

        RECEIVED = "received"
        PASSED = "passed"
        ANSWERED = "answered"

    key = models.CharField(max_length=20, unique=True, default=short_key, editable=False)
    rated = models.ForeignKey(Rated, on_delete=models.CASCADE, related_name="questions")
    asked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="questions"
    )
    kind = models.CharField(max_length=20, default="question")
    text = models.TextField()
    state = models.CharField(max_length=10, default=State.RECEIVED, choices=State.choices)
    received_on = models.DateField()
    passed_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
