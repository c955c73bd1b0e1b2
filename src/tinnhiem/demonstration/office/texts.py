"""What the invented people write: reports, opinions, questions, answers."""

# ruff: noqa: E501 - running text

from typing import Final

RESULTS: Final = (
    (
        "Trong kỳ, tôi đã tham mưu ban hành {n} văn bản thuộc lĩnh vực được giao; {m} nhiệm vụ Hội"
        " đồng nhân dân giao đã hoàn thành đúng hạn.\n\nViệc tiếp công dân được duy trì hằng tháng; {k} vụ"
        " việc tồn đọng từ trước đã được giải quyết xong, còn hai vụ đang chờ kết luận thanh tra."
    ),
    (
        "Lĩnh vực tôi phụ trách đạt {m} trên {n} chỉ tiêu của nghị quyết. Các chỉ tiêu chưa đạt đều do"
        " tiến độ giải phóng mặt bằng; tôi đã báo cáo nguyên nhân và kế hoạch khắc phục.\n\nThời gian"
        " giải quyết hồ sơ trung bình giảm từ 12 ngày xuống còn {k} ngày."
    ),
    (
        "Tôi đã chủ trì {n} cuộc làm việc với cơ sở, kiến nghị {m} nội dung và theo dõi đến khi có kết"
        " quả.\n\nHạn chế: một số báo cáo gửi chậm, phối hợp giữa các đơn vị có lúc chưa nhịp nhàng;"
        " tôi nhận trách nhiệm và đã phân công lại đầu mối."
    ),
)
CONDUCT: Final = (
    (
        "Tôi giữ gìn phẩm chất chính trị, đạo đức, lối sống; chấp hành nghiêm Hiến pháp, pháp luật và"
        " quy chế làm việc. Bản thân và gia đình kê khai tài sản, thu nhập đầy đủ, đúng hạn."
    ),
    (
        "Tôi thực hiện đúng các quy định về nêu gương và những điều cán bộ không được làm; không để"
        " người thân lợi dụng ảnh hưởng. Trong kỳ không có đơn thư tố cáo."
    ),
    (
        "Tôi tiếp thu góp ý của cử tri và đồng nghiệp, công khai lịch tiếp công dân, trả lời kiến nghị"
        " bằng văn bản. Tôi tự nhận còn nóng vội khi xử lý công việc gấp."
    ),
)
SYNTHESIS: Final = (
    "Qua {n} hội nghị tiếp xúc cử tri, đa số ý kiến ghi nhận tinh thần trách nhiệm của những người"
    " được lấy phiếu.\n\nCử tri đề nghị: đẩy nhanh tiến độ các dự án đường liên xã; công khai lịch"
    " cấp nước mùa khô; rút ngắn thời gian cấp giấy chứng nhận quyền sử dụng đất."
)
OPINIONS: Final = (
    ("Cử tri xã Nậm Pang ghi nhận việc tiếp công dân đúng lịch, trả lời rõ ràng.",
     "Biên bản tiếp xúc cử tri xã Nậm Pang"),
    ("Đề nghị trả lời vì sao công trình nước sạch bản Huổi Lếch chậm hai năm.",
     "Kiến nghị của Mặt trận xã Mường Lạn"),
    ("Đề nghị quan tâm hơn đến trạm y tế các xã vùng cao.", "Thư của cử tri, giữ kín nguồn"),
)  # fmt: skip
QUESTIONS: Final = (
    ("Xin cho biết vì sao tỷ lệ giải ngân vốn đầu tư công năm qua thấp hơn kế hoạch?",
     ("Hai dự án lớn vướng giải phóng mặt bằng đến tháng 8. Đến nay đã giải ngân 91%; phần còn lại"
     " được phép kéo dài sang năm sau.")),
    ("Việc sắp xếp các điểm trường lẻ ảnh hưởng thế nào đến học sinh bán trú?",
     "Đã mở thêm ba nhà bán trú; không học sinh nào phải đi quá 5 km. Danh sách gửi kèm hồ sơ."),
)  # fmt: skip
WAITING: Final = (
    "Kế hoạch khắc phục tồn tại đã nêu trong kết luận thanh tra đến nay thực hiện ra sao?"
)


def report(criterion: str, number: int) -> str:
    """Return what the person of a number writes under a criterion."""
    texts = CONDUCT if "conduct" in criterion else RESULTS
    text = texts[number % len(texts)]
    return text.format(n=9 + number % 7, m=7 + number % 5, k=3 + number % 4)


def declaration(number: int) -> bytes:
    """Return a declaration of assets and income: one page of PDF that says it is invented."""
    title = f"Ban ke khai tai san, thu nhap - VI DU {number:02d}"
    words = f"BT /F1 14 Tf 60 780 Td ({title}) Tj ET".encode()
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(words), words),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    pdf, places = bytearray(b"%PDF-1.4\n"), []
    for number_of, content in enumerate(objects, 1):
        places.append(len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n" % (number_of, content)
    start = len(pdf)
    pdf += b"xref\n0 6\n0000000000 65535 f \n"
    pdf += b"".join(b"%010d 00000 n \n" % place for place in places)
    pdf += b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(pdf)
