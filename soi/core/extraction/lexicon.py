"""The words by which Vietnamese administrative prose gives a task.

Closed lists of a written register, not of any one text: verbs of action, adverbs of manner
before them, the first words of names of bodies and posts.
"""

import re

_VERBS = """
ban hành|bám sát|bảo đảm|bảo vệ|bãi bỏ|báo cáo|biên soạn|biểu dương|bố trí|bổ sung|bồi dưỡng|
bàn giao|bình xét|cam kết|cải cách|cải thiện|cải tạo|cảnh báo|cảnh giác|cập nhật|cân đối|cấp|
chăm lo|chăm sóc|chấm dứt|chấn chỉnh|chấp hành|chia sẻ|chỉ đạo|chỉ huy|chỉnh lý|chỉnh trang|
chịu trách nhiệm|cho ý kiến|chuẩn bị|chuẩn hóa|chủ trì|chuyển|chuyển đổi|chứng thực|
chi trả|chốt|chọn|cung cấp|củng cố|cụ thể hóa|cử|công bố|công khai|công nhận|
cổ vũ|cương quyết|đánh giá|đào tạo|đăng ký|đăng tải|đảm bảo|đảm nhiệm|
đáp ứng|đẩy lùi|đẩy mạnh|đẩy nhanh|đầu tư|đấu tranh|điều chỉnh|điều động|điều hành|điều phối|
điều tra|định hướng|đôn đốc|động viên|đổi mới|đối thoại|đề ra|đề xuất|đề nghị|đưa|đến từng|đến tận|đón tiếp|
giao|giám sát|giải quyết|giải ngân|giải phóng|giải tỏa|giải thích|giải trình|giáo dục|giảm|giúp đỡ|giúp|
giữ gìn|giữ vững|gia hạn|góp ý|gửi|gặp gỡ|gương mẫu|ghi chép|ghi nhận|gắn|
hiện đại hóa|hiệp thương|hiến kế|hòa giải|hoàn chỉnh|hoàn thành|hoàn thiện|hoàn trả|hỗ trợ|hợp tác|
huy động|hướng dẫn|hưởng ứng|kê khai|kêu gọi|kết nối|kết hợp|khai thác|khánh thành|
khảo sát|khắc phục|khen thưởng|khích lệ|khơi dậy|khởi công|khuyến khích|khoanh vùng|kiện toàn|
kiểm điểm|kiểm kê|kiểm soát|kiểm tra|kiến nghị|kiên quyết|kiểm sát|kiểm toán|
lan tỏa|làm rõ|làm tốt|làm việc|lắng nghe|lắp đặt|lập|lãnh đạo|lấy ý kiến|liên hệ|liên kết|lồng ghép|
lựa chọn|luân chuyển|lưu trữ|lên phương án|loại bỏ|miễn nhiệm|minh bạch|mở|mở rộng|mời|mua sắm|
nắm|nắm bắt|nắm chắc|nắm tình hình|nâng cao|nâng cấp|nêu cao|nêu gương|nghiêm cấm|nghiên cứu|
nghiệm thu|ngăn chặn|ngăn ngừa|nhân rộng|nhận diện|nộp|niêm yết|nhắc nhở|nuôi dưỡng|
ổn định|ổn định tổ chức|phân bổ|phân cấp|phân công|phân định|phân luồng|phân loại|phân tích|phát hành|phát hiện|
phát huy|phát động|phát triển|phê duyệt|phê bình|phối hợp|phòng ngừa|phòng chống|phổ biến|
phục hồi|phục vụ|phúc đáp|phản ánh|phản biện|phản hồi|quan tâm|quán triệt|quản lý|quản trị|quy định|
quy hoạch|quyết định|quyết liệt|quyết toán|rà soát|ra quân|rút kinh nghiệm|
sắp xếp|số hóa|sơ kết|soạn thảo|sử dụng|sửa chữa|sửa đổi|siết chặt|sáp nhập|
tái lập|tăng cường|tăng tốc|tăng(?! trưởng)|tạo|tạo điều kiện|tạo lập|tập hợp|tập huấn|tập trung|tháo gỡ|tham dự|
tham gia|tham mưu|tham vấn|thanh tra|thanh toán|thành lập|thăm|thăm hỏi|thẩm định|thẩm tra|theo dõi|
thi hành|thí điểm|thiết kế|thiết lập|thông báo|thông tin|thống kê|thống nhất|thu|thu gom|thu hồi|thu hút|
thu thập|thúc đẩy|thực hành|thực hiện|tích hợp|tiếp|tiếp nhận|tiếp thu|tiếp xúc|tiến hành|
tìm hiểu|tìm kiếm|tính toán|tổ chức|tổng hợp|tổng kết|tôn vinh|trả|trả lời|trao|trao đổi|
triển khai|triệu tập|trình|truyền thông|trưng bày|tuân thủ|tuyên dương|tuyên truyền|tuyển chọn|tuyển dụng|
tuần tra|tư vấn|tự kiểm tra|tự phê bình|từ chối|ủng hộ|ủy quyền|ứng dụng|ứng phó|ứng trực|ưu tiên|
vận động|vận hành|vệ sinh|vượt|xác định|xác minh|xác nhận|xây dựng|xem xét|xét|xét duyệt|xếp loại|xóa|
xử lý|xử phạt|xúc tiến|yêu cầu|chỉ định|ký|ký kết|nghiên cứu kỹ|tổ chức lại|dành|
dự báo|dự kiến|duy trì|duy tu|đặt|định danh|giới thiệu|góp phần|hạn chế|hình thành|không để|không được|không xem xét|
khẳng định|khôi phục|làm|làm sạch|lập biên bản|nhập|nhân|đánh số|phát|phát sóng|thả|trồng|treo|tổ chức thực hiện|vào cuộc|
thay thế|tinh gọn|trấn áp|triệt phá|truy quét|truy tố|xét xử|đồng hành|bảo trì|bảo dưỡng|bảo quản|chi|chuyển giao|
tiết kiệm|cắt giảm|đơn giản hóa|rút ngắn|kéo giảm|thay(?! mặt)|thay đổi|sửa|dọn|dọn dẹp|thu dọn|sơn|cắt tỉa|lắp|nạo vét|khơi thông|tháo dỡ|di dời|cưỡng chế|bồi thường|tặng|trao tặng|phun|tiêm|tiêm chủng|khám|cấp phát|san lấp|trang bị|phân phối|tổng rà soát|điểm danh|đối chiếu|kiểm đếm|kiểm định|đo đạc|bốc thăm|bảo lãnh|ứng cứu|cứu trợ|đốc thúc|nhắc|phổ cập|phụ trách|xóa bỏ|viết|cắm|dán|kẻ vẽ|phát quang|túc trực|canh gác|thắp sáng|tiếp sức|đón|tiễn|hiến tặng|trích|quyên góp|ủng hộ|đổi|phấn đấu|nỗ lực|quyết tâm|chủ động
"""
_ADVERBS = """
tiếp tục|khẩn trương|kịp thời|thường xuyên|chủ động|tích cực|quyết liệt|nhanh chóng|sớm|nghiêm túc|phải|cần|
trực tiếp|chú trọng|định kỳ|hằng năm|hàng năm|hằng tháng|hàng tháng|hằng quý|hàng quý|hằng tuần|hàng tuần|
từng bước|triệt để|kiên quyết|cương quyết|đồng thời|tập trung|ưu tiên|
có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|có kế hoạch|có giải pháp|có biện pháp|thực hiện tốt việc|
không ngừng|luôn|ngay|cùng|cũng|đều|còn|được giao|nghiêm chỉnh|phải khẩn trương|đặc biệt|trước mắt|
linh hoạt|tổ chức tốt việc|tự|nhanh|tuyệt đối không|tuyệt đối|không được|chuẩn bị tốt|chịu sự|có văn bản|
mạnh dạn|gương mẫu|sẵn sàng|đôn đốc|nghiêm khắc|phấn đấu|nỗ lực|cố gắng|quyết tâm|tiến hành
"""
VERBS = frozenset("".join(_VERBS.split("\n")).split("|")) - {""}
# First two syllables of a verb: what follows a capital in "Đào tạo", "Kiểm tra" ends the name.
PAIRS = frozenset(tuple(one.split()[:2]) for one in VERBS if len(one.split()) > 1)
ADVERBS = frozenset("".join(_ADVERBS.split("\n")).split("|")) - {""}
_MANNER = "tốt|mạnh|rõ|kỹ|sát|đúng|chắc|nghiêm|nhanh|hơn|hiệu quả|đồng bộ|đầy đủ|ngay"


def _loose(words: str) -> str:
    """Return a pattern for words with any blanks between them; a look ahead stays what it is."""
    plain, mark, ahead = words.partition("(?!")
    return re.escape(plain).replace(r"\ ", r"\s+") + (rf"(?!\s+{ahead.strip()}" if mark else "")


def _any(words: frozenset[str]) -> str:
    ranked = sorted(words, key=lambda one: (-len(one.split()), -len(one)))
    return "|".join(_loose(one) for one in ranked)


VERB = rf"(?:{_any(VERBS)})(?!\w)"
ADVERB = rf"(?:{_any(ADVERBS)})(?!\w)"
# Nouns that look like verbs: "tổ chức đảng", "Thông báo số", "chỉ đạo của", "kế hoạch".
_NOUN = (
    r"(?!(?:tổ\s+chức\s+(?:chính\s+trị|đảng|thành\s+viên|đoàn\s+thể|hội(?!\s+(?:nghị|thảo|thi|họp|chợ))|xã\s+hội|cá\s+nhân|cơ\s+sở|"
    r"tôn\s+giáo|tín\s+dụng|quần\s+chúng|kinh\s+tế|liên\s+quan|phụ\s+trách|hành\s+chính|công\s+đoàn|"
    r"có\s+liên\s+quan|bộ\s+máy\s+và|này|trong|của|và|,|khác|chủ\s+trì\s+giám\s+sát))"
    r"|(?:báo\s+cáo|thông\s+báo|hướng\s+dẫn|kiến\s+nghị|đề\s+nghị|quyết\s+định|quy\s+định|kế\s+hoạch|"
    r"chỉ\s+đạo|yêu\s+cầu|phản\s+ánh|đánh\s+giá|quy\s+hoạch|thông\s+tin|quản\s+lý)\s+"
    r"(?:của|số|này|trên|nêu|chung|tại|pháp\s+luật)(?!\w)"
    r"|cấp\s+(?:ủy|uỷ|trên|dưới|cơ\s+sở|tỉnh|xã|huyện|trung\s+ương|bộ|phòng|thôn|có)(?!\w)"
    r"|chi\s+(?:bộ|ủy|uỷ|phí|ngân|cục|tiết|hội|đoàn|đội)(?!\w)|thu\s+(?:nhập|phí|ngân|chi)(?!\w)"
    r"|(?:đặt|nắm|trả)\s+(?:ra|tay|giá)(?!\w)|trình\s+(?:tự|độ)(?!\w)|mở\s+đầu|tiếp\s+theo"
    r"|lãnh\s+đạo\s+(?:các|phường|xã|tỉnh|thành|bộ|ban|ủy|ubnd|hđnd|sở|đơn\s+vị|địa\s+phương|chủ\s+chốt|phòng|cơ\s+quan|Ủy|UBND|Đảng)(?!\w)"
    r"|hình\s+thành\s+(?:phố|ủy|uỷ)(?!\w)|giúp(?!\s+(?:đỡ|Chủ|Ủy|Uỷ|UBND|Ban|Đảng|Thường|việc))"
    r"|(?<=cá\s)nhân|nhân\s+(?:dân|viên|lực|sự|tố|quyền|khẩu|thân|văn|đạo|tài|chứng|công)(?!\w)|cử\s+(?:tri|nhân|chỉ)(?!\w)|(?<=bầu\s)cử|(?<=ứng\s)cử|(?<=đề\s)cử"
    r"|giao\s+(?:thông|tiếp|dịch|(?-i:ban)|hàng|thừa|thời)(?!\w)|lập\s+(?:trường|pháp|hiến)(?!\w)|phát\s+(?:thanh|ngôn|sinh)(?!\w)"
    r"|ký\s+(?:hiệu|túc|sự|ức)(?!\w)|nhập\s+(?:cư|khẩu|học|ngũ)(?!\w)|chuyển\s+(?:biến|dịch)(?!\w)|làm\s+chủ(?!\w)"
    r"|vệ\s+sinh\s+(?:an\s+toàn|môi\s+trường|thực\s+phẩm|lao\s+động|cá\s+nhân)(?!\w)"
    r"|công\s+khai,|minh\s+bạch|ổn\s+định,|dự\s+kiến|góp\s+phần)"
)
_OPENING = rf"(?:(?:{ADVERB}[\s,]+(?:và\s+)?)*?{_NOUN}{VERB})"
TASK = re.compile(_OPENING, re.IGNORECASE)
BARE = re.compile(rf"(?:^|[\s,]){VERB}\s*$", re.IGNORECASE)
STRONG = re.compile(
    rf"(?:tiếp\s+tục|kịp\s+thời|khẩn\s+trương|thường\s+xuyên|chủ\s+động|tăng\s+cường|đẩy\s+mạnh|"
    rf"nâng\s+cao|tập\s+trung(?=\s+{VERB})|đồng\s+thời)(?!\w)",
    re.IGNORECASE,
)
# What follows such a word tells the outcome of the task before it, or how it is meant.
OUTCOME = re.compile(
    r"(?:đồng thời\s+)?(?:đảm bảo|bảo đảm|góp phần|làm\s+(?:cơ sở|căn cứ|nền tảng|ảnh hưởng)|tạo|nhằm|"
    r"phục vụ|đáp ứng|tránh|xác định\s+đây|coi|không|hạn chế|giảm|trong đó|nhất là|báo cáo|trình|"
    r"tuyệt đối|phấn đấu|hướng tới|gắn|lấy|qua đó|từ đó|khắc phục|ngăn chặn|đẩy lùi|đề ra|"
    r"hoàn thành\s+(?:trước|trong)|xong|tập trung(?!\s+(?:"
    + "|".join(sorted(map(_loose, VERBS), key=len, reverse=True))
    + r"))|theo dõi\s+(?:và|kết quả)|gửi|đề xuất|tổng hợp)(?!\w)",
    re.IGNORECASE,
)
PURPOSE = re.compile(r"(?<!\w)(?:để|nhằm|phục vụ|tạo điều kiện|làm cơ sở|góp phần)(?!\w)")

_BODIES = """
Bộ|Sở|Ban|Ủy ban|Uỷ ban|UBND|HĐND|UBMTTQ|MTTQ|Hội đồng|Đảng ủy|Đảng uỷ|Thành ủy|Thành uỷ|Tỉnh ủy|Tỉnh uỷ|
Quận ủy|Huyện ủy|Chi bộ|Chi ủy|Đảng bộ|Phòng|Văn phòng|Mặt trận|Đoàn|Hội|Công an|Quân sự|Chủ tịch|
Phó Chủ tịch|Bí thư|Phó Bí thư|Giám đốc|Tổng Giám đốc|Thủ trưởng|Trưởng|Phó Trưởng|Bộ trưởng|Thứ trưởng|Tổ trưởng|Tổ|Trạm|
Trung tâm|Trường|Thành phố|Tỉnh|Phường|Xã|Quận|Huyện|Cấp ủy|Cấp uỷ|Thường trực|Bộ phận|
Cơ quan|Đơn vị|Người đứng đầu|Đồng chí|Tòa án|Toà án|Viện|Kho bạc|Thuế|Chi cục|Cục|Vụ|Tổng cục|Ngân hàng|
Doanh nghiệp|Công ty|Tập đoàn|Tổng công ty|Đài|Báo|Liên đoàn|Công đoàn|Thanh tra|Kiểm toán|Bảo hiểm|Chính phủ|
Thủ tướng|Phó Thủ tướng|Quốc hội|Chủ đầu tư|Nhà thầu|Đội|Công chức|Cán bộ|Đảng viên|Lực lượng|Hiệu trưởng|Chánh|
Cá nhân|Tập thể|Quỹ|Thư viện|Bảo tàng|Hiệp hội|Liên hiệp|Liên minh|Hải quan|Biên phòng|Cảnh sát|Dân quân|Viễn thông|Thi hành án|
Chi hội|Chi đoàn|Phân hội|Liên đội|Nhà trường|Bệnh viện|Bưu điện|Điện lực|Câu lạc bộ|Hộ gia đình|Hộ dân|Người dân|
Ngành|Địa phương|Tiểu ban|Khối|Hạt|Đồn|Ban Quản lý|Học viện|Đại học|BTV|BTT|BCH|BCĐ|
Lãnh đạo|Tổng Bí thư|Phó Giám đốc|Khu|Thôn|Ấp|Bản|Buôn|Đặc khu|VPCP|Kế toán|Chuyên viên|Ông|Bà|Nhân dân|Hợp tác xã
"""
BODIES = frozenset("".join(_BODIES.split("\n")).split("|")) - {""}
_SMALL = (
    r"bộ phận|cơ quan|đơn vị|địa phương|cấp ủy|cấp uỷ|lực lượng|người đứng đầu|thủ trưởng|chính quyền|đoàn thể|nhà trường|chủ đầu tư|ban giám hiệu|"
    r"mặt trận|tổ trưởng|thường trực|chủ tịch|giám đốc|tập thể|đồng chí|lãnh đạo|tổ công tác|tổ dân phố|"
    r"ban công tác|ban chỉ đạo|đoàn kiểm tra|đoàn giám sát|công an|cán bộ|trưởng|hiệu trưởng|bí thư|chi bộ|đảng ủy|ủy ban"
)
_MANY = (
    r"(?:Các|các|Những|những|Từng|từng|Mỗi|mỗi|Toàn thể|toàn thể)\s+(?:đồng\s+chí\s+)?(?:bộ|sở|ban|ngành|cơ quan|đơn vị|"
    r"địa phương|phòng|tổ chức|đoàn thể|hội|chi bộ|đảng bộ|thôn|ấp|bản|buôn|khu phố|tổ|trường|cấp|thành viên|xã|phường|"
    r"huyện|tỉnh|thành phố|quận|đồng chí|lực lượng|doanh nghiệp|công ty|cán bộ|ủy viên|uỷ viên|chủ đầu tư|nhà thầu|trạm|"
    r"trung tâm|viện|cục|vụ|khối|khu dân cư|đảng viên|hội viên|đoàn viên|chi hội|chi đoàn|hộ dân|hộ gia đình|người dân|"
    r"công chức|viên chức|giáo viên|hợp tác xã|thủ trưởng|lãnh đạo|UBND|Ủy ban|Sở|Bộ|Ban|Phòng|Đảng|Chi|Hội|Đoàn|Trường|"
    r"Thành|Tỉnh|Tổ|Cục|Vụ|Thứ trưởng|Phó|Bộ trưởng|Trưởng)(?!\w)"
)
_NO_BODY = r"(?!(?:Ban hành|Tổ chức|Báo cáo|Hội nghị|Đoàn kết|Thuế suất|Đội ngũ|Bản đồ|Khu vực|Ban đêm|Bà con|Xã hội hóa)(?!\w))"
BODY = re.compile(
    rf"(?:(?:và|Lãnh đạo|lãnh đạo|đồng chí|Đồng chí|[đĐ]/c|Thường trực)\s+)?(?:{_MANY}|{_NO_BODY}(?:{_any(BODIES)})(?!\w)|(?:{_SMALL})(?!\w))"
)
# Words that part a holder from its task even where no verb stands there yet.
MODAL = re.compile(
    r"(?<!\w)(?:phải|cần|có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm|có\s+nhiệm\s+vụ|chủ\s+trì|chủ\s+động|khẩn\s+trương|"
    r"tiếp\s+tục|nghiêm\s+túc|thường\s+xuyên|kịp\s+thời|căn\s+cứ|trên\s+cơ\s+sở|theo\s+chức\s+năng|"
    r"theo\s+(?:thẩm\s+quyền|nhiệm\s+vụ|phạm\s+vi)|trong\s+quá\s+trình|trong\s+phạm\s+vi|khi\s+có|nếu|quán\s+triệt|"
    r"trực\s+tiếp|tích\s+cực|sớm|tự|ngay|tuyệt\s+đối|không\s+được)(?!\w)"
)
# Heads of names that go on with any verb: đoàn kiểm tra, ban chỉ đạo, bộ phận xử lý đơn thư.
NAMED_BY_VERB = re.compile(
    r"(?<!\w)(?:đoàn|tổ|ban|bộ phận|người|hội đồng|trung tâm|tiểu ban|đội|các tổ chức|ủy ban|uỷ ban|công tác|"
    r"các|và|,|được|phụ|chi)\s*$",
    re.IGNORECASE,
)
# Heads that are whole names too, "Sở Nội vụ kiểm tra …": a name only with a verb that names offices.
NAMED_BY_SOME = re.compile(
    r"(?<!\w)(?:(?:cơ quan|đơn vị|lực lượng|cán bộ|(?<!văn )phòng|công chức|viện|cục|(?<!nội )(?<!công )vụ|(?<!xã )hội|"
    r"doanh nghiệp|khối|chuyên viên|thường trực|ngành|chi cục|ủy viên|uỷ viên|phó giám đốc|phó trưởng \w+)\s+"
    r"(?:chủ trì|quản lý|kiểm soát|kiểm sát|kiểm tra|giám sát|thanh tra|điều tra|đăng ký|điều phối|phụ trách|thi công|"
    r"tư vấn|tiếp nhận|thẩm định|tham mưu|giải quyết|phục vụ|hỗ trợ|hợp tác|bảo vệ|vận hành|khai thác|sử dụng|tuyên truyền|"
    r"thực hiện(?! (?:nghiêm|tốt|đúng|theo|các|việc|đầy đủ)))"
    r"|(?:cổng|trang|kênh|đài|hệ thống|báo)\s+(?:thông tin|truyền thông)"
    r"|văn phòng\s+(?:đăng ký|điều phối|giúp việc))(?!\w)",
    re.IGNORECASE,
)
