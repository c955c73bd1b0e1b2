"""Chapters after the count: resolution, release, publication, the public's page, log, backup."""

import csv
import io
import json

from playwright.sync_api import expect
from pypdf import PdfReader

from support.journey import Town, Visitor
from support.journey_cast import BODY, HOLDERS, today
from support.journey_counting import CHOICES
from support.journey_preparing import at_work
from support.journey_reading import ANSWER
from support.journey_sitting import PRESENT, show

FOR = PRESENT - 1


def the_result_is_confirmed(town: Town) -> None:
    """The resolution is recorded and the result confirmed by the standing body."""
    clerk = at_work(town, "clerk", "Kết quả").shot("results")
    for name, *_post in HOLDERS:
        clerk.sees(name)
    clerk.go("/nghi-quyet").type({
        "number": "52/NQ-HĐND", "on": f"{today():%d/%m/%Y}",
        "votes_for": FOR, "votes_against": 0, "votes_abstained": 1,
    }).press("Ghi nhận").sees("52/NQ-HĐND").shot("resolution")  # fmt: skip
    convener = at_work(town, "convener", "Kết quả").go("/nghi-quyet")
    convener.go("/xac-nhan-ket-qua").shot("confirm-result").press("Xác nhận")


def the_result_is_released(town: Town) -> None:
    """The standing body opens it to each scope; the hall sees it."""
    convener = at_work(town, "convener", "Kết quả").go("/mo-ket-qua").shot("releases")
    while convener.main.locator('[name="scope"]').count():
        convener.main.locator('[name="scope"]').first.check(force=True)
        if convener.main.locator('[name="reason"]').count():
            convener.type({"reason": "Theo kế hoạch."})
        convener.press("Mở kết quả")
    convener.shot("released")
    show(town, "results", HOLDERS[0][0])
    town["hall"].shot("hall-results")
    show(town, "person", HOLDERS[0][0])
    town["hall"].shot("hall-person")


def two_people_publish(town: Town) -> None:
    """The clerk proposes, the standing body confirms; before that the public sees nothing."""
    public = town.enter("public").open("/ket-qua")
    expect(public.page.locator("body")).not_to_contain_text(BODY)
    clerk = at_work(town, "clerk", "Kết quả").go("/cong-bo").shot("publishing")
    clerk.go("/cong-bo/de-nghi").shot("propose").press("Đề nghị")
    convener = town["convener"].open("/").open(town.known["poll"] + "/cong-bo")
    convener.follow("Đọc và xác nhận").shot("confirm-publication").press("Công bố")
    convener.sees("/ket-qua/").shot("published")
    public.open("/ket-qua").sees(BODY).shot("public-index")
    public.main.get_by_role("link").first.click()
    public.page.wait_for_load_state()
    public.shot("public-result")
    town.known["public"] = "/" + public.page.url.split("/", 3)[3]


def anybody_reads_the_numbers(town: Town) -> None:
    """Somebody who is not signed in saves JSON, CSV and PDF; they hold what was keyed."""
    counts = json.loads(town.known["counts"])
    public = town["public"].open(town.known["public"])
    told = json.loads(public.save("JSON"))
    text = json.dumps(told, ensure_ascii=False)
    rows = list(csv.reader(io.StringIO(public.save("CSV").decode("utf-8-sig"))))
    paper = PdfReader(io.BytesIO(public.save("PDF")))
    pages = "\n".join(page.extract_text() for page in paper.pages)
    for name, marks in counts.items():
        assert name in text
        assert name in pages
        public.sees(name)
        row = next(row for row in rows if name in row)
        keyed = [str(marks[choice]) for choice in CHOICES[:3]]
        assert [cell for cell in row if cell in keyed], (name, marks, row)
        assert all(number in row for number in keyed), (name, marks, row)
    assert found_counts(told) == {
        name: [marks[choice] for choice in CHOICES[:3]] for name, marks in counts.items()
    }


def found_counts(told: object) -> dict[str, list[int]]:
    """Return the counts of everybody named anywhere in published data."""
    found: dict[str, list[int]] = {}
    if isinstance(told, dict):
        counts = told.get("counts") or told.get("count")
        if "name" in told and isinstance(counts, dict) and "high" in counts:
            found[told["name"]] = [counts[choice] for choice in CHOICES[:3]]
        for value in told.values():
            found |= found_counts(value)
    elif isinstance(told, list):
        for value in told:
            found |= found_counts(value)
    return found


def the_person_looks(town: Town) -> None:
    """Each officeholder has a page of their own; the clerk follows the legal case."""
    counts = json.loads(town.known["counts"])
    name = HOLDERS[0][0]
    own = town[name].open("/").follow("kết quả").shot("mirror")
    for choice in CHOICES[:3]:
        expect(own.main).to_contain_text(str(counts[name][choice]))
    expect(own.page.locator("body")).not_to_contain_text(HOLDERS[1][0])
    clerk = at_work(town, "clerk", "Theo dõi hệ quả").shot("follow-up")
    assert clerk.heading()


def the_log_holds(town: Town) -> None:
    """The auditor reads and checks the log; the command agrees, and a backup is made."""
    auditor = town["auditor"].open("/").follow("nhật ký").shot("log")
    auditor.press("Kiểm lại ngay").sees("không đứt").shot("log-checked")
    assert ANSWER.encode() not in auditor.fetch(town.known["poll"] + "/nhat-ky/nhat-ky.jsonl")
    checked = town.installation.command("log", "verify")
    assert checked.returncode == 0, checked.stderr
    kept = town.folder / "ban-sao.tar.gz"
    made = town.installation.command("backup", "make", str(kept))
    assert made.returncode == 0, made.stderr
    assert kept.stat().st_size > 0


def the_operator_sees_none_of_it(town: Town) -> None:
    """Whoever runs the installation has no page of the poll."""
    operator: Visitor = town["operator"]
    for page in ("tong-quan", "ket-qua", "nhat-ky", "phong-doc"):
        assert operator.status(f"{town.known['poll']}/{page}") == 404


chapters = (
    the_result_is_confirmed, the_result_is_released, two_people_publish,
    anybody_reads_the_numbers, the_person_looks, the_log_holds, the_operator_sees_none_of_it,
)  # fmt: skip
