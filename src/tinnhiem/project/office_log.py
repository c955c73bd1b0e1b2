"""What the server writes about a request that failed: no address, no input, no message with values.

An address may be a code that opens an account, and the message of an exception may quote what
somebody typed. So requests that were merely refused leave no line at all, and a page that broke
leaves the kind of the exception and where in the code it happened.
"""

import logging
import traceback
from itertools import chain
from types import TracebackType
from typing import Any, Final

_FRAME: Final = '  File "{file}", line {line}, in {name}'


class WithoutRequest(logging.Filter):
    """Takes out of Django's lines on requests whatever the visitor sent."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let an error through with its traceback only; drop everything below."""
        if record.levelno < logging.ERROR:
            return False
        said = "A page failed."
        if record.exc_info and record.exc_info[1] is not None:
            said = f"{said}\n{wordless(record.exc_info[1])}"
        record.msg, record.args = said, ()
        record.exc_info, record.exc_text, record.stack_info = None, None, None
        record.__dict__.pop("request", None)
        return True


def wordless(error: BaseException) -> str:
    """Return the traceback of an exception and of what led to it, without their messages."""
    seen: set[int] = set()
    parts: list[str] = []
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        parts.append("\n".join(chain(_frames(cause.__traceback__), [_kind(cause)])))
        hidden = cause.__suppress_context__
        cause = cause.__cause__ or (None if hidden else cause.__context__)
    return "\n\n".join(reversed(parts))


def _frames(trace: TracebackType | None) -> list[str]:
    return [
        _FRAME.format(file=frame.filename, line=frame.lineno, name=frame.name)
        for frame in traceback.extract_tb(trace)
    ]


def _kind(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def logging_settings() -> dict[str, Any]:
    """Return Django's ``LOGGING``: to the console, from warnings up, without requests.

    A request from a host name that is not ours is told, since a wrong setting looks like that; the
    other suspicions of Django quote what was sent, and the request was refused.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"without-request": {"()": "tinnhiem.project.office_log.WithoutRequest"}},
        "handlers": {"console": {"class": "logging.StreamHandler"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": [], "level": "INFO"},
            "django.request": {"level": "ERROR", "filters": ["without-request"]},
            "django.security": {"level": "CRITICAL"},
            "django.security.csrf": {"level": "CRITICAL"},
            "django.security.DisallowedHost": {"level": "ERROR"},
        },
    }
