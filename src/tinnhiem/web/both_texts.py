"""When two people edit one record: the second sees both texts and chooses."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm, ChoiceField, Field

from tinnhiem.actions.refusals import OutdatedError

Do = Callable[[dict[str, Any]], object]


class BothTexts:
    """What somebody else wrote meanwhile, and what was about to be written."""

    def __init__(self) -> None:
        self.rows: list[dict[str, str]] = []

    def watching(self, form: BaseForm, do: Do, version: Callable[[], int]) -> Do:
        """Return ``do``, watched: where it is outdated both texts are kept.

        The form then carries the version that stands now, so that sending it again chooses mine.
        """

        def watched(data: dict[str, Any]) -> object:
            try:
                return do(data)
            except OutdatedError as outdated:
                self._keep(form, outdated)
                form.data = {**dict(form.data.items()), form.add_prefix("version"): str(version())}
                raise

        return watched

    def _keep(self, form: BaseForm, outdated: OutdatedError) -> None:
        """Keep both of each field that the form has; the rest of the record is no text of it."""
        for name in (name for name in outdated.theirs if name in form.fields):
            field = form.fields[name]
            mine = outdated.mine.get(name) or str(form.data.get(form.add_prefix(name), ""))
            self.rows.append(
                {
                    "label": str(field.label or name),
                    "theirs": _told(field, outdated.theirs[name]),
                    "mine": _told(field, mine),
                }
            )


def _told(field: Field, value: str) -> str:
    """Return a value as the form words it: of a choice, what it is called."""
    if not isinstance(field, ChoiceField):
        return value
    return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
