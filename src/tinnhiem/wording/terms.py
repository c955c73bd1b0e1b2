"""Names of the things of a poll in both languages, by the ids that files and code use.

The Vietnamese terms are the exact ones of the law; ``docs/reference/glossary.md`` lists them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tinnhiem.wording.language import current


@dataclass(frozen=True, slots=True)
class Term:
    """One thing's name in Vietnamese and in English."""

    vi: str
    en: str

    def __str__(self) -> str:
        """Return the name in the language in use."""
        return self.en if current() == "en" else self.vi


def label(terms: Mapping[str, Term], identifier: str) -> str:
    """Return the name of ``identifier`` in the language in use, or itself where it has none."""
    term = terms.get(identifier)
    return identifier if term is None else str(term)


def opening(words: str) -> str:
    """Return words as they open a line: with a capital letter first, the rest as it is."""
    return words[:1].upper() + words[1:]


POSITIONS: Mapping[str, Term] = {
    "president": Term("Chủ tịch nước", "President"),
    "vice-president": Term("Phó Chủ tịch nước", "Vice President"),
    "assembly-chair": Term("Chủ tịch Quốc hội", "Chair of the National Assembly"),
    "assembly-vice-chair": Term("Phó Chủ tịch Quốc hội", "Vice Chair of the National Assembly"),
    "assembly-standing-member": Term(
        "Ủy viên Ủy ban Thường vụ Quốc hội", "Member of the Standing Committee of the Assembly"
    ),
    "assembly-secretary-general": Term(
        "Tổng Thư ký Quốc hội", "Secretary General of the National Assembly"
    ),
    "ethnic-council-chair": Term("Chủ tịch Hội đồng Dân tộc", "Chair of the Ethnic Council"),
    "assembly-committee-chair": Term(
        "Chủ nhiệm Ủy ban của Quốc hội", "Chair of a committee of the National Assembly"
    ),
    "prime-minister": Term("Thủ tướng Chính phủ", "Prime Minister"),
    "deputy-prime-minister": Term("Phó Thủ tướng Chính phủ", "Deputy Prime Minister"),
    "minister": Term("Bộ trưởng", "Minister"),
    "government-member": Term("Thành viên khác của Chính phủ", "Other member of the Government"),
    "chief-justice": Term(
        "Chánh án Tòa án nhân dân tối cao", "Chief Justice of the Supreme People's Court"
    ),
    "chief-procurator": Term(
        "Viện trưởng Viện kiểm sát nhân dân tối cao",
        "Chief Procurator of the Supreme People's Procuracy",
    ),
    "auditor-general": Term("Tổng Kiểm toán nhà nước", "State Auditor General"),
    "council-chair": Term("Chủ tịch Hội đồng nhân dân", "Chair of the People's Council"),
    "council-vice-chair": Term(
        "Phó Chủ tịch Hội đồng nhân dân", "Vice Chair of the People's Council"
    ),
    "council-standing-member": Term(
        "Ủy viên thường trực Hội đồng nhân dân", "Standing Member of the People's Council"
    ),
    "council-committee-head": Term(
        "Trưởng Ban của Hội đồng nhân dân", "Head of a committee of the People's Council"
    ),
    "council-committee-deputy-head": Term(
        "Phó Trưởng Ban của Hội đồng nhân dân",
        "Deputy head of a committee of the People's Council",
    ),
    "people-committee-chair": Term("Chủ tịch Ủy ban nhân dân", "Chair of the People's Committee"),
    "people-committee-vice-chair": Term(
        "Phó Chủ tịch Ủy ban nhân dân", "Vice Chair of the People's Committee"
    ),
    "people-committee-member": Term("Ủy viên Ủy ban nhân dân", "Member of the People's Committee"),
    "party-secretary": Term("Bí thư", "Party secretary"),
    "party-deputy-secretary": Term("Phó Bí thư", "Deputy Party secretary"),
    "party-standing-member": Term(
        "Ủy viên Ban Thường vụ", "Member of the Party standing committee"
    ),
    "agency-head": Term("Người đứng đầu cơ quan, đơn vị", "Head of an agency or unit"),
    "agency-deputy-head": Term(
        "Cấp phó của người đứng đầu cơ quan, đơn vị", "Deputy head of an agency or unit"
    ),
}

LEVELS: Mapping[str, Term] = {
    "national": Term("Trung ương", "national"),
    "province": Term("cấp tỉnh", "province"),
    "district": Term("cấp huyện", "district"),
    "commune": Term("cấp xã", "commune"),
    "unit": Term("đơn vị", "unit"),
}

BODIES: Mapping[str, Term] = {
    "national-assembly": Term("Quốc hội", "National Assembly"),
    "council": Term("Hội đồng nhân dân", "People's Council"),
    "party-committee": Term("cấp ủy", "Party committee"),
    "agency": Term("cơ quan, đơn vị", "agency or unit"),
}

BASES: Mapping[str, Term] = {
    "membership": Term("tổng số đại biểu", "all members"),
    "convened": Term("tổng số người được triệu tập", "all convened"),
    "present": Term("tổng số người có mặt", "all present"),
    "returned": Term("tổng số phiếu thu về", "all ballots returned"),
    "valid": Term("tổng số phiếu hợp lệ", "all valid ballots"),
}

CHOICES: Mapping[str, Term] = {
    "high": Term("tín nhiệm cao", "high confidence"),
    "medium": Term("tín nhiệm", "confidence"),
    "low": Term("tín nhiệm thấp", "low confidence"),
    "confidence": Term("tín nhiệm", "confidence"),
    "no_confidence": Term("không tín nhiệm", "no confidence"),
    "invalid": Term("không hợp lệ", "invalid"),
}

PROCEDURES: Mapping[str, Term] = {
    "rating": Term("lấy phiếu tín nhiệm", "confidence rating"),
    "confidence_vote": Term("bỏ phiếu tín nhiệm", "vote of confidence"),
}

OUTCOMES: Mapping[str, Term] = {
    "none": Term("không thuộc trường hợp nào", "no legal case"),
    "over-half-low": Term("quá nửa đánh giá “tín nhiệm thấp”", "over half “low confidence”"),
    "two-thirds-low": Term(
        "từ hai phần ba trở lên đánh giá “tín nhiệm thấp”", "two thirds or more “low confidence”"
    ),
    "over-half-no-confidence": Term("quá nửa “không tín nhiệm”", "over half “no confidence”"),
}

ACTORS: Mapping[str, Term] = {
    "standing-body": Term("cơ quan thường trực", "standing body"),
    "officeholder": Term("người được lấy phiếu", "officeholder"),
    "front": Term("Mặt trận Tổ quốc", "Fatherland Front"),
    "voter": Term("người ghi phiếu", "voters"),
    "personnel-body": Term("cơ quan tham mưu về tổ chức, cán bộ", "personnel body"),
    "managing-authority": Term("cấp có thẩm quyền quản lý cán bộ", "managing authority"),
    "counting-board": Term("Ban kiểm phiếu", "counting board"),
}

STANDING_BODIES: Mapping[str, Term] = {
    "national-assembly": Term("Ủy ban Thường vụ Quốc hội", "Standing Committee of the Assembly"),
    "council": Term("Thường trực Hội đồng nhân dân", "Standing body of the People's Council"),
    "party-committee": Term("Ban Thường vụ cấp ủy", "Standing committee of the Party committee"),
    "agency": Term("tập thể lãnh đạo cơ quan, đơn vị", "leadership of the agency or unit"),
}

STATUSES: Mapping[str, Term] = {
    "verified": Term("đã đối chiếu", "verified"),
    "reported": Term("theo tường thuật", "reported"),
    "inferred": Term("suy ra", "inferred"),
    "unverified": Term("chưa đối chiếu", "unverified"),
}

RULES: Mapping[str, Term] = {
    "subject": Term("đối tượng", "subjects"),
    "exclusion": Term("trường hợp không lấy phiếu", "exclusion"),
    "several-posts": Term("nhiều chức vụ", "several posts"),
    "choices": Term("mức tín nhiệm", "choices"),
    "ballot-group": Term("loại phiếu", "ballot group"),
    "validity": Term("phiếu không hợp lệ", "validity"),
    "quorum": Term("điều kiện tiến hành", "quorum"),
    "counting-board": Term("Ban kiểm phiếu", "counting board"),
    "denominator": Term("căn cứ tính tỷ lệ", "base of the shares"),
    "outcome": Term("trường hợp theo kết quả", "legal case"),
    "step": Term("mốc thời gian", "step of the calendar"),
    "criterion": Term("tiêu chí", "criterion"),
    "trigger": Term("trường hợp bỏ phiếu tín nhiệm", "trigger of a confidence vote"),
    "disclosure": Term("công khai kết quả", "disclosure"),
    "retention": Term("lưu giữ", "retention"),
    "document": Term("văn bản", "document"),
    "timing": Term("thời điểm", "timing"),
    "places": Term("nơi lấy phiếu", "places"),
    "conduct": Term("cách thực hiện", "conduct"),
}

#: Numbers of a poll by their keys in a file, as they stand inside a sentence.
NUMBERS: Mapping[str, Term] = {
    "membership": Term("tổng số đại biểu", "the number of members"),
    "convened": Term("số người được triệu tập", "the number convened"),
    "present": Term("số người có mặt", "the number present"),
    "issued": Term("số phiếu phát ra", "ballots issued"),
    "exchanged": Term("số phiếu đổi", "ballots exchanged"),
    "unused": Term("số phiếu chưa dùng", "ballots unused"),
    "returned": Term("số phiếu thu về", "ballots returned"),
    "invalid": Term("số phiếu không hợp lệ", "invalid ballots"),
}

ANCHORS: Mapping[str, Term] = {
    "opening": Term("ngày khai mạc kỳ họp", "the day on which the sitting opens"),
    "poll": Term("ngày lấy phiếu", "the day of the poll"),
}

INSTRUMENTS: Mapping[str, Term] = {
    "base": Term("văn bản gốc", "base"),
    "overlay": Term("hướng dẫn ngành", "sector guidance"),
    "plan": Term("kế hoạch của đơn vị", "unit plan"),
}

#: Instruments that law files cite and that have no file of their own, by id.
CITED_INSTRUMENTS: Mapping[str, Term] = {
    "hd-883-ubtvqh14": Term("Hướng dẫn số 883/HD-UBTVQH14", "Guidance 883/HD-UBTVQH14"),
    "luat-57-2014-qh13": Term("Luật số 57/2014/QH13", "Law 57/2014/QH13"),
    "nq-31-2023-ubtvqh15": Term("Nghị quyết số 31/2023/UBTVQH15", "Resolution 31/2023/UBTVQH15"),
    "nq-561-2013-ubtvqh13": Term("Nghị quyết số 561/2013/UBTVQH13", "Resolution 561/2013/UBTVQH13"),
    "nq-71-2022-qh15": Term("Nghị quyết số 71/2022/QH15", "Resolution 71/2022/QH15"),
    "qd-377-qd-tw": Term("Quy định số 377-QĐ/TW", "Regulation 377-QĐ/TW"),
}
