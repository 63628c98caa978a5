"""What insight says of files that do not fit: one sentence for each rule."""

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
