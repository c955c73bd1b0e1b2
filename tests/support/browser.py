"""A real browser and a real server, for tests that use the office as people do."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from support.crawling import Visitor
from support.installation import Installation
from support.repository import ROOT

#: The shell draws and runs pages as the whole browser does, for half the work; it has no window.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
AXE = ROOT / ".build" / "test-packages" / "node_modules" / "axe-core" / "axe.min.js"
_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip


@dataclass(frozen=True)
class Site:
    """A served installation: where it lies and where it answers."""

    installation: Installation
    address: str


@contextmanager
def served(installation: Installation, **settings: str) -> Iterator[Site]:
    """Serve an installation with the server that people use, until the block ends."""
    port = _free_port()
    environment = installation.environment() | settings
    command = [
        str(Path(sys.executable).with_name("tinnhiem")), "office", "--port", str(port),
    ]  # fmt: skip
    log = installation.data.with_suffix(".log")
    with (
        log.open("w") as stream,
        subprocess.Popen(
            command, env=environment, stdout=stream, stderr=subprocess.STDOUT
        ) as process,
    ):
        try:
            _wait(port, process, log)
            yield Site(installation, f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
            process.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _attempt in range(600):
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    message = f"the server did not start: {log.read_text(encoding='utf-8')[-2000:]}"
    raise AssertionError(message)


class _Driver:
    """The one driver of a process: two of its event loops in one thread exclude each other."""

    def __init__(self) -> None:
        self._users = 0
        self._running: Playwright | None = None

    def __enter__(self) -> Playwright:
        os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # it runs a loop of its own
        self._users += 1
        self._running = self._running or sync_playwright().start()
        return self._running

    def __exit__(self, *_failure: object) -> None:
        self._users -= 1
        if self._running and not self._users:
            self._running.stop()
            self._running = None


_DRIVER = _Driver()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window; several may be open at a time."""
    with _DRIVER as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(_FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def carry(visitor: Visitor, context: BrowserContext, site: Site) -> None:
    """Take what a visitor without a browser holds into one."""
    context.add_cookies(
        [
            {"name": cookie.name, "value": str(cookie.value), "url": site.address}
            for cookie in visitor.cookies
        ]
    )
