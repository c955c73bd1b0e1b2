"""Chapters after the count: resolution, release, publication, the public's page, log, backup."""

import csv
import io
import json

from playwright.sync_api import expect
from pypdf import PdfReader

from support.journey import Town, Visitor
from support.journey_cast import today
from support.journey_counting import CHOICES
from support.journey_preparing import at_work
from support.journey_reading import ANSWER
from support.journey_sitting import show

#: Columns of the published table, in the order of the choices.
COLUMNS = ("Tín nhiệm cao", "Tín nhiệm", "Tín nhiệm thấp", "Không hợp lệ")


def the_result_is_confirmed(town: Town) -> None:
    """The resolution is recorded and the result confirmed by the standing body."""
    clerk = at_work(town, "clerk", "Kết quả").shot("results")
    clerk.sees(*town.cast.rated)
    clerk.go("/nghi-quyet").type({"number": town.cast.record, "on": f"{today():%d/%m/%Y}"})
    if town.cast.adopts_result:
        votes = {"for": town.cast.present - 1, "against": 0, "abstained": 1}
        clerk.type({f"votes_{way}": number for way, number in votes.items()})
    clerk.press("Ghi nhận").sees(town.cast.record).shot("resolution")
    convener = at_work(town, "convener", "Kết quả").go("/nghi-quyet")
    convener.go("/xac-nhan-ket-qua").shot("confirm-result").press("Xác nhận")


def the_operator_sees_none_of_it(town: Town) -> None:
    """Whoever runs the installation has no page of the poll, and no number before the public."""
    operator: Visitor = town["operator"]
    for page in ("tong-quan", "ket-qua", "nhat-ky", "phong-doc"):
        assert operator.status(f"{town.known['poll']}/{page}") == 404


def the_result_is_released(town: Town) -> None:
    """The standing body opens it to each scope; the hall sees it."""
    convener = at_work(town, "convener", "Kết quả").go("/mo-ket-qua").shot("releases")
    while convener.main.locator('[name="scope"]').count():
        convener.main.locator('[name="scope"]').first.check(force=True)
        if convener.main.locator('[name="reason"]').count():
            convener.type({"reason": "Theo kế hoạch."})
        convener.press("Mở kết quả")
    convener.shot("released")
    show(town, "results", town.cast.rated[0])
    town["hall"].shot("hall-results")
    show(town, "person", town.cast.rated[0])
    town["hall"].shot("hall-person")


def two_people_publish(town: Town) -> None:
    """The clerk proposes, the standing body confirms; before that the public sees nothing."""
    public = town.enter("public").open("/ket-qua")
    expect(public.page.locator("body")).not_to_contain_text(town.cast.body)
    clerk = at_work(town, "clerk", "Kết quả").go("/cong-bo").shot("publishing")
    clerk.go("/cong-bo/de-nghi").shot("propose").press("Đề nghị")
    convener = town["convener"].open("/").open(town.known["poll"] + "/cong-bo")
    convener.follow("Đọc và xác nhận").shot("confirm-publication").press("Công bố")
    convener.sees("/ket-qua/").shot("published")
    public.page.reload()  # what was open before may be kept some minutes
    public.sees(town.cast.body).shot("public-index")
    public.main.get_by_role("link").first.click()
    public.page.wait_for_load_state()
    public.shot("public-result")
    town.known["public"] = "/" + public.page.url.split("/", 3)[3]


def nobody_else_learns_it(town: Town) -> None:
    """What is not public by default needs the plan that opens it; nothing is published without."""
    convener = at_work(town, "convener", "Kết quả").go("/mo-ket-qua")
    convener.sees("Kế hoạch có thể mở")
    clerk = at_work(town, "clerk", "Kết quả").go("/cong-bo").go("/cong-bo/de-nghi")
    clerk.press("Đề nghị").sees("không mở mặc định").shot("publishing-refused")
    public = town.enter("public").open("/ket-qua")
    expect(public.page.locator("body")).not_to_contain_text(town.cast.body)
    voter = town[town.cast.voters[0]]
    assert voter.status(town.known["poll"] + "/ket-qua") == 200


def anybody_reads_the_numbers(town: Town) -> None:
    """Somebody who is not signed in saves JSON, CSV and PDF; they hold what was keyed."""
    counts = json.loads(town.known["counts"])
    public = town["public"].open(town.known["public"]).sees(*counts)
    told = json.loads(public.save("JSON"))
    people = [
        person for conference in told["conferences"]
        for kind in conference["ballot_types"] for person in kind["people"]
    ]  # fmt: skip
    assert {one["name"]: one["count"] | {"invalid": one["invalid"]} for one in people} == counts
    rows = csv.DictReader(io.StringIO(public.save("CSV").decode("utf-8-sig")), delimiter=";")
    saved = {row["Họ và tên"]: [int(row[column]) for column in COLUMNS] for row in rows}
    assert saved == {name: [marks[each] for each in CHOICES] for name, marks in counts.items()}
    paper = PdfReader(io.BytesIO(public.save("PDF")))
    pages = "\n".join(page.extract_text() for page in paper.pages)
    assert [name for name in counts if name not in pages] == []


def the_person_looks(town: Town) -> None:
    """Each officeholder has a page of their own; the clerk follows the legal case."""
    counts = json.loads(town.known["counts"])
    name = town.cast.rated[0]
    own = town[name].open("/").follow("kết quả").shot("mirror")
    for choice in CHOICES[:3]:
        expect(own.main).to_contain_text(str(counts[name][choice]))
    expect(own.page.locator("body")).not_to_contain_text(town.cast.rated[1])
    clerk = at_work(town, "clerk", "Theo dõi hệ quả").shot("follow-up")
    assert clerk.heading()


def the_log_holds(town: Town) -> None:
    """The auditor reads and checks the log; the command agrees, and a backup is made."""
    auditor = town["auditor"].open("/").follow("nhật ký").shot("log")
    auditor.press("Kiểm lại ngay").sees("Chuỗi nguyên vẹn").shot("log-checked")
    assert ANSWER.encode() not in auditor.fetch(town.known["poll"] + "/nhat-ky/nhat-ky.jsonl")
    checked = town.installation.command("log", "verify")
    assert checked.returncode == 0, checked.stderr
    kept = town.folder / "ban-sao.tar.gz"
    made = town.installation.command("backup", "make", str(kept))
    assert made.returncode == 0, made.stderr
    assert kept.stat().st_size > 0


chapters = (
    the_result_is_confirmed, the_operator_sees_none_of_it, the_result_is_released,
    two_people_publish, anybody_reads_the_numbers, the_person_looks, the_log_holds,
)  # fmt: skip
kept_narrow = (
    the_result_is_confirmed, the_operator_sees_none_of_it, the_result_is_released,
    nobody_else_learns_it, the_person_looks, the_log_holds,
)  # fmt: skip
