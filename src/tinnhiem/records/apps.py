"""The Django app of the records."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Names the app; its tables begin with ``records_``."""

    name = "tinnhiem.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
