"""`tinnhiem calendar`: last days that move with the anchor, lateness, the calendar file."""

from datetime import date
from pathlib import Path

import pytest

from support.command import Run

COUNCIL = ("calendar", "--rulebook", "nq-96-2023-qh15")


def test_the_document_has_the_agreed_form(run: Run) -> None:
    done = run(*COUNCIL, "--opening", "2023-12-05", "--json")
    assert (done.code, done.err) == (0, "")
    steps = done.document["steps"]
    assert [step["due"] for step in steps] == sorted(step["due"] for step in steps)
    first = steps[0]
    assert first["due"] == "2023-10-21"
    assert first["actor"] == "standing-body"
    assert first["citation"]["instrument"] == "nq-96-2023-qh15"
    assert first["status"] == "verified"
    assert "state" not in first


def test_every_last_day_moves_with_the_opening(run: Run) -> None:
    one, other = (
        run(*COUNCIL, "--opening", day, "--json").document["steps"]
        for day in ("2028-11-05", "2028-12-05")
    )
    moved = [
        date.fromisoformat(late["due"]) - date.fromisoformat(soon["due"])
        for soon, late in zip(one, other, strict=True)
    ]
    assert {gap.days for gap in moved} == {30}


def test_the_table_says_day_actor_clause_and_status(run: Run) -> None:
    done = run(*COUNCIL, "--opening", "2023-12-05", "--body", "council")
    assert "Ngày khai mạc kỳ họp: Thứ Ba, ngày 05 tháng 12 năm 2023" in done.out
    assert "21/10/2023  Thứ Bảy" in done.out
    assert "Thường trực Hội đồng nhân dân · Điều 11 · draft-list\n" in done.out
    assert "[suy ra]" in done.out
    assert "quá hạn" not in done.out


def test_late_steps_are_named_on_the_day_that_is_asked_for(run: Run) -> None:
    done = run(
        *COUNCIL, "--opening", "2023-12-05", "--today", "2023-11-06", "--done", "reports=2023-11-06"
    )
    assert "! xong muộn" in done.out
    assert "! quá hạn" in done.out
    late = done.out.partition("\nChậm: 3 việc\n")[2]
    assert "  - Dự kiến danh sách người được lấy phiếu tín nhiệm.\n" in late
    assert "  - Người được lấy phiếu gửi báo cáo" in late
    assert "draft-list" not in late


def test_the_document_says_states_where_a_day_is_given(run: Run) -> None:
    options = ("--opening", "2023-12-05", "--json", "--today", "2023-10-01")
    steps = run(*COUNCIL, *options, "--done", "draft-list=2023-09-30").document["steps"]
    states = {step["id"]: (step["state"], step["done_on"]) for step in steps}
    assert states["draft-list"] == ("done", "2023-09-30")
    assert states["reports"] == ("due", None)


def test_an_unknown_step_is_refused_with_the_known_ones(run: Run) -> None:
    done = run(*COUNCIL, "--opening", "2023-12-05", "--done", "nothing=2023-10-01")
    assert done.code == 1
    assert "draft-list" in done.err


def test_a_date_that_does_not_fit_the_rulebook_is_explained(run: Run) -> None:
    done = run(*COUNCIL, "--poll", "2023-12-07", "--json")
    assert (done.code, done.out) == (2, "")
    assert "ngày khai mạc kỳ họp" in done.err


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_no_crash(run: Run, day: str) -> None:
    assert run(*COUNCIL, "--opening", day, "--json").code in {0, 2}


def test_a_calendar_file_is_written_whole(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "poll.ics"
    done = run(*COUNCIL, "--opening", "2023-12-05", "--ics", path)
    assert done.code == 0
    content = path.read_bytes()
    assert content.startswith(b"BEGIN:VCALENDAR")
    assert content.count(b"BEGIN:VEVENT") == len(
        run(*COUNCIL, "--opening", "2023-12-05", "--json").document["steps"]
    )
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_named_and_nothing_is_left(
    run: Run, tmp_path: Path
) -> None:
    done = run(*COUNCIL, "--opening", "2023-12-05", "--ics", tmp_path / "no" / "poll.ics")
    assert (done.code, done.out) == (2, "")
    assert "Không ghi được" in done.err
    assert list(tmp_path.iterdir()) == []


def test_each_body_has_its_own_article_and_status(run: Run) -> None:
    options = ("--opening", "2023-10-20", "--json", "--body")
    found = {
        body: {
            step["id"]: (step["citation"]["article"], step["status"])
            for step in run(*COUNCIL, *options, body).document["steps"]
        }
        for body in ("national-assembly", "council")
    }
    assert {article for article, _status in found["national-assembly"].values()} == {10}
    assert {article for article, _status in found["council"].values()} == {11}
    assert found["national-assembly"]["front-opinions"] == (10, "verified")
    assert found["council"]["front-opinions"] == (11, "inferred")


@pytest.mark.parametrize("day", ["2023-W49-2", "2023-12-5 ", "20231205"])
def test_a_date_has_one_form(run: Run, day: str) -> None:
    done = run(*COUNCIL, "--opening", day)
    assert (done.code, done.out) == (1, "")


def test_a_poll_before_its_sitting_is_refused(run: Run) -> None:
    done = run(*COUNCIL, "--opening", "2023-12-05", "--poll", "2023-12-04")
    assert (done.code, done.out) == (1, "")
    assert "--poll" in done.err


@pytest.mark.parametrize(("day", "told"), [("2022-12-05", "chưa có hiệu lực"), ("2023-12-05", "")])
def test_a_day_outside_the_time_of_the_instrument_is_warned_of(
    run: Run, day: str, told: str
) -> None:
    done = run(*COUNCIL, "--opening", day, "--json")
    assert done.code == 0
    assert done.document["steps"]
    assert told in done.err
    assert bool(told) == bool(done.err)


def test_guidance_as_the_base_is_explained_once_at_its_option(run: Run) -> None:
    done = run("calendar", "--rulebook", "hd-606-hd-bcsd", "--poll", "2024-01-10")
    assert done.code == 2
    assert done.err.startswith("tinnhiem: lỗi: --rulebook: “hd-606-hd-bcsd” là hướng dẫn")
    assert done.err.count("\n") == 1


def test_an_unknown_overlay_is_placed_at_its_option(run: Run) -> None:
    done = run("calendar", "--rulebook", "qd-96-qd-tw", "--overlay", "x", "--poll", "2024-01-10")
    assert done.code == 2
    assert done.err.startswith("tinnhiem: lỗi: --overlay: ")


@pytest.mark.parametrize("columns", [60, 80])
def test_no_line_is_wider_than_the_surroundings_say(
    run: Run, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    options = ("--opening", "2023-12-05", "--body", "national-assembly", "--today", "2023-11-30")
    done = run(*COUNCIL, *options)
    assert max(map(len, done.out.splitlines())) <= columns
