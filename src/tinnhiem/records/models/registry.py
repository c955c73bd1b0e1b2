"""The registry: bodies with their dated names, kinds and levels; people; posts; who held them."""

from django.db import models

from tinnhiem.law.poll import BodyKind, Level, Position
from tinnhiem.records.models.shapes import Named, Versioned, short_key


class Body(Versioned):
    """A body that holds polls or belongs to one that does; what it is stands in its versions."""

    key = models.CharField(max_length=20, unique=True, default=short_key, editable=False)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )
    rehearsal = models.BooleanField(default=False)

    def __str__(self) -> str:
        """Give the latest name."""
        latest = self.versions.order_by("-from_date").first()
        return latest.name if latest else self.key


class BodyVersion(Named):
    """What a body was called and was from a day on: its kind and level change with the law."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="versions")
    kind = models.CharField(max_length=30, choices=[(k.value, k.value) for k in BodyKind])
    level = models.CharField(max_length=20, choices=[(v.value, v.value) for v in Level])
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("body", "from_date"), name="body_version_once_a_day"),
        )


class Person(Named, Versioned):
    """A person, whatever they are in a poll: officeholder, deputy, clerk, member of a board."""

    key = models.CharField(max_length=20, unique=True, default=short_key, editable=False)
    salutation = models.CharField(max_length=20, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    retirement_notice_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        """Give the name."""
        return self.name


class Post(Versioned):
    """A post of a body: its title as papers print it, and the position that the law speaks of."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=300)
    position = models.CharField(max_length=60, choices=[(p.value, p.value) for p in Position])

    def __str__(self) -> str:
        """Give the title."""
        return self.title


class Tenure(Versioned):
    """Who held a post from when to when, and by which decision."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="tenures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tenures")
    from_date = models.DateField(null=True, blank=True)
    until_date = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=200, blank=True)


class RegistryImport(models.Model):
    """A workbook that was read and waits to be confirmed: its lines, and the hash of the preview.

    ``purpose`` is ``registry`` or the key of the conference whose roll it is.
    """

    class State(models.TextChoices):
        """Whether the lines were taken over."""

        READ = "read"
        DONE = "done"

    key = models.CharField(max_length=20, unique=True, default=short_key, editable=False)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="imports")
    purpose = models.CharField(max_length=20, default="registry")
    name = models.CharField(max_length=255)
    lines = models.JSONField(default=list)
    state = models.CharField(max_length=10, default=State.READ, choices=State.choices)
    asked_by = models.ForeignKey("records.Account", on_delete=models.PROTECT, related_name="+")
    read_on = models.DateField()
