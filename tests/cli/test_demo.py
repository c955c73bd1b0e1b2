"""``tinnhiem demo``: the office of an invented council, or a play on the command line."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from support.command import Run
from tinnhiem.demonstration.office.folder import free_port

_TINNHIEM = str(Path(sys.executable).with_name("tinnhiem"))


def test_headless_plays_on_the_command_line_and_writes_the_papers(run: Run, tmp_path: Path) -> None:
    done = run("demo", "--headless", "--out", tmp_path / "out", "--lang", "en")
    assert done.code == 0
    assert "All persons, bodies and numbers are invented." in done.out
    assert (tmp_path / "out" / "1-hoi-dong-nhan-dan" / "minutes.pdf").exists()


def test_a_folder_of_papers_belongs_to_the_headless_play(run: Run, tmp_path: Path) -> None:
    done = run("demo", "--out", tmp_path / "out", "--lang", "en")
    assert done.code == 1
    assert "--headless" in done.err
    assert not (tmp_path / "out").exists()


def test_a_folder_with_something_else_is_refused_and_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "luan-van.docx").touch()
    done = run("demo", "--data", tmp_path, "--fresh", "--lang", "en")
    assert done.code == 1
    assert "no demonstration" in done.err
    assert (tmp_path / "luan-van.docx").exists()


def test_without_the_office_it_says_what_to_install_and_what_goes_without(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tinnhiem.cli.office.PARTS", ("a_part_that_is_not_installed",))
    done = run("demo", "--data", tmp_path / "demo", "--lang", "en")
    assert done.code == 4
    assert "tinnhiem[office]" in done.err
    assert "tinnhiem demo --headless" in done.err
    assert not (tmp_path / "demo").exists()


@pytest.mark.timeout(600)
def test_the_office_opens_on_its_people_and_is_used_again_when_whole(tmp_path: Path) -> None:
    """The one test that builds the whole demonstration, as script/demo does."""
    data = tmp_path / "demo"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TINNHIEM_")}
    built = subprocess.run(
        [_TINNHIEM, "demo", "--data", str(data), "--build", "--lang", "en"],
        check=False, capture_output=True, text=True, env=kept, timeout=500,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    done, total = built.stderr.split("deeds ")[1].split(",")[0].split("/")
    assert done == total, "the progress counts to its end"
    port = free_port("127.0.0.1", 18700 + os.getpid() % 500)
    server = subprocess.Popen(
        [_TINNHIEM, "demo", "--data", str(data), "--port", str(port), "--lang", "en"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=kept,
        start_new_session=True,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        said = "".join(server.stdout.readline() for _line in range(14))
        assert f"http://127.0.0.1:{port}/thu/" in said
        assert "Clerk of the poll" in said
        page = _opened(f"http://127.0.0.1:{port}/thu/")
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
        if server.stdout is not None:
            server.stdout.close()
    assert page.count('name="account"') > 40
    assert "Kỳ họp thứ chín" in page
    assert "Kỳ họp thứ mười (tập dượt)" in page


def _opened(address: str) -> str:
    until = time.monotonic() + 60
    while True:
        try:
            with urlopen(address, timeout=10) as answer:  # noqa: S310 - this machine
                return str(answer.read().decode())
        except (URLError, ConnectionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
