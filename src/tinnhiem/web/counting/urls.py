"""Addresses of the counting board: keying, comparing, minutes, sealing."""

from django.urls import URLPattern, path

from tinnhiem.web.counting import (
    batches,
    closing,
    doubts,
    keying,
    minutes,
    scanners,
    scanning,
    sealing,
    second_scan,
    settling,
    sheets,
    wall,
)

app_name = "counting"
_ENTRY = "cuoc/<str:poll>/nhap-ket-qua"
_BATCH = f"{_ENTRY}/tap/<int:batch>"
_MINUTES = "cuoc/<str:poll>/bien-ban-kiem-phieu"
_SCANS = "cuoc/<str:poll>/quet-phieu"
_WALL = "cuoc/<str:poll>/quet-phieu/buc-tuong"
_DOUBTS = "cuoc/<str:poll>/dau-nghi-van"
_SEALING = "cuoc/<str:poll>/niem-phong"
urlpatterns: list[URLPattern] = [
    path(_ENTRY, batches.overview, name="entry"),
    path(f"{_ENTRY}/chia-tap/<int:kind>", batches.split, name="split"),
    path(_BATCH, keying.keying, name="key"),
    path(f"{_BATCH}/rut-lai", sheets.withdrawing, name="withdraw"),
    path(f"{_BATCH}/nhap-do", keying.draft, name="draft"),
    path(f"{_BATCH}/so", batches.comparing, name="compare"),
    path(f"{_BATCH}/nhan", batches.accepting, name="accept"),
    path(f"{_BATCH}/dem-lai", batches.recounting, name="recount"),
    path(f"{_BATCH}/mo-lai", batches.reopening, name="reopen"),
    path(f"{_BATCH}/ca-ban", settling.whole_board, name="whole-board"),
    path(f"{_ENTRY}/de-nghi/<str:key>", settling.proposal, name="proposal"),
    path(f"{_ENTRY}/ket-thuc", closing.close_count, name="close"),
    path(f"{_ENTRY}/kiem-lai", settling.again, name="count-again"),
    path(_SCANS, scanning.stacks, name="scans"),
    path(f"{_SCANS}/lan-hai/<str:line>", scanning.second_look, name="second-look"),
    path(f"{_SCANS}/quet-lan-hai", second_scan.second_scan, name="second-scan"),
    path(f"{_SCANS}/nhap-tay/<int:kind>/<int:number>", sheets.by_hand, name="by-hand"),
    path(f"{_SCANS}/tien-do", scanning.progress, name="scan-progress"),
    path(f"{_SCANS}/rut-mau", scanning.sample, name="sample"),
    path(f"{_SCANS}/chong/<str:run>/bo", scanning.dropping, name="drop-stack"),
    path(f"{_SCANS}/may-quet", scanners.check, name="check-scanner"),
    path(f"{_SCANS}/may-quet/<str:key>", scanners.check_again, name="check-again"),
    path(f"{_SCANS}/phieu-thu/<int:kind>.pdf", scanners.deck, name="deck"),
    path(_WALL, wall.wall, name="wall"),
    path(f"{_WALL}/vach/<int:kind>", wall.moving, name="move-lines"),
    path(f"{_WALL}/<str:key>.png", wall.box, name="box"),
    path(_DOUBTS, doubts.queue, name="doubts"),
    path(f"{_DOUBTS}/<str:row>/hinh.png", doubts.crop, name="crop"),
    path(f"{_DOUBTS}/<str:row>/ca-to", doubts.whole_sheet, name="whole-sheet"),
    path(f"{_DOUBTS}/<str:row>/ca-ban", doubts.deciding, name="decide-row"),
    path(_MINUTES, minutes.minutes, name="minutes"),
    path(f"{_MINUTES}/lap", minutes.writing, name="write-minutes"),
    path(f"{_MINUTES}/ky", minutes.signing, name="sign"),
    path(f"{_MINUTES}/ban-ky-giay", minutes.scanning, name="attach-scan"),
    path(f"{_MINUTES}/ban-ky-giay/tep", minutes.signed_scan, name="signed-scan"),
    path(f"{_MINUTES}/vang/<int:member>", minutes.absence, name="absence"),
    path(f"{_MINUTES}/trang/<int:number>.png", minutes.picture, name="minutes-page"),
    path(f"{_MINUTES}/bien-ban.pdf", minutes.paper, name="minutes-paper"),
    path(f"{_MINUTES}/ket-thuc", closing.close_minutes, name="close-minutes"),
    path(_SEALING, sealing.sealing, name="sealing"),
    path(f"{_SEALING}/<int:parcel>/thoi-han", sealing.term, name="parcel-term"),
    path(f"{_SEALING}/<int:parcel>/khieu-nai", sealing.complaint, name="parcel-complaint"),
    path(f"{_SEALING}/<int:parcel>/tieu-huy", sealing.destruction, name="parcel-destruction"),
]
