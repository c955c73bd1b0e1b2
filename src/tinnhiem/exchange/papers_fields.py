"""What a poll file may say for the official papers alone: one line for each field.

A field has a shape and its name in both languages; the poll file, the workbook's sheet of papers
and the reference page follow this table. In a workbook each field becomes lines of
name, what it applies to, value: a field holds at most one level of keys (``Keyed``) or of records
in a list (``Items`` of ``Record``), and below that single values and lists of single values.
"""

from collections.abc import Mapping
from typing import Final

from tinnhiem.exchange.shapes import (
    Clock,
    Day,
    Field,
    Flag,
    Identifier,
    Items,
    Keyed,
    Line,
    OneOf,
    Record,
    Text,
    Whole,
)
from tinnhiem.wording.terms import Term

#: Kinds of papers, under which numbers, dates, signers and recipients stand.
PAPER_KINDS: Final[Mapping[str, Term]] = {
    "default": Term("(chung)", "(every paper)"),
    "plan": Term("Kế hoạch", "plan"),
    "slate": Term("Danh sách", "slate"),
    "request-letters": Term("Văn bản yêu cầu báo cáo", "request letters"),
    "reminder-letters": Term("Văn bản nhắc gửi báo cáo", "reminder letters"),
    "self-report-form": Term("Mẫu báo cáo tự đánh giá", "self-report form"),
    "voter-opinions": Term("Báo cáo tổng hợp ý kiến cử tri", "report of voters' opinions"),
    "clarification-request": Term("Công văn đề nghị làm rõ", "request for clarification"),
    "clarification-reply": Term("Văn bản trả lời", "reply to a request"),
    "ballots": Term("Phiếu", "ballots"),
    "board-decision": Term("Nghị quyết bầu Ban kiểm phiếu", "decision on the counting board"),
    "minutes": Term("Biên bản kiểm phiếu", "minutes of the count"),
    "conference-minutes": Term("Biên bản hội nghị", "minutes of the conference"),
    "incident-minutes": Term("Biên bản sự việc", "minutes of an incident"),
    "seal-record": Term("Biên bản niêm phong", "seal record"),
    "announcement": Term("Thông báo kết quả", "announcement"),
    "announcement-reading": Term("Bản đọc thông báo kết quả", "announcement, reading copy"),
    "discussion-report": Term("Báo cáo kết quả thảo luận", "report of the discussion"),
    "submission": Term("Tờ trình", "submission"),
    "submission-list": Term("Tờ trình danh sách", "submission of the list"),
    "submission-vote": Term("Tờ trình bỏ phiếu tín nhiệm", "submission of a confidence vote"),
    "submission-dismissal": Term("Tờ trình miễn nhiệm", "submission of a dismissal"),
    "resolution": Term("Nghị quyết xác nhận kết quả", "resolution"),
    "report-upward": Term("Báo cáo lên cấp trên", "report upward"),
    "personal-extracts": Term("Bản trích kết quả cá nhân", "personal extracts"),
    "publication": Term("Bảng công bố", "publication"),
    "chair-script": Term("Kịch bản điều hành", "chair's script"),
}

DISCLOSURE_SCOPES: Final[Mapping[str, Term]] = {
    "managing-authority": Term("Cấp có thẩm quyền quản lý", "managing authority"),
    "leadership": Term("Lãnh đạo cùng cấp", "leadership of the same level"),
    "person": Term("Người được lấy phiếu", "the person"),
    "conference": Term("Hội nghị", "the conference"),
    "unit": Term("Cơ quan, đơn vị", "the unit"),
    "public": Term("Công khai", "the public"),
}

TRIGGERS: Final[Mapping[str, Term]] = {
    "outcome": Term("Kết quả lấy phiếu tín nhiệm", "result of a rating"),
    "petition": Term("Kiến nghị của đại biểu", "petitions of deputies"),
    "organ": Term("Đề nghị của cơ quan", "proposal by a body"),
}

_SIGNER: Final[Mapping[str, Field]] = {
    "authority": Field(Items(Line(200)), Term("thay mặt", "authority")),
    "post": Field(Line(200), Term("chức vụ", "post")),
    "name": Field(Line(200), Term("họ và tên", "name")),
    "salutation": Field(Line(20), Term("xưng hô", "salutation")),
}

_TIMES: Final[Mapping[str, Field]] = {
    "opened": Field(Clock(), Term("bắt đầu", "opened")),
    "closed": Field(Clock(), Term("kết thúc bỏ phiếu", "closed")),
    "counted": Field(Clock(), Term("kiểm phiếu xong", "counted")),
    "sealed": Field(Clock(), Term("niêm phong", "sealed")),
    "ended": Field(Clock(), Term("kết thúc buổi làm việc", "ended")),
    "board_elected": Field(Clock(), Term("bầu Ban kiểm phiếu", "board elected")),
}

_PLACES: Final[Mapping[str, Field]] = {
    "hall": Field(Line(), Term("hội trường", "hall")),
    "counting": Field(Line(), Term("nơi kiểm phiếu", "counting room")),
    "keeping": Field(Line(), Term("nơi lưu giữ phiếu", "keeping of ballots")),
}

_PLAN: Final[Mapping[str, Field]] = {
    "number": Field(Line(200), Term("số", "number")),
    "date": Field(Day(), Term("ngày", "date")),
    "issuer": Field(Line(), Term("nơi ban hành", "issuer")),
    "title": Field(Line(), Term("trích yếu", "title")),
}

_OPINIONS: Final[Mapping[str, Field]] = {
    "from": Field(Day(), Term("từ ngày", "from")),
    "to": Field(Day(), Term("đến ngày", "to")),
    "meetings": Field(Whole(), Term("số cuộc tiếp xúc", "meetings")),
    "communes": Field(Whole(), Term("số xã, phường", "communes")),
    "opinions": Field(Whole(), Term("số ý kiến", "opinions")),
    "general": Field(Text(), Term("nhận xét chung", "general remarks")),
    "persons": Field(Keyed(Items(Line(5000))), Term("ý kiến về người", "opinions on a person")),
    "proposals": Field(Items(Line(5000)), Term("kiến nghị", "proposals")),
}

_TRIGGER: Final[Mapping[str, Field]] = {
    "kind": Field(OneOf(TRIGGERS), Term("loại", "kind")),
    "organ": Field(Line(), Term("cơ quan đề nghị", "body that proposes")),
    "citation": Field(Line(), Term("điều khoản", "citation")),
    "previous_opening": Field(Day(), Term("khai mạc kỳ họp trước", "previous opening")),
    "outcome": Field(Identifier(), Term("trường hợp", "outcome")),
    "of_poll": Field(Day(), Term("ngày lấy phiếu tín nhiệm", "date of the rating")),
    "text": Field(Text(), Term("nội dung", "text")),
    "deputies": Field(Whole(), Term("số đại biểu kiến nghị", "deputies who petitioned")),
    "petitions": Field(
        Items(
            Record(
                {
                    "dated": Field(Day(), Term("ngày", "date"), required=True),
                    "deputy": Field(Line(200), Term("đại biểu", "deputy"), required=True),
                    "officeholder": Field(
                        Identifier(), Term("mã người", "officeholder"), required=True
                    ),
                }
            )
        ),
        Term("kiến nghị", "petitions"),
    ),
}

_INVALID_LINES: Final[Mapping[str, Field]] = {
    "unmarked": Field(Whole(), Term("không đánh dấu", "unmarked")),
    "several": Field(Whole(), Term("đánh dấu từ hai ô trở lên", "several marks")),
}

_VOTES: Final[Mapping[str, Field]] = {
    "for": Field(Whole(), Term("tán thành", "for")),
    "against": Field(Whole(), Term("không tán thành", "against")),
    "abstaining": Field(Whole(), Term("không biểu quyết", "abstaining")),
}

PAPERS_FIELDS: Final[Mapping[str, Field]] = {
    "province_name": Field(Line(), Term("Tên tỉnh, thành phố", "Name of the province")),
    "place_name": Field(Line(), Term("Địa danh ghi trên văn bản", "Place named on papers")),
    "body_short": Field(Line(200), Term("Tên viết tắt của cơ quan", "Short name of the body")),
    "council_term": Field(Line(200), Term("Khóa", "Ordinal of the term")),
    "parent": Field(Items(Line(200)), Term("Cơ quan cấp trên", "Parent body")),
    "issuer": Field(Items(Line(200)), Term("Cơ quan ban hành", "Issuer")),
    "classification": Field(Line(100), Term("Độ mật", "Classification")),
    "symbol": Field(Line(40), Term("Ký hiệu cơ quan trong số văn bản", "Issuer's code in numbers")),
    "percent_places": Field(
        Whole(least=0, most=2), Term("Số chữ số thập phân", "Decimals of percentages")
    ),
    "percent_zeros": Field(
        Flag(), Term("Giữ số 0 cuối của tỷ lệ", "Keep last zeros of percentages")
    ),
    "style": Field(Identifier(), Term("Thể thức văn bản", "Style of papers")),
    "numbers": Field(Keyed(Line(100), PAPER_KINDS), Term("Số văn bản", "Number")),
    "dates": Field(Keyed(Day(), PAPER_KINDS), Term("Ngày văn bản", "Date")),
    "signers": Field(Keyed(Record(_SIGNER), PAPER_KINDS), Term("Người ký", "Signer")),
    "recipients": Field(Keyed(Items(Line()), PAPER_KINDS), Term("Nơi nhận", "Recipients")),
    "votes": Field(Keyed(Record(_VOTES), PAPER_KINDS), Term("Biểu quyết", "Show of hands")),
    "times": Field(Record(_TIMES), Term("Giờ", "Times")),
    "places": Field(Record(_PLACES), Term("Địa điểm", "Places")),
    "copies": Field(Whole(least=1, most=999), Term("Số bản chính", "Originals")),
    "legal_bases": Field(Items(Line()), Term("Căn cứ pháp lý khác", "Further legal bases")),
    "plan": Field(Record(_PLAN), Term("Kế hoạch", "Plan")),
    "absent_with_reason": Field(Whole(), Term("Vắng có lý do", "Absent with reason")),
    "received": Field(Keyed(Whole()), Term("Số phiếu Ban kiểm phiếu nhận", "Ballots received")),
    "seals": Field(Keyed(Line(200)), Term("Số niêm phong", "Seal numbers")),
    "invalid_lines": Field(
        Keyed(Record(_INVALID_LINES)), Term("Dòng không hợp lệ", "Lines without a valid mark")
    ),
    "nominating_authority": Field(
        Keyed(Line()), Term("Cơ quan, người giới thiệu", "Nominating authority")
    ),
    "other_places": Field(
        Keyed(Line()), Term("Nơi khác cũng lấy phiếu", "Other place of the rating")
    ),
    "resigned_on": Field(Keyed(Day()), Term("Ngày có đơn từ chức", "Resigned on")),
    "presented_opinion": Field(Keyed(Flag()), Term("Đã trình bày ý kiến", "Spoke before the body")),
    "trigger": Field(Record(_TRIGGER), Term("Căn cứ bỏ phiếu", "Ground of the vote")),
    "voter_opinions": Field(Record(_OPINIONS), Term("Ý kiến cử tri", "Voters' opinions")),
    "disclosure_scopes": Field(
        Items(OneOf(DISCLOSURE_SCOPES)), Term("Phạm vi công khai", "Disclosure")
    ),
    "observers": Field(Items(Line()), Term("Đại biểu dự, không ghi phiếu", "Observers")),
    "dossier_hash": Field(
        Line(64), Term("Mã băm hồ sơ đã đóng băng", "Hash of the frozen dossiers")
    ),
    "complaints": Field(Text(), Term("Khiếu nại, kiến nghị", "Complaints")),
    "reserved_opinions": Field(Items(Line()), Term("Ý kiến bảo lưu", "Reserved opinions")),
    "minority_lines": Field(
        Keyed(Line(200)), Term("Dòng tiếng dân tộc trên phiếu", "Minority-language line on ballots")
    ),
    "refused_to_sign": Field(Keyed(Line()), Term("Không ký biên bản", "Refused to sign")),
    "missing_ballots": Field(Text(), Term("Lý do phiếu không thu về", "Ballots not returned")),
    "contact": Field(Line(), Term("Liên hệ", "Contact")),
    "attachments": Field(Keyed(Items(Line()), PAPER_KINDS), Term("Kèm theo", "Attachments")),
    "notes": Field(Text(), Term("Ghi chú", "Notes")),
}

PAPERS: Final = Record(PAPERS_FIELDS)
