from datetime import UTC, datetime

import pytest

from soi.core.entries import Class
from soi.record import services
from soi.record.services import asking, calling, publishing

AT = datetime(2026, 3, 2, 8, 0, 5, tzinfo=UTC)


@pytest.fixture
def started(settings, tmp_path):
    """An empty ward folder, and a process that has just begun; returns the log's folder."""
    settings.SOI_DATA = tmp_path
    settings.SOI_SEALED_SECONDS = 3600
    settings.SOI_BASE_URL = "http://soi.example"
    restart()
    return tmp_path / "record" / "2026"


def restart():
    """Forget what a process knows: as if the background work were started again."""
    asking._looked.clear()
    calling._out.clear()
    publishing._begun.clear()


def tell(stamp, count=1, entry_class=Class.OPEN):
    """Add entries to the record; returns their rows."""
    lines = [
        services.Line("a.b", f"x:{number}", {}, entry_class, begins=True) for number in range(count)
    ]
    return services.append_all(lines=lines, stamp=stamp)
