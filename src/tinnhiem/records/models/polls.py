"""Polls and the people on their lists."""

from django.db import models

from tinnhiem.conduct.states import PollState
from tinnhiem.law.poll import Base, Procedure
from tinnhiem.records.models.registry import Body, Person
from tinnhiem.records.models.shapes import Named, Versioned, short_key


class OwnRules(models.Model):
    """An organisation's own law file (a plan): its id, its TOML text, and the hash of it."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="own_rules")
    identifier = models.CharField(max_length=80)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("identifier", "sha256"), name="own_rules_once"),
        )


class Poll(Versioned):
    """One poll. ``overlays`` are ids of law files over ``rulebook``; ``papers`` what only the
    official papers need; ``scopes`` those to whom results were released so far.
    """

    class Classification(models.TextChoices):
        """Whether the poll is a state secret; one that is cannot be kept here."""

        NONE = "none"
        SECRET = "secret"  # noqa: S105 - a marking of state secrets, no password

    key = models.CharField(max_length=20, unique=True, default=short_key, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="polls")
    body_name = models.CharField(max_length=300)
    body_kind = models.CharField(max_length=30)
    body_level = models.CharField(max_length=20)
    term_from = models.PositiveSmallIntegerField(null=True, blank=True)
    term_until = models.PositiveSmallIntegerField(null=True, blank=True)
    procedure = models.CharField(max_length=20, choices=[(p.value, p.value) for p in Procedure])
    rulebook = models.CharField(max_length=80)
    overlays = models.JSONField(default=list)
    own_rules = models.ManyToManyField(OwnRules, blank=True, related_name="polls")
    sitting = models.CharField(max_length=300)
    place = models.CharField(max_length=300, blank=True)
    opening_date = models.DateField(null=True, blank=True)
    poll_date = models.DateField(null=True, blank=True)
    membership = models.PositiveIntegerField(null=True, blank=True)
    denominator = models.CharField(
        max_length=20, blank=True, choices=[(b.value, b.value) for b in Base]
    )
    state = models.CharField(
        max_length=20,
        default=PollState.DRAFT.value,
        choices=[(s.value, s.value) for s in PollState],
    )
    suspended = models.CharField(max_length=500, blank=True)
    rehearsal = models.BooleanField(default=False)
    classification = models.CharField(
        max_length=10, default=Classification.NONE, choices=Classification.choices
    )
    papers = models.JSONField(default=dict)
    dossier_hash = models.CharField(max_length=64, blank=True)
    origin = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    origin_kind = models.CharField(max_length=20, blank=True)
    former_openings = models.JSONField(default=list)
    chain_digest = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        """Give the name of the sitting and the body."""
        return f"{self.sitting}, {self.body_name}"


class Rated(Named, Versioned):
    """One person on the list of one conference: the posts, the conclusion and its grounds.

    ``posts`` is a list of ``{"title", "position", "elected_on"}`` as frozen from the registry,
    ``reasons`` one of ``{"rule", "citation", "status", "text_vi", "text_en", "applies"}``.
    """

    class Conclusion(models.TextChoices):
        """What was concluded from the law, by people."""

        RATED = "rated"
        EXCLUDED = "excluded"
        UNDECIDED = "undecided"
        LEFT = "left"

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="slate")
    conference = models.ForeignKey(
        "records.Conference", on_delete=models.PROTECT, related_name="slate"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ratings")
    line = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    ballot_type = models.ForeignKey(
        "records.BallotType", null=True, blank=True, on_delete=models.PROTECT, related_name="lines"
    )
    posts = models.JSONField(default=list)
    salutation = models.CharField(max_length=20, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    retirement_notice_on = models.DateField(null=True, blank=True)
    stated_exclusions = models.JSONField(default=list)
    conclusion = models.CharField(
        max_length=12, default=Conclusion.UNDECIDED, choices=Conclusion.choices
    )
    reasons = models.JSONField(default=list)
    decided_by_hand = models.CharField(max_length=500, blank=True)
    left_on = models.DateField(null=True, blank=True)
    left_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("conference", "person"), name="rated_once_a_place"),
            models.UniqueConstraint(fields=("poll", "line"), name="line_once_a_poll"),
        )
