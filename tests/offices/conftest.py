from datetime import date

import pytest

from soi.offices import queries, services


@pytest.fixture
def ward(db, stamp):
    """Phường Mẫu, as of a day in March 2026."""
    services.load_demo_ward(stamp=stamp)
    return queries.chart(date(2026, 3, 2))
