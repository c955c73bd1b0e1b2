"""Addresses of an officeholder."""

from django.urls import URLPattern, path

from tinnhiem.web.officeholder import explaining, mirror, questions, report, tasks

app_name = "officeholder"
_REPORT = "cuoc/<str:poll>/bao-cao/<str:line>"
urlpatterns: list[URLPattern] = [
    path("cuoc/<str:poll>/viec-cua-toi", tasks.tasks, name="tasks"),
    path("cuoc/<str:poll>/y-kien-gui-ve-toi", tasks.opinions, name="opinions"),
    path("cuoc/<str:poll>/cau-hoi-gui-toi", questions.questions, name="questions"),
    path("cuoc/<str:poll>/cau-hoi-gui-toi/<str:key>", questions.answer, name="answer"),
    path(
        "cuoc/<str:poll>/cau-hoi-gui-toi/<str:key>/luu", questions.save_answer, name="save-answer"
    ),
    path("cuoc/<str:poll>/tu-soi-tu-sua", mirror.mirror, name="mirror"),
    path(f"{_REPORT}/phan/<int:number>", report.section, name="section"),
    path(f"{_REPORT}/phan/<int:number>/luu", report.save, name="save"),
    path(f"{_REPORT}/phan/<int:number>/chon", report.choose, name="choose"),
    path(f"{_REPORT}/xem-lai", report.review, name="review"),
    path(f"{_REPORT}/ban-in", report.printed, name="printed"),
    path(f"{_REPORT}/nguoi-giup", report.assistant, name="assistant"),
    path(f"{_REPORT}/ban-ke-khai", tasks.declaration, name="declaration"),
    path(f"{_REPORT}/ban-ke-khai/tep", tasks.declaration_file, name="declaration-file"),
    path(f"{_REPORT}/giai-trinh", explaining.explanation, name="explanation"),
    path(f"{_REPORT}/giai-trinh/luu", explaining.save_explanation, name="save-explanation"),
]
