from datetime import date

import pytest

from soi.notices import services
from soi.offices import services as offices
from soi.offices.services import NewOffice

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(stamp):
    def make(slug, email):
        office = NewOffice(
            slug=slug,
            name="Phòng Kinh tế",
            short_name="P. Kinh tế",
            kind="department",
            track="government",
            level="ward",
            since=date(2025, 7, 1),
            email=email,
        )
        offices.create(office=office, document="QĐ 1", stamp=stamp)

    return make


def test_an_office_is_written_to_at_its_own_address_and_by_its_name(found, stamp):
    found("phong-kinh-te", "kinhte@phuongmau.example")

    notice = services.queue_for_office(
        office="phong-kinh-te", template="duty_assigned", context={"number": "NV-1"}, stamp=stamp
    )

    assert notice.to == "kinhte@phuongmau.example"
    assert notice.context == {"office": "Phòng Kinh tế", "number": "NV-1"}


def test_an_office_without_an_address_is_not_written_to(found, stamp):
    found("phong-kinh-te", "")

    notice = services.queue_for_office(
        office="phong-kinh-te", template="duty_assigned", context={}, stamp=stamp
    )

    assert notice is None
