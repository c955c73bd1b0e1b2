"""What goes wrong outside any input: interruptions, closed pipes, the unforeseen."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from support.command import Run
from tinnhiem.cli import rulebook
from tinnhiem.cli.exits import ComponentError
from tinnhiem.cli.main import main

COMMAND = [sys.executable, "-c", "import sys; from tinnhiem.cli.main import main; sys.exit(main())"]


def _failing(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(rulebook, "run", fail)


def test_the_unforeseen_is_told_calmly_and_kept_in_a_private_file(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    _failing(ZeroDivisionError("by what?"), monkeypatch)
    done = run("rulebook", "list")
    assert (done.code, done.out) == (70, "")
    (report,) = tmp_path.iterdir()
    assert str(report) in done.err
    assert "ZeroDivisionError: by what?" in report.read_text(encoding="utf-8")
    assert report.stat().st_mode & 0o077 == 0


def test_a_developer_may_ask_for_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINNHIEM_DEBUG", "1")
    _failing(ZeroDivisionError(), monkeypatch)
    with pytest.raises(ZeroDivisionError):
        main(["rulebook", "list"])


def test_an_interruption_is_no_failure(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    _failing(KeyboardInterrupt(), monkeypatch)
    done = run("rulebook", "list")
    assert (done.code, done.out, done.err) == (130, "", "tinnhiem: đã dừng\n")


def test_a_missing_part_is_named_with_the_remedy(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    _failing(ComponentError("phông chữ", "script/setup"), monkeypatch)
    done = run("rulebook", "list")
    assert done.code == 4
    assert "phông chữ" in done.err
    assert "gợi ý: script/setup" in done.err


def test_a_reader_that_goes_away_is_no_failure() -> None:
    with subprocess.Popen(
        [*COMMAND, "rulebook", "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        process.wait()
    assert said == b""
    assert process.returncode == 141


@pytest.mark.parametrize("command", [["rulebook", "list"], ["rulebook", "schema"], ["--help"]])
def test_a_full_disk_is_told_in_one_sentence(command: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *command], stdout=full, stderr=subprocess.PIPE, check=False
        )
    said = done.stderr.decode()
    assert said == "tinnhiem: lỗi: Không ghi được đầu ra chuẩn: ổ đĩa đã đầy.\n"
    assert done.returncode == 2


def test_a_closed_output_is_told_and_is_no_success() -> None:
    script = 'exec "$0" -c "$1" rulebook list >&-'
    done = subprocess.run(
        ["bash", "-c", script, sys.executable, COMMAND[2]], stderr=subprocess.PIPE, check=False
    )
    assert done.returncode == 2
    assert done.stderr.decode() == "tinnhiem: lỗi: Không ghi được đầu ra chuẩn: đã đóng.\n"


@pytest.mark.parametrize("command", [("rulebook", "check"), ("evaluate",)])
def test_a_pipe_is_not_waited_for(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    done = run(*command, pipe)
    assert (done.code, done.out) == (2, "")
    assert "là đường ống hoặc thiết bị" in done.err


def test_a_line_end_in_a_name_does_not_break_the_line_of_the_message(
    run: Run, tmp_path: Path
) -> None:
    done = run("rulebook", "check", tmp_path / "a\nb.toml")
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert "a\\nb.toml" in done.err


def test_a_request_to_end_clears_away_what_is_half_written(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from tinnhiem.cli import rulebook, main\n"
        "def run(options, console):\n"
        "    try:\n"
        "        print('ready', flush=True); time.sleep(30)\n"
        "    finally:\n"
        f"        Path({str(tmp_path / 'cleared')!r}).touch()\n"
        "rulebook.run = run\n"
        "sys.exit(main.main(['rulebook', 'list']))\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait() == 143
    assert (tmp_path / "cleared").exists()


def test_vietnamese_is_written_whatever_the_locale_says() -> None:
    done = subprocess.run(
        [*COMMAND, "evaluate"],
        capture_output=True,
        check=False,
        env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert done.returncode == 1
    assert "lỗi: thiếu tham số" in done.stderr.decode()
