import os
import shutil
import subprocess

import pytest

from tests.servers import SOI, Server

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
    url = scratch(os.environ.get("DATABASE_URL", ""))
    environment = {**os.environ, "SOI_DATA": str(data), "DATABASE_URL": url, "SOI_DEMO": "1"}
    subprocess.run([str(SOI), "demo", "--empty", "--quiet"], env=environment, check=True)
    ward = Server(data, DATABASE_URL=url, SOI_DEMO="1", SOI_BASE_URL="")
    ward.environment.pop("SOI_BASE_URL")
    ward.start()
    yield ward
    ward.stop()


def scratch(url: str) -> str:
    """Return a database of its own on the same PostgreSQL; nothing for SQLite."""
    if not url:
        return ""
    import psycopg

    name = f"soi_browser_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as database:
        database.execute(f"DROP DATABASE IF EXISTS {name}")
        database.execute(f"CREATE DATABASE {name}")
    return url.rsplit("/", 1)[0] + f"/{name}"


