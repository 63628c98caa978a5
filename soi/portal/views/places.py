"""Where staff can go from their first page: each place for those who may act there."""

from django.utils.translation import gettext_lazy as _lazy

PLACES = [  # which acts lead there, the page, its name, what one does there
    (
        ("reports.triage", "reports.answer", "duties.judge"),
        "reports:inbox",
        _lazy("Tiếp nhận"),
        _lazy("Đơn mới, đơn chờ đăng, người dân chưa đồng ý."),
    ),
    (
        ("duties.report", "duties.judge", "duties.assign", "duties.add_evidence"),
        "duties:mine",
        _lazy("Việc của tôi"),
        _lazy("Việc đang giữ và việc chờ kết luận, theo ngày đến hạn."),
    ),
    (
        ("staff.enter",),
        "duties:scoreboard",
        _lazy("Theo dõi"),
        _lazy("Từng cơ quan: đúng hạn bao nhiêu trên bao nhiêu."),
    ),
    (
        ("law.edit",),
        "portal:calendar",
        _lazy("Lịch ngày làm việc"),
        _lazy("Ngày nghỉ, ngày làm bù; nhập khi có văn bản."),
    ),
    (
        ("law.edit",),
        "portal:rule-enter",
        _lazy("Nhập quy tắc về thời hạn"),
        _lazy("Bản mới của một thời hạn; xem trước việc nào bị ảnh hưởng."),
    ),
    (
        ("offices.edit",),
        "portal:reorganisations",
        _lazy("Sắp xếp bộ máy"),
        _lazy("Sáp nhập, chia, tách, giải thể; việc nào sang nơi nào."),
    ),
    (
        ("offices.edit",),
        "portal:coordination-edit",
        _lazy("Quy chế phối hợp, quy chế làm việc"),
        _lazy("Ai chủ trì, phối hợp, giám sát; ai ký; chỗ trống và chỗ chồng nhau."),
    ),
    (
        ("desk.take_in",),
        "desk:intake",
        _lazy("Nhập đơn giấy, điện thoại"),
        _lazy("Từng dòng một, bằng bàn phím; in biên nhận 80 mm hoặc A5."),
    ),
    (
        ("receptions.run", "receptions.schedule"),
        "desk:receptions",
        _lazy("Tiếp công dân"),
        _lazy("Lịch niêm yết, hàng chờ, biên bản, đơn nhận tại buổi tiếp."),
    ),
    (
        ("reports.triage",),
        "desk:many",
        _lazy("Xử lý nhiều việc"),
        _lazy("Chọn nhiều việc, làm một lần, hoàn lại được."),
    ),
    (
        ("complaints.read",),
        "complaints:list",
        _lazy("Sổ khiếu nại"),
        _lazy("Từng bước theo luật, từng ngày có căn cứ, bản nháp văn bản."),
    ),
    (
        ("desk.deputise",),
        "desk:turns",
        _lazy("Làm thay, bàn giao"),
        _lazy("Người làm thay khi vắng; danh sách khi đổi người."),
    ),
    (
        ("duties.read_internal",),
        "desk:month",
        _lazy("Báo cáo tháng"),
        _lazy("Số đơn trong tháng, tải DOCX, XLSX, CSV."),
    ),
    (
        ("duties.read_internal",),
        "desk:insight",
        _lazy("Đơn qua từng cơ quan"),
        _lazy("Chưa đồng ý, chưa khắc phục, im lặng, chuyển vòng."),
    ),
    (
        ("directives.register", "directives.review"),
        "documents:desk",
        _lazy("Văn bản và việc được giao"),
        _lazy("Nhập văn bản, duyệt việc rút ra từ văn bản."),
    ),
    (
        ("directives.schedule",),
        "sessions:desk",
        _lazy("Buổi làm việc"),
        _lazy("Lịch, kết luận, thông báo; việc của buổi trước còn lại."),
    ),
    (
        ("directives.answer",),
        "documents:rounds",
        _lazy("Đợt báo cáo"),
        _lazy("Hỏi mọi nơi giữ việc cùng một lúc, trả lời trên một trang."),
    ),
]
