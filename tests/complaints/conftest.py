from datetime import UTC, datetime, timedelta

import pytest

from soi.core.stamps import RESIDENT, Stamp
from tests.acting import acting

START = datetime(2026, 7, 6, 1, tzinfo=UTC)  # Monday, 8 o'clock in Vietnam
UBND, CITY, DESK = "ubnd-phuong-mau", "ubnd-thanh-pho-mau", "mot-cua-phuong-mau"
VHXH = "phong-vhxh-phuong-mau"


@pytest.fixture
def at():
    """Give back the committee's mark, so many days after the start (or on a day)."""

    def make(days=0, *, on=None, office=UBND, hours=0):
        moment = START + timedelta(days=days, hours=hours)
        if on is not None:
            moment = datetime(on.year, on.month, on.day, 1, tzinfo=UTC)
        by = f"{office}-truong"
        return acting("office_head", office, moment, person=f"user:9{len(office)}", by=by)

    return make


@pytest.fixture
def complained(ward):
    """File a complaint on a day, and return its number."""
    from soi.reports import services
    from soi.reports.services import Contact, Filing

    def make(on=None, **more):
        moment = START if on is None else datetime(on.year, on.month, on.day, 1, tzinfo=UTC)
        filing = Filing(
            kind="complaint",
            text="Tôi khiếu nại quyết định xử phạt vì không đúng thửa đất.",
            topic="dat_dai",
            contact=Contact(name="Trần Thị Thử", address="12 Sen Hồng"),
            **more,
        )
        return services.receive(filing=filing, stamp=Stamp(RESIDENT, moment)).number

    return make
