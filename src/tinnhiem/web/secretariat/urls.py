"""Addresses of the office before the sitting: polls, overview, list, rolls, papers."""

from django.urls import URLPattern, path

from tinnhiem.web.secretariat import (
    calendar_pages,
    conferences,
    dates,
    dossiers,
    drawing,
    new_poll,
    overview,
    paper_facts,
    papers,
    person,
    plan,
    polls,
    printing,
    proposals,
    questions,
    reminding,
    roll_import,
    rolls,
    slate,
    steps,
)

app_name = "secretariat"
_POLL = "cuoc/<str:poll>/"

urlpatterns: list[URLPattern] = [
    path("cuoc", polls.polls, name="polls"),
    path("cuoc-moi", new_poll.begin, name="new"),
    path("cuoc-moi/<slug:question>", new_poll.ask, name="new-question"),
    path(_POLL + "tong-quan", overview.overview, name="overview"),
    path(_POLL + "dieu-kien", steps.conditions, name="conditions"),
    path(_POLL + "buoc/<slug:step>", steps.take, name="step"),
    path(_POLL + "lich/<str:step>", calendar_pages.calendar_step, name="calendar-step"),
    path(_POLL + "ngay", dates.dates, name="dates"),
    path(_POLL + "cho-xac-nhan", proposals.waiting, name="proposals"),
    path(_POLL + "cho-xac-nhan/<str:key>", proposals.decide, name="proposal"),
    path(_POLL + "danh-sach", slate.slate, name="slate"),
    path(_POLL + "danh-sach/duyet", slate.approve, name="approve-slate"),
    path(_POLL + "danh-sach/tra-lai", slate.give_back, name="return-slate"),
    path(_POLL + "danh-sach/lap-lai", slate.again, name="slate-again"),
    path(_POLL + "danh-sach/<str:line>", person.person, name="person"),
    path(_POLL + "danh-sach/<str:line>/thoi-giu", person.left, name="left"),
    path(_POLL + "luat", plan.plan, name="plan"),
    path(_POLL + "van-ban", papers.papers, name="papers"),
    path(_POLL + "van-ban/lap", drawing.draw, name="draw-papers"),
    path(_POLL + "van-ban/thong-tin", paper_facts.facts, name="paper-facts"),
    path(_POLL + "van-ban/dang-lap/<str:key>", drawing.working, name="working"),
    path(_POLL + "van-ban/<str:key>", papers.paper, name="paper"),
    path(_POLL + "van-ban/<str:key>/tep.<str:ending>", papers.file, name="paper-file"),
    path(_POLL + "hoi-nghi", conferences.conferences, name="conferences"),
    path(_POLL + "hoi-nghi/<str:key>", conferences.conference, name="conference"),
    path(_POLL + "hoi-nghi/<str:key>/nguoi", rolls.roll, name="roll"),
    path(_POLL + "hoi-nghi/<str:key>/nguoi/nhap", roll_import.upload, name="roll-import"),
    path(_POLL + "hoi-nghi/<str:key>/nguoi/mau.xlsx", roll_import.blank, name="roll-template"),
    path(
        _POLL + "hoi-nghi/<str:key>/nguoi/nhap/<str:kept>/",
        roll_import.confirm,
        name="roll-import-confirm",
    ),
    path(
        _POLL + "hoi-nghi/<str:key>/lap-danh-sach", conferences.list_people, name="list-people"
    ),
    path(_POLL + "hoi-nghi/<str:key>/nguoi/<int:entry>", rolls.entry, name="roll-entry"),
    path(_POLL + "hoi-nghi/<str:key>/phieu", printing.ballots, name="ballots"),
    path(_POLL + "ho-so", dossiers.dossiers, name="dossiers"),
    path(_POLL + "ho-so/nhac", reminding.remind, name="remind"),
    path(_POLL + "ho-so/<str:line>", dossiers.dossier, name="dossier"),
    path(_POLL + "cau-hoi", questions.questions, name="questions"),
]
