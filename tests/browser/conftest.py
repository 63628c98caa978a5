import os
import shutil

import pytest

from tests.servers import Server, found_ward, scratch

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
]


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM:
        pytest.skip("there is no Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield instance
        instance.close()


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
