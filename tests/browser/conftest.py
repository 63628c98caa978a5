import os

import pytest

from tests.browser.log import checkpoint, cosigned, filed, until
from tests.servers import Server, found_ward, scratch

COUNT = 150


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The demo ward, served by the processes that serve a real one."""
    data = tmp_path_factory.mktemp("ward")
    url = scratch(os.environ.get("DATABASE_URL", ""), "browser")
    found_ward(data, url)
    ward = Server(data, DATABASE_URL=url, SOI_DEMO="1")
    ward.start()
    yield ward
    ward.stop()


@pytest.fixture(scope="package")
def ward(tmp_path_factory):
    """A ward with its two witnesses, whose sealed entries wait for two seconds only."""
    data = tmp_path_factory.mktemp("record")
    url = scratch(os.environ.get("DATABASE_URL", ""), "recordpages")
    found_ward(data, url)
    served = Server(data, DATABASE_URL=url, SOI_DEMO="1", SOI_SEALED_SECONDS="2")
    served.start()
    served.receipts = [filed(served) for _ in range(COUNT)]
    until(lambda: checkpoint(served)[1] > 2 * COUNT and cosigned(served))
    yield served
    served.stop()
