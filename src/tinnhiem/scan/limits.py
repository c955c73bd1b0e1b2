"""Bounds on what a file may cost: pixels, pages, memory, time. They hold in the child process."""

import contextlib
import os
import resource
from pathlib import Path
from typing import Final

#: A4 at 600 dots per inch has 34.8 million pixels.
PIXELS: Final = 45_000_000
#: A page side shorter than this cannot hold a readable ballot.
LEAST_SIDE: Final = 1000
#: Pages of one file.
PAGES: Final = 20_000
#: A file on disk.
FILE_BYTES: Final = 4 * 1024**3
#: A picture file (JPEG, PNG), which is read whole.
PICTURE_BYTES: Final = 200 * 1024**2
#: Memory that decoding may take on top of what the process needs when it starts.
MEMORY_BYTES: Final = 1_200 * 1024**2
#: Processor time for one page, and what the parent waits for it.
PAGE_CPU_SECONDS: Final = 20
PAGE_WALL_SECONDS: Final = 60.0


def confine() -> None:
    """Bound the memory of this process and keep it from writing files or cores.

    The bound counts from what the process has now, since libraries reserve addresses generously.
    """
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * os.sysconf("SC_PAGE_SIZE") + MEMORY_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def allow_another_page() -> None:
    """Give this process the processor time of one more page; beyond it the system ends it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + 1 + PAGE_CPU_SECONDS
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with contextlib.suppress(ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (until, hard))
