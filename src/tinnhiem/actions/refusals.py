"""Why an act is refused, in words for the person who tried it; nothing was changed then."""

from collections.abc import Mapping


class RefusedError(Exception):
    """Raised when an act cannot be done now; ``field`` names the field of the form it is about."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class SeveralRefusedError(RefusedError):
    """Raised when several things are wrong at once; ``errors`` is message by field ("" for all)."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = dict(errors)


class NotAllowedError(Exception):
    """Raised when somebody without the role tries an act; pages answer as if it were not there."""


class OutdatedError(RefusedError):
    """Raised when a record was changed since the form was opened; carries both versions."""

    def __init__(self, message: str, theirs: Mapping[str, str], mine: Mapping[str, str]) -> None:
        super().__init__(message)
        self.theirs = dict(theirs)
        self.mine = dict(mine)


class AlreadyDoneError(Exception):
    """Raised when a form that was sent before is sent again; carries where it led."""

    def __init__(self, outcome: str) -> None:
        super().__init__(outcome)
        self.outcome = outcome
