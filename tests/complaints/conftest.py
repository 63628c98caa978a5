from datetime import UTC, datetime, timedelta

import pytest

from soi.core.mandates import Role
from soi.core.stamps import RESIDENT, SYSTEM, Stamp

START = datetime(2026, 7, 6, 1, tzinfo=UTC)  # Monday, 8 o'clock in Vietnam
UBND, CITY, DESK = "ubnd-phuong-mau", "ubnd-thanh-pho-mau", "mot-cua-phuong-mau"
VHXH = "phong-vhxh-phuong-mau"


@pytest.fixture
def ward(db):
    """Phường Mẫu with its offices, its rules and the nation's calendar."""
    from soi.law import services as law
    from soi.offices import services as offices

    stamp = Stamp(SYSTEM, datetime(2025, 12, 1, tzinfo=UTC))
    law.load(stamp=stamp)
    law.load_demo(stamp=stamp)
    offices.load_demo_ward(stamp=stamp)


@pytest.fixture
def at():
    """Give back the committee's mark, so many days after the start (or on a day)."""

    def make(days=0, *, on=None, office=UBND, hours=0):
        moment = START + timedelta(days=days, hours=hours)
        if on is not None:
            moment = datetime(on.year, on.month, on.day, 1, tzinfo=UTC)
        return Stamp(f"{office}-truong", moment, office, f"user:9{len(office)}")

    return make


@pytest.fixture
def user(ward):
    from datetime import date

    from soi.people import services as people

    def make(role, office):
        by_system = Stamp(SYSTEM, datetime(2025, 12, 2, tzinfo=UTC))
        name = f"{role}-{office}"
        user = people.create_user(username=name, display_name=name, password=None, stamp=by_system)
        people.give_mandate(
            user=user,
            role=Role(role),
            office=office,
            since=date(2025, 1, 1),
            document="QĐ 1",
            stamp=by_system,
        )
        return user

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
