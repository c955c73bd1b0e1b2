"""The worker of background tasks: a thread of the server, or a process of its own."""

import logging
import threading
import time
from typing import Final

from django.db import close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from tinnhiem.actions.housekeeping import tidy
from tinnhiem.actions.works import reclaim

INTERVAL: Final = 0.25
#: How often works are looked for whose worker died, in seconds.
PATROL: Final = 15.0
#: How often what nobody needs any more is thrown away, in seconds.
TIDYING: Final = 3600.0
_log = logging.getLogger("tinnhiem.works")


def run_worker() -> None:
    """Do tasks until the process ends."""
    threading.Thread(target=_patrol, name="patrol", daemon=True).start()
    while True:
        try:
            _worker().run()
        except Exception:  # noqa: BLE001 - a worker that stops would leave the office without any
            _log.exception("the worker of background tasks starts anew")
            time.sleep(1)


def start_worker() -> threading.Thread:
    """Do tasks in a thread of this process, as long as it lives."""
    thread = threading.Thread(target=run_worker, name="worker", daemon=True)
    thread.start()
    return thread


def _worker() -> Worker:
    return Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=INTERVAL,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )


def _patrol() -> None:
    tidied = time.monotonic()
    while True:
        close_old_connections()
        try:
            reclaim(timezone.now())
        except Exception:  # noqa: BLE001 - the next round tries again
            _log.exception("works could not be looked through")
        if time.monotonic() - tidied >= TIDYING:
            tidied = time.monotonic()
            _tidy()
        time.sleep(PATROL)


def _tidy() -> None:
    try:
        _log.info("tidied: %s", tidy(at=timezone.now()))
    except Exception:  # noqa: BLE001 - the next hour tries again
        _log.exception("the office could not be tidied")
