from datetime import date

import pytest

from soi.core.deadlines import Extension, Limit, Unit
from soi.core.duties import Kind
from soi.duties import services
from soi.duties.services import NewDuty

HOLDER = "phong-kt-phuong-mau"
LIMIT = Limit(
    "demo.five",
    "2026-01-12",
    5,
    Unit.WORKING_DAY,
    "Quyết định 27/QĐ-UBND, mục 4",
    statutory=False,
    extensions=(Extension("needed", 1, 5, Unit.WORKING_DAY, "quyết định"),),
)


@pytest.fixture
def new_duty():
    def make(**changes):
        plain = {
            "kind": Kind.SESSION_REQUEST,
            "title": "Lập lịch thu rác cho khu Đồi Thông",
            "holder": HOLDER,
            "starts_on": date(2026, 3, 2),
            "requester_office": "dang-uy-phuong-mau",
            "limit": LIMIT,
        }
        return NewDuty(**{**plain, **changes})

    return make


@pytest.fixture
def duty(ward, new_duty, stamp):
    return services.assign(new=new_duty(), stamp=stamp)
