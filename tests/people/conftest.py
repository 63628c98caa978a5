from datetime import date

import pytest

from soi.offices import queries, services
from soi.offices.services import NewOffice

SINCE = date(2025, 7, 1)
OFFICES = [
    ("ubnd-phuong-mau", "UBND phường Mẫu", "committee", []),
    ("phong-kinh-te", "Phòng Kinh tế, Hạ tầng và Đô thị", "department", ["ubnd-phuong-mau"]),
    ("mot-cua-phuong-mau", "Trung tâm Phục vụ hành chính công", "desk", ["ubnd-phuong-mau"]),
]


@pytest.fixture
def ward(db, stamp):
    """Three offices: a committee, and two under it; one of them with a post."""
    for slug, name, kind, parents in OFFICES:
        office = NewOffice(
            slug=slug,
            name=name,
            short_name=name,
            kind=kind,
            track="government",
            level="ward",
            since=SINCE,
            parents=[(one, queries.ADMINISTRATIVE) for one in parents],
        )
        services.create(office=office, document="QĐ 1/QĐ-UBND", stamp=stamp)
    services.open_post(
        slug="truong-phong-kinh-te",
        office="phong-kinh-te",
        title="Trưởng phòng",
        is_head=True,
        since=SINCE,
        stamp=stamp,
    )
