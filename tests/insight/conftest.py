from datetime import UTC, date, datetime, timedelta

import pytest

from soi.core.stamps import RESIDENT, SYSTEM, Stamp
from soi.insight.services.nightly import scan_night
from soi.law import services as law
from soi.offices import services as offices
from soi.reports import services as reports
from soi.reports.services import Contact, Filing
from tests.acting import acting
from tests.snapshot import Snapshot

LAST = date(2026, 9, 30)
NOON = datetime(2026, 10, 1, 2, tzinfo=UTC)
WARD, KT, FRONT = "ubnd-phuong-mau", "phong-kt-phuong-mau", "mttq-phuong-mau"


def leader(at=NOON):
    return acting("leader", WARD, at)


def night(day=LAST, key=7, replicates=999):
    stamp = Stamp(SYSTEM, datetime(day.year, day.month, day.day, 19, tzinfo=UTC))
    return scan_night(day=day, stamp=stamp, key=key, replicates=replicates)


def told(group, day, *, topic="rac_thai", phone="", text="Rác chất đống ở đầu ngõ, mùi rất nặng."):
    """A resident tells of something at a group on a day."""
    at = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    filing = Filing(
        kind="report", text=text, topic=topic, group=group, contact=Contact(phone=phone)
    )
    return reports.receive(filing=filing, stamp=Stamp(RESIDENT, at))


def usual():
    """A quiet year about rubbish: a report here or there every third day."""
    for number in range(121):
        told(f"to-{number * 5 % 12 + 1:02d}", LAST - timedelta(days=number * 3))


def burst(group="to-11", count=14, days=5, topic="rac_thai"):
    """Many people of one group within a few days."""
    for number in range(count):
        told(group, LAST - timedelta(days=number % days), topic=topic,
             phone=f"0900 000 {100 + number}")  # fmt: skip


@pytest.fixture
def quiet_year(db, stamp):
    """The ward with a quiet year behind it."""
    _YEAR.put(stamp)


@pytest.fixture
def ward(quiet_year):
    """The ward of whoever signs in here is the one with the year behind it."""


@pytest.fixture
def hot(quiet_year):
    """A ward in which one group burns, found by a night."""
    from soi.insight import queries

    burst()
    night()
    return queries.open_spots().get(topic="rac_thai")


def _founded(stamp):
    law.load(stamp=stamp)
    offices.load_demo_ward(stamp=stamp)
    usual()


_YEAR = Snapshot(_founded)
