"""Who signs in, and what each is appointed to do."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac

from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models.registry import Body, Person

ROLE_CHOICES = [(role.value, role.value) for role in Role]


class Account(AbstractUser):
    """Somebody who signs in. ``person`` joins the account to the lists on which they stand.

    When somebody last signed in is not kept: on the day of a poll it would tell who did what when.
    ``session_round`` goes up when every session of the account is to end.
    """

    last_login = None  # Django's way to leave a field out
    person = models.OneToOneField(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="account"
    )
    language = models.CharField(max_length=5, default="vi")
    session_round = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "account"

    @property
    def display_name(self) -> str:
        """Give the name of the person, or else that of the account."""
        return self.person.name if self.person else self.get_username()

    def get_session_auth_hash(self) -> str:
        """Return what a session must know: another password or round ends it."""
        held = f"{self.password}/{self.session_round}"
        return salted_hmac("tinnhiem.session", held, algorithm="sha256").hexdigest()


class Appointment(models.Model):
    """A role that an account has for a body, from one day to another."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="appointments")
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="appointments")
    role = models.CharField(max_length=20, choices=ROLE_CHOICES)
    from_date = models.DateField(null=True, blank=True)
    until_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("account", "body", "role"), name="appointed_once"),
        )


class PollRole(models.Model):
    """A role for one poll only: an observer, somebody at the desk."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="poll_roles")
    poll = models.ForeignKey("records.Poll", on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=ROLE_CHOICES)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("account", "poll", "role"), name="poll_role_once"),
        )


class Invitation(models.Model):
    """An invitation to open an account: only the hash of its code is kept, and it works once.

    ``poll`` is the one for which it was made, ``role`` what whoever opens it is appointed to there
    (nothing where the lists of the poll say it). Where there is an ``account`` already, whoever
    opens it chooses a new password for it.
    """

    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations"
    )
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations"
    )
    poll = models.ForeignKey(
        "records.Poll", null=True, blank=True, on_delete=models.CASCADE, related_name="invitations"
    )
    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations"
    )
    role = models.CharField(max_length=20, blank=True, choices=ROLE_CHOICES)
    code_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField()
    used = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)


class Joining(models.Model):
    """That an account is entered through the organisation as ``subject``: proposed, then decided.

    What holds stands with allauth; this is who proposed it and who confirmed it, on which days.
    """

    class State(models.TextChoices):
        """Where a joining stands."""

        PROPOSED = "proposed"
        CONFIRMED = "confirmed"
        REFUSED = "refused"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="joinings")
    subject = models.CharField(max_length=191)
    state = models.CharField(max_length=10, default=State.PROPOSED, choices=State.choices)
    proposed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    decided_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("account",),
                condition=models.Q(state="proposed"),
                name="one_open_joining",
            ),
        )


class RecoveryCode(models.Model):
    """A code that stands once for a one-time code; only its hash is kept, and it goes when used."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64, unique=True)


class WrongAttempts(models.Model):
    """How often in a row somebody tried a wrong secret on one name, whether or not it exists.

    The name is kept as a hash under the installation's key; a right secret removes the row.
    """

    name_hash = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    blocked_until = models.DateTimeField(null=True, blank=True)
