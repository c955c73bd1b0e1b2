"""A command line that is not understood: exit code 1, a sentence, a hint, nothing else."""

import pytest

from support.command import Run

WRONG = [
    (["evalute", "poll.json"], "có phải ý bạn là “evaluate”?"),
    (["evaluate"], "thiếu tham số bắt buộc: TỆP_LẤY_PHIẾU"),
    (["evaluate", "poll.json", "--jsno"], "không nhận ra tham số: --jsno"),
    (["evaluate", "poll.json", "--js"], "không nhận ra tham số: --js"),
    (["--lang", "fr", "evaluate", "poll.json"], "không có “fr”"),
    (["calendar", "--rulebook", "nq-96-2023-qh15"], "phải có --opening hoặc --poll"),
    (
        ["calendar", "--rulebook", "x", "--opening", "05/12/2023"],
        "“05/12/2023” phải viết là 2023-12-05",
    ),
    (["calendar", "--rulebook", "x", "--opening", "2023-13-05"], "không phải là ngày"),
    (["calendar", "--rulebook", "x", "--opening", "20231205"], "không phải là ngày"),
    (["calendar", "--rulebook", "x", "--opening"], "cần một giá trị"),
    (["calendar", "--rulebook", "x", "--done", "abc"], "MỐC=2023-11-01"),
    (["rulebook"], "thiếu tham số bắt buộc: VIỆC"),
    (["poll", "template", "--rulebook", "nq-96-2023-qh15", "a.pdf"], "phải có đuôi .xlsx"),
    (["documents", "poll.json"], "thiếu tham số bắt buộc: --out"),
    (["documents", "poll.json", "--out", "o", "--kind", "minute"], "“minutes”"),
    (["completion", "csh"], "không có “csh”"),
]


@pytest.mark.parametrize(("arguments", "sentence"), WRONG)
def test_the_error_says_what_is_wrong_and_where_help_is(
    run: Run, arguments: list[str], sentence: str
) -> None:
    done = run(*arguments)
    assert done.code == 1
    assert done.out == ""
    assert sentence in done.err
    assert done.err.startswith("tinnhiem: lỗi: ")


def test_the_hint_leads_to_the_help_of_the_command(run: Run) -> None:
    done = run("evaluate")
    assert done.err.splitlines()[1] == "tinnhiem: gợi ý: xem tinnhiem evaluate --help"


def test_english_errors_have_english_words(run: Run) -> None:
    done = run("evaluate", "--lang", "en")
    assert done.err.splitlines() == [
        "tinnhiem: error: the following arguments are required: POLL",
        "tinnhiem: hint: see tinnhiem evaluate --help",
    ]
