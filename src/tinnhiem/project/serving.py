"""Running the office: its database made ready, its files gathered, its pages served."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from tinnhiem.exchange.log_file import HEAD, LogReport

SETTINGS: Final = "tinnhiem.project.settings"
TARGET: Final = "tinnhiem.project.wsgi:application"
#: Threads of each serving process: enough that one slow page does not hold up a hall.
THREADS: Final = 8


def open_office(data: Path | None = None, more: Mapping[str, str] | None = None) -> None:
    """Load the office's settings, with the folder of its data where one is given."""
    import django

    if data is not None:
        os.environ["TINNHIEM_DATA"] = str(data)
    os.environ.update(more or {})
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    django.setup()


def make_ready() -> None:
    """Bring the database to the present shape."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def gather_static() -> None:
    """Gather the static files that the pages use, under names that carry their hashes."""
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False, clear=True)


def serve(*, host: str, port: int, processes: int = 1, background: bool = True) -> None:
    """Serve the pages until the process is asked to end.

    ``background`` lets this process do background tasks too; without it a worker of its own
    (``tinnhiem office --worker``) does them.
    """
    import multiprocessing

    from granian import Granian
    from granian.constants import Interfaces

    from tinnhiem.project.background import start_worker

    multiprocessing.set_start_method("spawn", force=True)  # forking would copy our thread's locks
    gather_static()
    if background:
        start_worker()
    Granian(
        TARGET,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS,
        log_enabled=False,
        respawn_failed_workers=True,
    ).serve()


def verified_log(head: tuple[int, str] | None = None) -> LogReport:
    """Check the log of this installation; ``head`` is a last line as it was printed elsewhere."""
    from tinnhiem.records.log_check import verify
    from tinnhiem.records.models import LogEntry

    report = verify()
    if report.sound and head is not None:
        kept = LogEntry.objects.filter(sequence=head[0], hash=head[1]).exists()
        if not kept:
            return LogReport(lines=report.lines, last=report.last, fault=HEAD, at=head[0])
    return report


def log_copy() -> Iterator[str]:
    """Yield a whole copy of the log, line by line."""
    from tinnhiem.records.export import json_lines

    return json_lines()
