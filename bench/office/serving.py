"""What the benchmarks of the office share: an invented council, a real server, a small client."""

import asyncio
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
GIVEN = (
    "Ánh",
    "Bình",
    "Châu",
    "Dũng",
    "Giang",
    "Hà",
    "Khải",
    "Lan",
    "Minh",
    "Ngọc",
    "Phúc",
    "Quân",
)
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vàng", "Lò", "Sùng", "Đặng", "Bùi")


@dataclass(frozen=True)
class Answer:
    """One answer: its status, its ETag and how long it took."""

    status: int
    tag: str
    seconds: float


def free_port() -> int:
    """Return a port of loopback that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


PORT = free_port()


def percentile(values: list[float], share: int) -> float:
    """Return the value that ``share`` percent do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, -(-len(ordered) * share // 100) - 1)]


async def _talk(head: str, body: str = "") -> Answer:
    begun = time.monotonic()
    reading, writing = await asyncio.open_connection("127.0.0.1", PORT)
    writing.write((head + "\r\n" + body).encode())
    await writing.drain()
    answer = (await reading.read()).decode(errors="replace")
    writing.close()
    lines = answer.partition("\r\n\r\n")[0].split("\r\n")
    tags = [line.partition(":")[2].strip() for line in lines if line.lower().startswith("etag:")]
    return Answer(int(lines[0].split()[1]), tags[0] if tags else "", time.monotonic() - begun)


async def ask(address: str, cookie: str, tag: str) -> Answer:
    """Ask for a page with a session, and with the ETag of what is shown."""
    known = f"If-None-Match: {tag}\r\n" if tag else ""
    head = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nX-Live: 1\r\n"
    return await _talk(f"{head}Cookie: {cookie}\r\n{known}")


async def send(address: str, cookie: str, form: str) -> Answer:
    """Send a form with a session."""
    head = f"POST {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded\r\n"
    return await _talk(f"{head}{kind}Cookie: {cookie}\r\nContent-Length: {len(form)}\r\n", form)


class Running:
    """A server that runs, and the CPU time of all its processes."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def cpu(self) -> float:
        """Return the seconds of CPU that the server and its workers used so far."""
        ticks = 0
        for folder in Path("/proc").iterdir():
            if not folder.name.isdecimal():
                continue
            try:
                stat = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(folder.name) == self.pid or int(stat[2]) == self.pid:
                ticks += int(stat[11]) + int(stat[12])
        return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def server(workers: int = 2) -> Iterator[Running]:
    """Run the office as it is served, in processes of their own, until the block ends."""
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(PORT), "--workers", str(workers), "--blocking-threads", "4",
        "--log-level", "warning", "tinnhiem.project.wsgi:application",
    ]  # fmt: skip
    # Whoever ends the benchmark ends its server too.
    signal.signal(signal.SIGTERM, lambda *_given: sys.exit(1))
    process = subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own server
    try:
        _await_port()
        yield Running(process.pid)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def _await_port() -> None:
    for _attempt in range(300):
        try:
            socket.create_connection(("127.0.0.1", PORT), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            time.sleep(1)
            return
    raise TimeoutError(PORT)


@contextmanager
def office_with(voters: int, desks: int = 1) -> Iterator[dict[str, Any]]:
    """Make an office of its own in a folder that is thrown away: voters, desks, their sessions."""
    with tempfile.TemporaryDirectory(prefix="tinnhiem-bench-") as folder:
        os.environ["TINNHIEM_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "tinnhiem.project.settings"
        os.environ["PYTHONPATH"] = f"{ROOT / 'src'}"
        sys.path[:0] = [str(ROOT / "tests")]
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        yield _filled(voters, desks)


def _filled(voters: int, desks: int) -> dict[str, Any]:
    from django.contrib.auth import (
        BACKEND_SESSION_KEY,
        HASH_SESSION_KEY,
        SESSION_KEY,
    )
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import connections, transaction
    from django.middleware.csrf import _get_new_csrf_string

    from support.office import build_office
    from tinnhiem.conduct.states import PollState
    from tinnhiem.records.models import (
        Account,
        Person,
        PollRole,
        RollEntry,
    )
    from tinnhiem.web.live import leave_for

    def signed_in(account: Account, check: str = "") -> str:
        session = SessionStore()
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.create()
        return f"tinnhiem={session.session_key}; csrftoken={check}"

    with transaction.atomic():
        office = build_office(PollState.FROZEN)
        conference, poll = office.conference, office.poll
        people, readers = [], []
        for number in range(voters):
            name = f"{FAMILY[number % 10]} Văn {number} {GIVEN[number % 12]}"
            person = Person()
            person.set_name(name)
            person.save()
            entry = RollEntry(conference=conference, person=person, seat=str(number + 100))
            entry.set_name(name)
            entry.save()
            people.append({"name": name, "entry": str(entry.pk)})
            account = Account(username=f"v{number}", person=person, password=secrets.token_hex(8))
            account.save()
            readers.append(
                {
                    "address": f"/song/diem-danh/{leave_for('check-in', conference.pk)}",
                    "cookie": signed_in(account),
                }
            )
        places = []
        for number in range(desks):
            account = Account(username=f"desk-{number}", password=secrets.token_hex(8))
            account.save()
            PollRole.objects.create(account=account, poll=poll, role="desk")
            check = _get_new_csrf_string()
            home = f"/cuoc/{poll.key}/diem-danh"
            places.append(
                {
                    "address": home,
                    "mark": f"{home}/ghi",
                    "check": check,
                    "cookie": signed_in(account, check),
                    "desk": f"desk-{number}",
                }
            )
    connections.close_all()

    def present() -> int:
        return RollEntry.objects.filter(conference=conference, attendance="present").count()

    return {"readers": readers, "people": people, "desks": places, "present": present}
