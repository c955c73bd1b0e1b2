"""Colour, widths and progress: calm on a terminal, plain elsewhere."""

from io import StringIO

import pytest

from tinnhiem.cli.console import Console, visible
from tinnhiem.cli.tables import Column, table, width, wrapped


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that goes on by half a second with each look."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.5
        return self.now


@pytest.fixture(autouse=True)
def _ordinary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")


def test_a_terminal_gets_colour_and_a_file_does_not() -> None:
    assert Console(out=Terminal()).styled("x", "bold") == "\x1b[1mx\x1b[0m"
    assert Console(out=StringIO()).styled("x", "bold") == "x"


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colour_is_left_out_where_it_is_not_wanted(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert Console(out=Terminal()).styled("x", "bold") == "x"


def test_control_characters_never_reach_the_terminal() -> None:
    assert visible("a\x1b[2Jb\x07\u202ec\u200bd\ne") == "a[2Jbcd\ne"
    assert visible("\x1b[1ma\x1b[0m\x1b]0;x\x07", styled=True) == "\x1b[1ma\x1b[0m]0;x"


def test_messages_carry_a_word_and_not_only_a_colour() -> None:
    err = Terminal()
    Console(err=err).error("sai")
    assert "lỗi" in err.getvalue()
    assert "\x1b[1;31m" in err.getvalue()


def test_what_takes_long_counts_along_on_a_terminal_and_vanishes() -> None:
    err = Terminal()
    with Console(err=err, clock=Clock()).progress("văn bản") as advance:
        for done in range(4):
            advance(done, 3)
    assert "văn bản 3/3" in err.getvalue()
    assert err.getvalue().endswith("\r\x1b[K")


def test_what_takes_long_is_told_in_one_line_elsewhere() -> None:
    err = StringIO()
    with Console(err=err, clock=Clock()).progress("văn bản") as advance:
        for done in range(4):
            advance(done, 3)
    quick = StringIO()
    with Console(err=quick, clock=lambda: 0.0).progress("văn bản") as advance:
        advance(1, 1)
    slow_clock = iter([0.0, 5.0, 5.0])
    slow = StringIO()
    with Console(err=slow, clock=lambda: next(slow_clock)).progress("văn bản") as advance:
        advance(3, 3)
    assert quick.getvalue() == ""
    assert slow.getvalue() == "tinnhiem: văn bản 3/3, 5 giây\n"


def test_columns_are_aligned_by_what_characters_take() -> None:
    assert width("Thuỳ") == 4
    assert width("Thu\u0300y") == 4
    assert width("漢字") == 4
    lines = table(
        (Column(head="a"), Column(head="số", right=True)), [("Thuỳ", "1"), ("漢字漢", "20")]
    )
    assert lines == ["a       số", "──────  ──", "Thuỳ     1", "漢字漢  20"]


def test_long_cells_are_broken_between_words() -> None:
    assert wrapped("Trưởng Ban Kinh tế", 10) == ["Trưởng Ban", "Kinh tế"]
    assert wrapped("", 10) == [""]
    assert wrapped("Điều\u00a02 a", 5) == ["Điều\u00a02", "a"]
    assert table((Column(head="tín nhiệm"),), [("1",)])[:2] == ["tín", "nhiệm"]
    lines = table((Column(head="x", most=6), Column(head="n", right=True)), [("Kinh tế", "5")])
    assert lines[2:] == ["Kinh  5", "tế"]


def test_a_table_that_is_too_wide_gives_way_in_its_widest_columns() -> None:
    columns = (Column(head="mã"), Column(head="tên"), Column(head="số", right=True))
    rows = [("a-b-c", "một hai ba bốn năm sáu bảy", "1")]
    wide, narrow = table(columns, rows), table(columns, rows, most=24)
    assert max(map(width, wide)) > 24
    assert max(map(width, narrow)) <= 24
    assert " ".join(" ".join(narrow[2:]).split()) == "a-b-c một hai ba 1 bốn năm sáu bảy"


@pytest.mark.parametrize(
    ("said", "columns"), [("72", 72), ("", 100), ("x", 100), ("0", 100), ("7", 40), ("²", 100)]
)
def test_without_a_terminal_the_surroundings_say_the_width(
    monkeypatch: pytest.MonkeyPatch, said: str, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", said)
    assert Console(out=StringIO()).width == columns
