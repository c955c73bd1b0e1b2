"""Both names of everything that a page about a law file shows."""

from collections.abc import Mapping

from tinnhiem.wording import terms
from tinnhiem.wording.terms import Term

#: Symbols of the statuses, fuller for better checked; the word always stands beside.
MARKS: Mapping[str, str] = {"verified": "●", "reported": "◑", "inferred": "◔", "unverified": "○"}

MEANINGS: Mapping[str, Term] = {
    "verified": Term("đã thấy lời văn trong một nguồn", "the wording was seen in a source"),
    "reported": Term("nguồn khác thuật lại", "reported or paraphrased by a source"),
    "inferred": Term("suy luận", "inferred"),
    "unverified": Term("tin là vậy nhưng chưa thấy", "believed, not seen"),
}

LOCKS: Mapping[str, Term] = {
    "locked": Term("khóa", "locked"),
    "minimum": Term("chỉ được chặt hơn", "may only be stricter"),
    "free": Term("tự chọn", "free"),
}

FIELDS: Mapping[str, Term] = {
    "positions": Term("chức vụ", "posts"),
    "bodies": Term("cơ quan", "bodies"),
    "levels": Term("cấp", "levels"),
    "procedures": Term("thủ tục", "procedures"),
    "procedure": Term("thủ tục", "procedure"),
    "ground": Term("căn cứ", "ground"),
    "months": Term("số tháng", "months"),
    "rated": Term("lấy phiếu đối với", "rated for"),
    "choices": Term("các mức, theo thứ tự trên phiếu", "choices, in the order of the ballot"),
    "order": Term("thứ tự", "order"),
    "title": Term("tên loại phiếu", "title of the ballot"),
    "defect": Term("lỗi của phiếu", "defect"),
    "scope": Term("không hợp lệ", "invalid"),
    "share": Term("tỷ lệ", "share"),
    "of": Term("trên", "of"),
    "minimum": Term("ít nhất", "at least"),
    "slate_allowed": Term(
        "người có tên trong danh sách được tham gia", "persons on the list may sit"
    ),
    "base": Term("tính trên", "base"),
    "options": Term("chọn một trong", "one of"),
    "choice": Term("số phiếu", "votes"),
    "outcome": Term("trường hợp", "case"),
    "bounds": Term("phạm vi", "bounds"),
    "consequence": Term("hệ quả theo văn bản", "what the instrument attaches"),
    "leads_to": Term("dẫn đến", "leads to"),
    "due": Term("thời hạn", "due"),
    "actor": Term("người thực hiện", "actor"),
    "group": Term("nhóm", "group"),
    "by": Term("bằng", "by"),
    "organs": Term("cơ quan đề nghị", "organs"),
    "repeated": Term("hai lần liên tiếp", "twice in a row"),
    "default": Term("mặc định cho", "by default to"),
    "allowed": Term("được phép cho", "allowed to"),
    "ballots": Term("lưu phiếu (năm)", "ballots kept (years)"),
    "papers": Term("lưu hồ sơ (năm)", "papers kept (years)"),
    "freeze_on_complaint": Term("dừng tiêu hủy khi có khiếu nại", "kept while a complaint is open"),
    "document": Term("văn bản", "paper"),
    "style": Term("thể thức", "style"),
    "issuer": Term("nơi ban hành", "issuer"),
    "required": Term("bắt buộc", "required"),
    "frequency": Term("định kỳ", "frequency"),
    "year_of_term": Term("năm của nhiệm kỳ", "year of the term"),
    "maximum": Term("nhiều nhất", "at most"),
    "topic": Term("nội dung", "topic"),
}

_IDS: Mapping[str, Term] = {
    "retirement-notice": Term("có thông báo nghỉ chờ hưu", "notice of leave pending retirement"),
    "elected-in-poll-year": Term("được bầu, bổ nhiệm trong năm", "elected in the year"),
    "months-in-post": Term("thời gian giữ chức vụ", "months in post"),
    "stated": Term("do người lập danh sách ghi", "stated on the list"),
    "all": Term("tất cả các chức vụ", "all posts"),
    "highest": Term("chức vụ cao nhất", "the highest post"),
    "not-issued": Term("không do Ban kiểm phiếu phát ra", "not issued by the board"),
    "no-stamp": Term("không có dấu treo", "no stamp"),
    "no-mark": Term("không đánh dấu ô nào", "no mark"),
    "several-marks": Term("đánh dấu từ hai ô trở lên", "two or more marks"),
    "name-struck": Term("gạch tên", "name struck"),
    "text-added": Term("ghi thêm", "text added"),
    "identifies-voter": Term("lộ người bỏ phiếu", "identifies the voter"),
    "sheet": Term("cả phiếu", "the whole sheet"),
    "line": Term("chỉ dòng của người đó", "that person's line"),
    "may-resign": Term("có thể xin từ chức", "may resign"),
    "confidence-vote": Term("bỏ phiếu tín nhiệm", "vote of confidence"),
    "confidence-vote-if-repeated": Term("bỏ phiếu tín nhiệm nếu lặp lại", "vote if repeated"),
    "dismissal-submission": Term("trình miễn nhiệm", "dismissal submitted"),
    "out-of-planning": Term("ra khỏi quy hoạch", "out of planning"),
    "other-work": Term("bố trí công tác khác", "other work"),
    "authority-considers": Term("cấp có thẩm quyền xem xét", "the authority considers"),
    "organ": Term("đề nghị, kiến nghị của cơ quan", "proposal of an organ"),
    "petition": Term("kiến nghị của đại biểu", "petitions of deputies"),
    "outcome": Term("kết quả lấy phiếu", "a rating's outcome"),
    "leadership": Term("tập thể lãnh đạo cùng cấp", "leadership of the level"),
    "person": Term("chính người đó", "the person"),
    "conference": Term("hội nghị, kỳ họp", "the conference or sitting"),
    "public": Term("công khai", "the public"),
    "state": Term("văn bản hành chính nhà nước", "state form"),
    "party": Term("văn bản của Đảng", "Party form"),
    "issuer": Term("theo nơi ban hành", "as its issuer"),
    "body": Term("cơ quan tổ chức", "the body"),
    "nominating-authority": Term("nơi có thẩm quyền giới thiệu", "nominating authority"),
    "once-a-term": Term("một lần mỗi nhiệm kỳ", "once a term"),
    "yearly": Term("hằng năm", "yearly"),
    "purpose": Term("mục đích", "purpose"),
    "grounds": Term("căn cứ đánh giá", "grounds"),
    "prohibition": Term("điều cấm", "prohibition"),
    "course": Term("trình tự", "course"),
    "voters": Term("người ghi phiếu", "voters"),
    "use": Term("sử dụng kết quả", "use of results"),
    "secrecy": Term("bí mật", "secrecy"),
    "calendar": Term("ngày", "days"),
    "working": Term("ngày làm việc", "working days"),
    "True": Term("có", "yes"),
    "False": Term("không", "no"),
}

_LISTS: Mapping[str, Mapping[str, Term]] = {
    "positions": terms.POSITIONS,
    "bodies": terms.BODIES,
    "levels": terms.LEVELS,
    "procedures": terms.PROCEDURES,
    "procedure": terms.PROCEDURES,
    "of": terms.BASES,
    "base": terms.BASES,
    "options": terms.BASES,
    "choice": terms.CHOICES,
    "outcome": terms.OUTCOMES,
    "default": {**terms.ACTORS, "unit": Term("toàn đơn vị", "the unit")},
    "allowed": {**terms.ACTORS, "unit": Term("toàn đơn vị", "the unit")},
    "actor": terms.ACTORS,
    "issuer": terms.ACTORS,
}


def name(field: str, value: object) -> Term:
    """Return both names of a value of a field; a value without names stands for itself."""
    identifier = str(value)
    listed = _LISTS.get(field, {}).get(identifier)
    return listed or _IDS.get(identifier) or Term(identifier, identifier)
