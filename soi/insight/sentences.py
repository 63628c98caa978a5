"""What insight says of files that do not fit: one sentence for each rule."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SCAN_PROBLEMS = {
    "bad_point": _("tọa độ không đọc được: “%(value)s”."),
    "swapped_point": _("vĩ độ và kinh độ có lẽ bị đổi chỗ: “%(value)s”. Vĩ độ đứng trước."),
    "outside_earth": _(
        "không phải vĩ độ, kinh độ: “%(value)s”. Nếu là tọa độ phẳng, thêm --coordinates cartesian."
    ),
    "place_twice": _("nơi này đã có tọa độ khác ở dòng trên: “%(value)s”."),
    "same_line": _("dòng lặp lại: “%(value)s”."),
    "too_few_fields": _("thiếu cột; cần nơi và số ca: “%(value)s”."),
    "case_without_place": _("nơi không có trong tệp tọa độ: “%(value)s”."),
    "bad_count": _("số ca không phải số nguyên: “%(value)s”."),
    "negative_count": _("số ca âm: “%(value)s”."),
    "bad_date": _("ngày không đọc được: “%(value)s”."),
    "no_date": _("thiếu ngày trong khi các dòng khác có: “%(value)s”."),
    "date_unlike_others": _("có ngày trong khi các dòng trên không có: “%(value)s”."),
    "outside_period": _("ngày nằm ngoài kỳ, ở nơi “%(value)s”."),
    "bad_people": _("số dân không đọc được hoặc âm: “%(value)s”."),
    "people_without_place": _("số dân của nơi không có trong tệp tọa độ: “%(value)s”."),
    "nobody_lives_there": _("có ca ở nơi không có dân số: “%(value)s”."),
    "edge_without_place": _("nơi kề không có trong tệp tọa độ: “%(value)s”."),
}
NO_STUDY = {
    "no_cases": _("Không có ca nào dùng được."),
    "no_dates": _("Các ca không có ngày; mô hình này cần ngày."),
    "end_before_start": _("Ngày cuối kỳ đứng trước ngày đầu kỳ."),
    "no_people": _("Mô hình poisson cần tệp số dân: --pop."),
    "no_controls": _("Mô hình bernoulli cần tệp đối chứng: --controls."),
    "stratum_without_people": _("Có ca thuộc nhóm tuổi, giới không có trong tệp số dân."),
    "cases_where_nobody_lives": _("Có ca ở nơi không có dân số."),
}
RELEASE_PROBLEMS = {
    "not_json": _("dòng không phải JSON đọc được."),
    "not_an_object": _("dòng không phải một đối tượng JSON."),
    "no_ocid": _("hồ sơ không có mã ocid."),
    "release_twice": _("hồ sơ này đã có ở dòng trên."),
}
DATA_FAULTS = {
    "wrong_type": _("trường có kiểu dữ liệu không đúng chuẩn:"),
    "bad_date": _("ngày mời hoặc hạn nộp không đọc được:"),
    "ends_before_it_starts": _("hạn nộp đứng trước ngày mời:"),
    "no_positive_amount": _("giá dự thầu bằng 0 hoặc âm:"),
    "other_currency": _("giá ghi bằng đồng tiền khác, không so sánh được:"),
}


@dataclass(frozen=True)
class Rule:
    """What a page says of a rule: its name, what it looks at, why it may be innocent."""

    name: Promise
    method: Promise
    innocent: Promise
    version: str = "1"


RULES = {
    "R003": Rule(
        _("Thời gian nộp hồ sơ ngắn"),
        _("Số ngày trọn từ lúc mời đến hạn nộp ít hơn mức của loại thủ tục đó."),
        _("Mua sắm khẩn cấp, hoặc loại thủ tục mà luật cho thời gian ngắn hơn."),
    ),
    "R018": Rule(
        _("Chỉ một nhà thầu tham gia"),
        _("Thủ tục rộng rãi hoặc hạn chế mà chỉ có một nhà thầu nộp hồ sơ."),
        _("Hàng hóa đặc thù, địa bàn xa, ít nơi cung cấp."),
    ),
    "R024": Rule(
        _("Giá kế tiếp sát giá trúng"),
        _("Chênh lệch giữa giá trúng và giá hợp lệ kế tiếp nhỏ khác thường so với cả tệp."),
        _("Thị trường có giá niêm yết, các bên chào gần nhau."),
    ),
    "R025": Rule(
        _("Dự nhiều, trúng rất ít"),
        _("Nhà thầu dự nhiều gói mà tỷ lệ trúng thấp khác thường."),
        _("Doanh nghiệp mới, đang học cách chào giá."),
    ),
    "R028": Rule(
        _("Giá trùng nhau"),
        _("Hai nhà thầu khác nhau chào cùng một giá, cùng đồng tiền."),
        _("Giá do nhà nước hoặc nhà sản xuất ấn định."),
    ),
    "R030": Rule(
        _("Hồ sơ nộp muộn mà trúng"),
        _("Hồ sơ hợp lệ nhận sau hạn nộp, và nhà thầu đó được chọn."),
        _("Hạn nộp đã được gia hạn mà dữ liệu chưa ghi; đồng hồ của hệ thống lệch."),
    ),
    "R035": Rule(
        _("Mọi hồ sơ khác bị loại"),
        _("Chỉ một nhà thầu còn hợp lệ và trúng, ít nhất một nhà thầu khác bị loại."),
        _("Các hồ sơ kia thật sự không đạt yêu cầu ghi trong hồ sơ mời."),
    ),
    "R036": Rule(
        _("Giá thấp nhất bị loại"),
        _("Hồ sơ giá thấp nhất bị loại trong khi có hồ sơ khác hợp lệ và gói thầu đã trao."),
        _("Giá thấp do chào thiếu khối lượng, hoặc xét cả chất lượng."),
    ),
    "R038": Rule(
        _("Tỷ lệ bị loại cao"),
        _("Tỷ lệ hồ sơ bị loại cao khác thường, theo bên mua, bên mời và nhà thầu."),
        _("Yêu cầu kỹ thuật mới, nhiều bên chưa quen."),
    ),
    "R048": Rule(
        _("Cung cấp quá nhiều loại"),
        _("Một nhà cung cấp trúng nhiều loại hàng khác nhau hơn hẳn các nơi khác."),
        _("Đại lý tổng hợp, siêu thị, hợp tác xã dịch vụ."),
    ),
    "R058": Rule(
        _("Giá trúng thấp hẳn"),
        _("Giá trúng thấp hơn giá hợp lệ kế tiếp nhiều khác thường."),
        _("Nhà thầu có sẵn máy, vật liệu tại chỗ, hoặc muốn vào thị trường."),
    ),
}
