"""The Django app of the office put together: loads the acts that hang on others."""

from importlib import import_module

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Loads every registered act when the office starts, whichever way it starts."""

    name = "tinnhiem.project"
    label = "project"

    def ready(self) -> None:
        """Load the acts."""
        import_module("tinnhiem.actions.registered")
