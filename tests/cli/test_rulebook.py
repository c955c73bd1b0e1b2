"""`tinnhiem rulebook`: list, show, check, schema."""

import json
from pathlib import Path

from support.command import Run
from tinnhiem.law.library import identifiers

WRONG = """
format = "tinnhiem-rulebook/1"
colour = "blue"
[instrument]
id = "our-plan"
kind = "plann"
[[rule]]
id = "quorum"
kind = "quorum"
share = 0.5
of = "present"
"""


def test_all_law_files_are_listed_in_both_forms(run: Run) -> None:
    table, document = run("rulebook", "list"), run("rulebook", "list", "--json").document
    assert [book["id"] for book in document["rulebooks"]] == list(identifiers())
    assert all(identifier in table.out for identifier in identifiers())


def test_a_law_file_is_shown_with_clauses_and_statuses(run: Run) -> None:
    done = run("rulebook", "show", "nq-96-2023-qh15")
    assert "excluded-elected-in-poll-year · khoản 5 Điều 2\n" in done.out
    assert "[chưa đối chiếu]" in done.out
    shown = run("rulebook", "show", "nq-96-2023-qh15", "--json").document
    assert shown["instrument"]["id"] == "nq-96-2023-qh15"


def test_it_is_shown_in_english(run: Run) -> None:
    done = run("rulebook", "show", "nq-96-2023-qh15", "--lang", "en")
    assert "clause 5, Article 2" in done.out


def test_an_unknown_law_file_is_no_usage_error(run: Run) -> None:
    assert run("rulebook", "show", "nq-0").code == 2
    assert run("rulebook", "show", "none.toml").code == 2


def test_every_error_of_an_own_file_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(WRONG, encoding="utf-8")
    done = run("rulebook", "check", path)
    assert (done.code, done.out) == (2, "")
    assert f"{path}:3: colour: " in done.err
    assert f"{path}:6: instrument.kind: “kind” phải là một trong các giá trị: base, " in done.err
    assert f"{path}:10: rule[0].share: “share” phải là phân số" in done.err
    assert f"{path}:11: rule[0].of: " in done.err


def test_broken_toml_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text("a = \n", encoding="utf-8")
    done = run("rulebook", "check", path, tmp_path / "none.toml")
    assert done.code == 2
    assert f"{path}:1: Nội dung không đúng định dạng TOML" in done.err
    assert "Không tìm thấy tệp" in done.err


def test_a_sound_file_is_said_to_be_in_order(run: Run, tmp_path: Path) -> None:
    from importlib.resources import files

    path = tmp_path / "own.toml"
    law = files("tinnhiem.law") / "instruments" / "nq-96-2023-qh15.toml"
    path.write_bytes(law.read_bytes())
    done = run("rulebook", "check", path)
    assert (done.code, done.err) == (0, "")
    assert f"{path}: hợp lệ;" in done.out


def test_the_schema_is_one_json_document(run: Run) -> None:
    done = run("rulebook", "schema")
    assert "instrument" in json.loads(done.out)["properties"]
