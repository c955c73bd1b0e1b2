"""The real server of an installation, started and ended as people do, and a client with cookies."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Self
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from support.installation import Installation
from tinnhiem.demonstration.office.folder import free_port

_PATIENCE = 60.0


class Server:
    """A server of an installation, in a process group of its own."""

    def __init__(self, installation: Installation, **more: str) -> None:
        self.installation = installation
        self.port = free_port("127.0.0.1", 18100 + os.getpid() % 500)
        self._more = more
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it is served."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Self:
        """Start it and wait until it answers."""
        command = [
            str(Path(sys.executable).with_name("tinnhiem")),
            "office",
            "--port",
            str(self.port),
        ]
        with self._log.open("wb") as said:
            self._process = subprocess.Popen(
                command, env=self.installation.environment() | self._more,
                stdout=subprocess.DEVNULL, stderr=said, start_new_session=True,
            )  # fmt: skip
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            assert self._process.poll() is None, self._log.read_text(encoding="utf-8")
            try:
                Client(self).get("/thu/")
            except (URLError, ConnectionError):
                time.sleep(0.1)
            else:
                return self
        raise AssertionError("the server does not answer")

    @property
    def _log(self) -> Path:
        return self.installation.data.parent / "server.log"

    def kill(self) -> None:
        """Kill it and what it started, at once: ``kill -9``."""
        assert self._process is not None
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def __enter__(self) -> Self:
        """Start it."""
        return self.start()

    def __exit__(self, *_error: object) -> None:
        """End it, however the test went."""
        if self._process is not None:
            self.kill()


class Client:
    """Somebody with a browser's cookies."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._cookies = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self._cookies))

    def get(self, path: str) -> str:
        """Open a page."""
        with self._opener.open(self._server.address + path, timeout=30) as answer:
            return str(answer.read().decode())

    def post(self, path: str, fields: Mapping[str, str]) -> str:
        """Send a form."""
        token = next((c.value or "" for c in self._cookies if c.name == "csrftoken"), "")
        sent = Request(  # noqa: S310 - this machine
            self._server.address + path, data=urlencode(fields).encode(),
            headers={"X-CSRFToken": token, "Referer": self._server.address + path},
        )  # fmt: skip
        with self._opener.open(sent, timeout=30) as answer:
            return str(answer.read().decode())
