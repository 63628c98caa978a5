from datetime import date

import pytest

from soi.offices import queries


@pytest.fixture
def ward(ward):
    """Phường Mẫu, as of a day in March 2026."""
    return queries.chart(date(2026, 3, 2))
