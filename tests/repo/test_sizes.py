"""Files stay short enough to be read in one sitting."""

from support.repository import ROOT, kept_files

LONGEST = 400


def test_no_python_file_is_longer_than_one_can_read_in_one_sitting() -> None:
    python = [
        path
        for path in kept_files()
        if path.suffix == ".py" and path.parent.name != "migrations"  # made by Django
    ]
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in python}

    too_long = {str(path.relative_to(ROOT)): n for path, n in lines.items() if n > LONGEST}

    assert too_long == {}


def test_the_sizes_are_those_of_real_files() -> None:
    assert any(path.suffix == ".py" for path in kept_files())


def test_scripts_can_be_run() -> None:
    scripts = [*(p for p in (ROOT / "script").iterdir() if not p.suffix), ROOT / ".ci" / "run"]

    assert [path.name for path in scripts if not path.stat().st_mode & 0o100] == []
