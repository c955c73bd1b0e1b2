"""Invented values for the gallery: a form with errors, days, polls and results of nobody."""

from datetime import date
from fractions import Fraction
from typing import Any

from django import forms

from tinnhiem.web.look import charts
from tinnhiem.wording.language import _

_HALF, _TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)
_YEAR = 2028


class ExampleForm(forms.Form):
    """A form of every kind of field."""

    returned = forms.IntegerField(label="Số phiếu thu về, khối UBND")
    reason = forms.CharField(label="Lý do đổi phiếu", help_text="Một câu, sẽ in trong biên bản")
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)
    level = forms.ChoiceField(
        label="Kết luận",
        choices=[("a", "Được lấy phiếu"), ("b", "Không lấy phiếu"), ("c", "Cần xem xét")],
        widget=forms.RadioSelect,
    )
    read = forms.BooleanField(label="Tôi đã đọc cả 4 trang.", required=False)
    paper = forms.FileField(label="Tệp đính kèm", required=False, help_text="PDF, đến 10 MB")


def example() -> dict[str, Any]:
    """Return what the gallery shows."""
    form = ExampleForm({"returned": "50", "reason": "", "level": ""})
    form.fields["returned"].help_text = "Đếm tờ trong hòm, không tính tờ hỏng đã đổi"
    form.add_error("returned", "Thu về 50, phát ra 49. Đếm lại hòm phiếu rồi nhập số mới.")
    return {
        "form": form,
        "token": "example",
        "results": _results(),
        "thresholds": (_HALF, _TWO_THIRDS),
        "days": _days(),
        "today": date(_YEAR, 11, 17),
        "polls": _polls(),
        "steps": _steps(),
    }


def _results() -> list[dict[str, Any]]:
    rows = (
        ("Lường Thị Hạnh", "Phó Chủ tịch UBND tỉnh", (38, 8, 2, 1)),
        ("Bùi Thế Hưng", "Giám đốc Sở Xây dựng", (11, 12, 25, 1)),
        ("Nguyễn Thị Thuỳ Dương", "Giám đốc Sở Nông nghiệp và Môi trường", (27, 16, 5, 1)),
        ("Hoàng Thị Minh Châu", "Chủ tịch HĐND tỉnh", (46, 3, 0, 0)),
        ("Giàng A Tủa", "Trưởng Ban Dân tộc", (49, 0, 0, 0)),
    )
    return [
        {
            "name": name,
            "post": post,
            "counts": counts,
            "shares": [Fraction(count, sum(counts)) for count in counts],
        }
        for name, post, counts in rows
    ]


def _days() -> list[charts.Day]:
    return [
        charts.Day(date(_YEAR, 10, 20), "Yêu cầu báo cáo", "done"),
        charts.Day(date(_YEAR, 11, 5), "Nhận báo cáo", "late"),
        charts.Day(date(_YEAR, 11, 9), "Ý kiến cử tri (MTTQ)", "done"),
        charts.Day(date(_YEAR, 11, 15), "Gửi hồ sơ", "late"),
        charts.Day(date(_YEAR, 11, 20), "Yêu cầu xác minh", "coming"),
        charts.Day(date(_YEAR, 11, 25), "Hỏi và trả lời", "coming"),
        charts.Day(date(_YEAR, 12, 5), "Khai mạc", "coming"),
        charts.Day(date(_YEAR, 12, 7), "Lấy phiếu", "poll"),
    ]


def _polls() -> list[charts.Poll]:
    newer = (Fraction(38, 49), Fraction(8, 49), Fraction(2, 49))
    older = (Fraction(33, 51), Fraction(14, 51), Fraction(4, 51))
    return [
        charts.Poll("12/2028", 49, "phiếu thu về", newer),
        charts.Poll("12/2023", 51, "phiếu thu về", older),
    ]


def _steps() -> list[dict[str, Any]]:
    rows = (
        ("Lập và duyệt danh sách", "Thường trực HĐND · duyệt 19/10, Nông Văn Khải", 21, "done"),
        ("Yêu cầu báo cáo và bản kê khai", "28 thư, số 114 đến 141/HĐND-VP", 22, "done"),
        ("Nhận báo cáo", "26 trên 28 báo cáo, 27 bản kê khai", 25, "late"),
        ("Gửi hồ sơ đến 52 đại biểu", "Văn phòng Đoàn ĐBQH và HĐND", 28, "blocked"),
        ("Đóng băng hồ sơ, in phiếu", "2 loại phiếu, 54 tờ mỗi loại", 30, "empty"),
    )
    words = {
        "done": _("Done"),
        "late": _("Late"),
        "blocked": _("Blocked"),
        "empty": _("Not due"),
    }
    return [
        {
            "number": at,
            "title": title,
            "detail": detail,
            "due": date(_YEAR, 10, due),
            "shape": shape,
            "state": words[shape],
        }
        for at, (title, detail, due, shape) in enumerate(rows, 1)
    ]
