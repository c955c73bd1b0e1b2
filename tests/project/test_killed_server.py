"""The real server is killed in the middle of requests: every answer that it gave still holds."""

import json
import random
import threading
import time
from http.client import HTTPException
from pathlib import Path
from urllib.error import URLError

import pytest

from support.installation import Installation, ready
from support.server import Client, Server

_KILLS = 4


def _preparing(folder: Path, database: str) -> Installation:
    """An installation whose poll waits for reports, and where to write the first one."""
    if database:
        installation = Installation(folder / "data", database).prepare()
    else:
        installation = ready(folder / "data")
    installation.run(
        "from support.plays import small_play\nsmall_play('reports asked for').play()\n"
    )
    return installation


def _place(installation: Installation) -> tuple[str, str]:
    """The sign-in name of an officeholder and the address at which their report is saved."""
    said = installation.run(
        "from tinnhiem.records.models import Account, Section\n"
        "part = Section.objects.order_by('pk').first()\n"
        "line = part.dossier.rated\n"
        "who = Account.objects.get(person=line.person).username\n"
        "print(who, f'/cuoc/{line.poll.key}/bao-cao/{line.line}/phan/1/luu')\n"
    )
    who, address = said.split()
    return who, address


def _standing(installation: Installation) -> tuple[str, int, str]:
    """What is kept of the section now: text and version; and what does not fit together."""
    said = installation.run(
        "import json\n"
        "from tinnhiem.demonstration.office.soundness import faults\n"
        "from tinnhiem.records.models import Section\n"
        "part = Section.objects.order_by('pk').first()\n"
        "print(json.dumps([part.text, part.version, list(faults())]))\n"
    )
    text, version, wrong = json.loads(said)
    return text, version, "; ".join(wrong)


@pytest.mark.timeout(600)
def test_every_text_that_the_server_said_it_saved_is_there_after_it_was_killed(
    tmp_path: Path, other_database: str
) -> None:
    installation = _preparing(tmp_path, other_database)
    who, address = _place(installation)
    dice = random.Random(11)  # noqa: S311 - when a test kills
    server = Server(installation, TINNHIEM_DEMONSTRATION="1")
    number = acknowledged = 0
    _text, version, _wrong = _standing(installation)
    with server:
        for _kill in range(_KILLS):
            client = Client(server)
            client.get("/thu/")
            client.post("/thu/vao", {"account": who})
            timer = threading.Timer(dice.uniform(0.3, 1.5), server.kill)
            timer.start()
            try:
                while True:
                    number += 1
                    fields = {"text": f"Bản {number}", "version": str(version)}
                    version = int(json.loads(client.post(address, fields))["fields"]["version"])
                    acknowledged = number
            except (URLError, HTTPException, ConnectionError, TimeoutError):
                timer.join()
            text, version, wrong = _standing(installation)
            assert wrong == ""
            assert acknowledged > 0
            assert text in {f"Bản {acknowledged}", f"Bản {number}"}, "the last answer holds"
            server.start()
    assert number >= _KILLS


@pytest.mark.timeout(300)
def test_a_killed_server_starts_again_at_once_and_shows_what_was_there(tmp_path: Path) -> None:
    installation = _preparing(tmp_path, "")
    server = Server(installation, TINNHIEM_DEMONSTRATION="1")
    with server:
        before = Client(server).get("/thu/")
        server.kill()
        time.sleep(0.1)
        server.start()
        assert Client(server).get("/thu/").count("Kỳ họp") == before.count("Kỳ họp") > 0
