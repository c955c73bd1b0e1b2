"""Hostile and foreign files are refused with their reason, quickly and in little memory."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from random import Random

import pytest

from support.problems import places_of, problems_of
from support.workbooks import hostile, parts_of, sheet_xml, with_part, workbook
from tinnhiem.exchange.poll_file import read_poll
from tinnhiem.exchange.workbook_guard import inspect
from tinnhiem.exchange.workbook_reading import poll_from_workbook
from tinnhiem.law.problems import InputError
from tinnhiem.wording.problems import SENTENCES

#: Megabytes of address space and seconds of processor that a refusal may take.
MEMORY = 200
SECONDS = 2

READER = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({MEMORY} << 20, {MEMORY} << 20))
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
from pathlib import Path
from random import Random
from tinnhiem.exchange.poll_file import read_poll
from tinnhiem.law.problems import InputError
try:
    read_poll(Path(sys.argv[1]))
except InputError as error:
    print(*(problem.code for problem in error.problems))
"""

HOSTILE = hostile()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_within_bounds(name: str, tmp_path: Path) -> None:
    content, code = HOSTILE[name]
    path = tmp_path / "poll.xlsx"
    path.write_bytes(content)

    done = subprocess.run(
        [sys.executable, "-c", READER, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.stderr == ""
    assert done.stdout.split()[:1] == [code]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_refusal_has_a_sentence(name: str, tmp_path: Path) -> None:
    path = tmp_path / "poll.xlsx"
    path.write_bytes(HOSTILE[name][0])

    for problem in problems_of(lambda: read_poll(path)):
        assert SENTENCES[problem.code].format_map(dict(problem.values))


def test_a_good_workbook_is_read_within_the_same_memory(tmp_path: Path) -> None:
    path = tmp_path / "poll.xlsx"
    path.write_bytes(workbook())
    reading = READER.replace(f"({MEMORY} << 20, {MEMORY} << 20)", "(900 << 20, 900 << 20)")

    done = subprocess.run(
        [sys.executable, "-c", reading, str(path)], capture_output=True, text=True, check=False
    )

    assert (done.stdout, done.stderr) == ("", "")


def test_every_formula_is_told_with_its_cell() -> None:
    row = b'<row r="2"><c r="B2"><f>A1</f></c><c r="C2"><f>A2</f><v>1</v></c></row>'
    sheet = b"<worksheet><sheetData>" + row + b"</sheetData></worksheet>"
    content = with_part("xl/worksheets/sheet4.xml", sheet)

    places = [problem.place for problem in problems_of(lambda: inspect(content))]

    assert places == ["Danh sách!B2", "Danh sách!C2"]


def test_a_far_cell_is_told_once() -> None:
    bound = b'<dimension ref="A1:XFD1048576"/>'
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    content = with_part("xl/worksheets/sheet4.xml", sheet_xml(far, before=bound))

    assert places_of(lambda: inspect(content)) == [("cell-outside", "Danh sách!XFD1048576")]


def test_a_link_in_a_cell_is_no_link_to_another_file() -> None:
    rels = b'<Relationships><Relationship Id="r1" Target="mailto:a@b.invalid"'
    rels += (
        b' Type="http://x.invalid/relationships/hyperlink" TargetMode="External"/></Relationships>'
    )

    inspect(with_part("xl/worksheets/_rels/sheet3.xml.rels", rels))


def test_a_password_on_a_part_is_refused() -> None:
    content = bytearray(workbook())
    start = content.index(b"PK\x01\x02")
    content[start + 8] |= 1

    assert [p.code for p in problems_of(lambda: inspect(bytes(content)))] == ["workbook-encrypted"]


def _ends_well(content: bytes) -> bool:
    """Whether a workbook is read, or refused with a reason; anything else is raised."""
    try:
        return bool(poll_from_workbook(content).slate)
    except InputError as error:
        return bool(error.problems)


@pytest.mark.parametrize("seed", range(40))
def test_random_damage_ends_in_a_refusal_or_a_poll(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - damage need not be unforeseeable
    content = bytearray(workbook())
    for _blow in range(chance.randint(1, 20)):
        content[chance.randrange(len(content))] = chance.randrange(256)

    assert _ends_well(bytes(content))


@pytest.mark.parametrize("seed", range(40))
def test_random_damage_within_the_parts_ends_in_a_refusal_or_a_poll(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - damage need not be unforeseeable
    parts = parts_of(workbook())
    name = chance.choice(sorted(parts))
    part = bytearray(parts[name])
    for _blow in range(chance.randint(1, 4)):
        start = chance.randrange(len(part))
        part[start : start + chance.randint(0, 6)] = bytes(chance.choices(b'"<>/= a1B', k=3))
    content = with_part(name, bytes(part))

    assert _ends_well(content)


@pytest.mark.parametrize("name", sorted(parts_of(workbook())))
def test_a_workbook_without_one_of_its_parts_ends_in_a_refusal_or_a_poll(name: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part, content in parts_of(workbook()).items():
            if part != name:
                archive.writestr(part, content)

    assert _ends_well(buffer.getvalue())
