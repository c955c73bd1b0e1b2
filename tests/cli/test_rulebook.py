"""`tinnhiem rulebook`: list, show, check, schema."""

import json
from pathlib import Path
from typing import Any

import pytest

from support.command import Run, Write
from tinnhiem.law.bookshelf import identifiers

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
    assert "excluded-elected-in-poll-year · khoản 5 Điều 2 · locked\n" in done.out
    assert "draft-list · Điều 11 · minimum · 45 ngày trước ngày khai mạc kỳ họp\n" in done.out
    assert "Lưu ý: Tại Quốc hội (Điều 10): lời văn đã đối chiếu." in done.out
    assert "secret-ballot · Điều 12 Nghị quyết số 31/2023/UBTVQH15 · locked" in done.out
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


PLAN = """format = "tinnhiem-rulebook/1"
[instrument]
id = "kh-thu"
kind = "plan"
track = "party"
over = "qd-96-qd-tw"
number = "12-KH/ĐU"
issuer_vi = "Đảng ủy Ví Dụ"
issuer_en = "Example"
title_vi = "Kế hoạch"
title_en = "Plan"
short_vi = "Kế hoạch số 12-KH/ĐU"
short_en = "Plan 12-KH/ĐU"
in_force_from = 2028-03-01
"""
QUORUM = """
[[rule]]
kind = "quorum"
lock = "minimum"
id = "q"
amends = "quorum"
citation = {}
vi = "Thử."
en = "Test."
status = "verified"
share = "1/3"
of = "convened"
"""


def _written(folder: Path, text: str, name: str = "plan.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_locks_are_told_beside_a_rule_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    broken = QUORUM.replace('"q"', '"x"').replace('"1/3"', "3")
    path = _written(tmp_path, PLAN + broken + QUORUM)
    done = run("rulebook", "check", path)
    assert done.code == 2
    assert f"{path}:25: rule[0].share: " in done.err
    told = f"{path}:37: rule[1]: Quy tắc “q” quy định lỏng hơn “quorum” (khoản 2 Điều 3 Quy định"
    assert f"{told} số 96-QĐ/TW): tỷ lệ ít nhất là 2/3, tệp ghi 1/3." in done.err


def test_a_plan_without_rules_over_nothing_that_is_known_has_both_told(
    run: Run, tmp_path: Path
) -> None:
    path = _written(tmp_path, PLAN.replace("qd-96-qd-tw", "qd-khong-co"))
    done = run("rulebook", "check", path)
    assert f"{path}: rule: Thiếu khóa này.\n" in done.err
    assert f"{path}:6: instrument.over: Không có bộ quy tắc “qd-khong-co”." in done.err


def test_an_own_file_is_cited_by_its_short_name(run: Run, tmp_path: Path) -> None:
    below = _written(tmp_path, PLAN + QUORUM.replace("1/3", "3/4"), "below.toml")
    plan = PLAN.replace('"kh-thu"', '"kh-hai"').replace("qd-96-qd-tw", "kh-thu")
    path = _written(tmp_path, plan + QUORUM.replace('"q"', '"h"'))
    done = run("rulebook", "check", below, path)
    assert "“quorum” (" not in done.err
    assert "“q” (Kế hoạch số 12-KH/ĐU): tỷ lệ ít nhất là 3/4, tệp ghi 1/3." in done.err


@pytest.mark.parametrize("command", [("rulebook", "check"), ("evaluate",)])
def test_the_ids_of_the_software_are_reserved(
    run: Run, poll: dict[str, Any], write: Write, tmp_path: Path, command: tuple[str, ...]
) -> None:
    text = PLAN.replace("kh-thu", "hd-606-hd-bcsd") + QUORUM.replace("1/3", "3/4")
    path = _written(tmp_path, text)
    options = (write(poll), "--law", path) if command == ("evaluate",) else (path,)
    done = run(*command, *options)
    assert (done.code, done.out) == (2, "")
    assert f"{path}:3: instrument.id: “hd-606-hd-bcsd” là mã của tệp quy định" in done.err


def test_a_law_file_that_the_poll_does_not_name_is_refused(
    run: Run, poll: dict[str, Any], write: Write, tmp_path: Path
) -> None:
    path = _written(tmp_path, PLAN + QUORUM.replace("1/3", "3/4"))
    done = run("evaluate", write(poll), "--law", path)
    assert (done.code, done.out) == (2, "")
    assert '"overlays": ["kh-thu"]' in done.err


def test_two_law_files_with_one_id_are_refused(
    run: Run, poll: dict[str, Any], write: Write, tmp_path: Path
) -> None:
    text = PLAN + QUORUM.replace("1/3", "3/4")
    first, second = _written(tmp_path, text), _written(tmp_path, text, "second.toml")
    done = run("evaluate", write(poll), "--law", first, "--law", second)
    assert (done.code, done.out) == (2, "")
    assert f"{second}: instrument.id: “kh-thu” cũng là mã của tệp quy định {first}" in done.err


def test_the_list_and_the_page_count_the_same_rules(run: Run) -> None:
    shown = run("rulebook", "show", "qd-96-qd-tw").out
    row = next(x for x in run("rulebook", "list").out.splitlines() if x.startswith("qd-96-qd-tw"))
    assert f"; {row.split()[-1]} đã đối chiếu, " in shown


@pytest.mark.parametrize("command", [("list",), ("show", "nq-96-2023-qh15")])
def test_no_line_is_wider_than_the_surroundings_say(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    done = run("rulebook", *command)
    assert max(map(len, done.out.splitlines())) <= 80


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
    text = law.read_text(encoding="utf-8").replace('id = "nq-96-2023-qh15"', 'id = "nq-rieng"', 1)
    path.write_text(text, encoding="utf-8-sig")  # with the mark that some editors put in front
    done = run("rulebook", "check", path)
    assert (done.code, done.err) == (0, "")
    assert f"{path}: hợp lệ;" in done.out


def test_the_schema_is_one_json_document(run: Run) -> None:
    done = run("rulebook", "schema")
    assert "instrument" in json.loads(done.out)["properties"]
