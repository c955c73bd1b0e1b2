"""What the bodies of an installation are called on a day."""

from datetime import date

from django.db.models import Q

from tinnhiem.records.models import BodyVersion


def names_of_bodies(on: date) -> list[str]:
    """Return the names of the bodies that stand under no other, in the order of names."""
    current = Q(until_date__isnull=True) | Q(until_date__gte=on)
    found = BodyVersion.objects.filter(current, body__parent=None, body__rehearsal=False)
    return list(found.order_by("order_key").values_list("name", flat=True).distinct())
