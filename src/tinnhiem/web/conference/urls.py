"""Addresses of the day: check-in, adoptions, the ledger of the ballots."""

from django.urls import URLPattern, path

from tinnhiem.web.conference import adoptions, check_in, corrections, invitations, ledger, steps

app_name = "conference"
_DESK = "cuoc/<str:poll>/diem-danh"
_ADOPTIONS = "cuoc/<str:poll>/thong-qua"
_LEDGER = "cuoc/<str:poll>/so-phieu"
urlpatterns: list[URLPattern] = [
    path(_DESK, check_in.desk, name="check-in"),
    path(f"{_DESK}/ghi", check_in.marking, name="mark"),
    path(f"{_DESK}/danh-sach", check_in.roll, name="roll"),
    path(f"{_DESK}/chot", check_in.closing, name="close-attendance"),
    path(f"{_DESK}/mo-lai", check_in.opening, name="open-attendance"),
    path(f"{_DESK}/giay-moi", invitations.sheets, name="invitations"),
    path("song/diem-danh/<str:leave>", check_in.live, name="check-in-live"),
    path(_ADOPTIONS, adoptions.overview, name="adoptions"),
    path(f"{_ADOPTIONS}/danh-sach", adoptions.slate, name="adopt-slate"),
    path(f"{_ADOPTIONS}/bau-ban", adoptions.election, name="elect-board"),
    path(f"{_ADOPTIONS}/thanh-vien", adoptions.member, name="board-member"),
    path(f"{_ADOPTIONS}/thanh-vien/bo", adoptions.removal, name="remove-member"),
    path(f"{_ADOPTIONS}/mo-lay-phieu", steps.open_balloting, name="open-balloting"),
    path(_LEDGER, ledger.overview, name="ledger"),
    path(f"{_LEDGER}/bat-dau-kiem", steps.start_count, name="start-count"),
    path(f"{_LEDGER}/<int:kind>/ghi", ledger.writing, name="write-ledger"),
    path(f"{_LEDGER}/<int:kind>/dem-lai", ledger.recount, name="recount"),
    path(f"{_LEDGER}/<int:kind>/ly-do", ledger.reason, name="keep-reason"),
    path(f"{_LEDGER}/<int:kind>/cong-bo", ledger.announcing, name="announce"),
    path(f"{_LEDGER}/<int:kind>/dinh-chinh", corrections.proposing, name="correct-ledger"),
    path(f"{_LEDGER}/dinh-chinh/<str:key>", corrections.deciding, name="confirm-correction"),
]
