"""The sealed room is tested under its own settings; `tests.run` starts pytest once more for it.

Under the ward's settings nothing of it exists: these files are then left out.
"""

import json
import os
import re
import secrets
import struct
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

SEALED = settings.SETTINGS_MODULE == "soi.project.sealed"
collect_ignore_glob = [] if SEALED else ["test_*.py"]
DAY = date(2026, 11, 25)
DEMO = Path(__file__).parents[2] / "soi/denunciations/data/demo.json"
TEXT = "Ông Chủ tịch nhận tiền của dân để cấp giấy, ngày 3 tháng 5, tại trụ sở."
UBND = "ubnd-phuong-mau"


@pytest.fixture
def room(db_sealed):
    """A room whose manifest is in force; returns every reader's key by login."""
    from soi.denunciations import queries, services
    from soi.denunciations.management import keyfiles
    from soi.denunciations.services import epoch_of
    from soi.web import clock

    queries.pin.path().unlink(missing_ok=True)  # of the test before
    epoch = epoch_of(clock.today())
    body = json.loads(DEMO.read_text())
    keys = {one["login"]: keyfiles.new(one["person"], epoch) for one in body.pop("readers")}
    receivers = [{**key.request, "signature": None} for key in keys.values()]
    told = {
        **body, "version": 1, "day": DAY.isoformat(), "receivers": receivers,
        "salt": settings.SOI_SALT.hex(), "format": "soi/denunciations/manifest/v1",
    }  # fmt: skip
    seed = secrets.token_bytes(32)
    services.publish(signed_text=services.signed(told, seed), day=DAY)
    return Room(keys, seed)


class Room:
    """Keys of readers and of oversight, and what each can open."""

    def __init__(self, keys, seed):
        self.keys, self.seed = keys, seed

    def opened(self, login, content):
        from soi.core import sealed

        try:
            filled = sealed.open_with(content, [self.keys[login].secret])
        except sealed.CannotOpen:
            return None
        return json.loads(sealed.emptied(filled))

    def who_opens(self, content):
        return {login for login in self.keys if self.opened(login, content) is not None}

    def passed(self, client, login):
        from soi.core import sealed

        key = self.keys[login]
        asked = client.get("/denunciations/challenge").json()["challenge"]
        signature = sealed.sign(key.seed, b"soi/room/v1\n" + asked.encode()).hex()
        verify = sealed.public_key(key.seed).hex()
        told = {"verify": verify, "challenge": asked, "signature": signature}
        answer = client.post("/denunciations/room/enter", told, "application/json")
        return {"Soi-Pass": answer.json().get("pass", "")}


@pytest.fixture
def db_sealed(request):
    request.applymarker(pytest.mark.django_db(databases=["sealed"], transaction=True))
    return request.getfixturevalue("transactional_db")


@pytest.fixture
def envelope(room):
    from soi.core import sealed

    def make(size=4096, login="chanh-thanh-tra"):
        recipient = sealed.recipient(room.keys[login].secret)
        return sealed.seal(os.urandom(size), [recipient], os.urandom)

    return make


def hidden(page):
    """Return the hidden inputs of a page, as a program reads them."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return dict(found)


def shown_code(page):
    return re.search(r'class="code">\s*([0-9A-Z-]{24})\s*<', page).group(1)


def unpacked(data):
    """Return the boxes of a feed."""
    found, at = [], 0
    while at < len(data):
        _batch, words, size = struct.unpack_from(">IHI", data, at)
        at += 10 + words
        found.append(data[at : at + size])
        at += size
    return found


@pytest.fixture(scope="module")
def door(tmp_path_factory):
    from tests.denunciations.doors import Door

    opened = Door(tmp_path_factory.mktemp("door")).start()
    yield opened
    opened.stop()


@pytest.fixture
def visit(browser, door):
    """Open a page as somebody with a browser of their own; what is wrong is told at the end."""
    from tests.denunciations.telephones import faults

    contexts, problems = [], []

    def opened(path, script=True, root=door.root):
        context = browser.new_context(
            viewport={"width": 360, "height": 800}, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((root or path[:20], "blob:", "about:"))
                else problems.append(f"asked {request.url}")
            ),
        )
        page.goto(f"{root}{path}")
        return page

    opened.look = lambda page: problems.extend(faults(page))
    yield opened
    kept = [context.cookies() for context in contexts]
    for context in contexts:
        context.close()
    assert problems == []
    assert not any(kept)
