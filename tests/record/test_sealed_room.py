"""What the sealed room tells of itself can be read by everybody; nothing else of it can."""

import ast
import io
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test.utils import CaptureQueriesContext

from soi.core import entries, proofs
from soi.core.rooms import house
from soi.core.stamps import SYSTEM, Stamp
from soi.record import queries, services
from soi.record.templatetags.kinds import facts_told
from soi.web.words import say
from tests.record.conftest import AT

pytestmark = pytest.mark.django_db
ROOM = Path(__file__).parents[2] / "soi/denunciations"
FACTS = {
    "denunciations.manifest_published": {
        "version": 3, "key": "ab" * 32, "signature": "cd" * 64,
        "fingerprint": "0B1C 2D3E", "manifest": "4F5A 6B7C",
    },
    "denunciations.oversight_pinned": {
        "key": "ab" * 32, "before": "cd" * 32, "fingerprint": "0B1C 2D3E",
        "document": "Quyết định 12",
    },
    "denunciations.scripts_published": {"scripts": {"write.js": "ef" * 32}},
    "denunciations.epoch_shredded": {
        "epoch": "2025-11", "ground": "Luật Lưu trữ, Điều 8", "keys": ["2025-11"], "left": [],
    },
    "denunciations.held": {"epoch": "2025-12"},
    "denunciations.month_counted": {
        "month": "2026-02", "filings": 5, "steps_done": 15, "steps_late": 0,
    },
}  # fmt: skip


def spooled(settings, folder, events, day="2026-03-02"):
    settings.SOI_SPOOL = folder
    told = [
        {"name": f"am-an-{place}-{day}", "kind": kind, "facts": facts, "day": day}
        for place, (kind, facts) in enumerate(events)
    ]
    commitments = [bytes([n]).hex() * 32 for n in range(int(day[-2:]), int(day[-2:]) + 3)]
    body = {"day": day, "commitments": commitments, "events": told}
    (folder / f"{day}.json").write_text(json.dumps(body))
    call_command("carry", stdout=io.StringIO())


@pytest.fixture
def told(home, settings, tmp_path):
    """A record that the room's words were carried into, and published."""
    spooled(settings, tmp_path, FACTS.items())
    services.publish(at=AT + timedelta(days=1000))
    return home


def places(kind):
    return [word for word in queries.overview(AT)["room"] if word.kind == kind]


def test_every_kind_can_be_read_with_its_proof_and_its_own_words(told, client):
    for kind, facts in FACTS.items():
        (word,) = places(kind)

        found = client.get(f"/record/entry/{word.index}").json()
        plain = entries.parse(bytes.fromhex(found["entry"]))
        proof = client.get(found["proof"].removeprefix("http://soi.example"))

        assert json.loads(found["payload"])["body"]["facts"] == facts
        assert entries.commitment(bytes.fromhex(found["salt"]), found["payload"].encode()) == (
            plain.commitment
        )
        assert proofs.parse_proof(proof.content.decode()).extra.hex() == found["entry"]
        assert found["told"] == say("record.kind", kind) != kind


def test_the_page_shows_the_newest_fingerprints_and_hashes(told, client, settings, tmp_path):
    scripts = {"scripts": {"write.js": "99" * 32}}
    later = {"denunciations.scripts_published": scripts}
    spooled(settings, tmp_path, later.items(), "2026-03-09")
    services.publish(at=AT + timedelta(days=1001))

    page = client.get("/record/").content.decode()

    assert "0B1C 2D3E" in page
    assert "99" * 32 in page
    assert "ef" * 32 not in page


def test_what_was_told_in_last_years_log_can_still_be_read(home, client, settings, tmp_path):
    now = datetime.now(AT.tzinfo)
    spooled(settings, tmp_path, FACTS.items())
    services.publish(at=now)
    services.reopen(name=f"{now.year}-b", at=now, why="x")
    (home.parent / "current").write_text(f"{now.year}-b")
    services.publish(at=now)

    (word,) = places("denunciations.scripts_published")
    found = client.get(f"/record/{word.log}/entry/{word.index}").json()

    assert word.log == str(now.year)
    assert "write.js" in found["payload"]
    assert client.get(f"/record/{word.log}/proof/{word.index}").status_code == 200
    assert client.get(f"/record/entry/{word.index}").status_code == 404
    assert client.get("/record/nothing/entry/0").status_code == 404


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("denunciations.received", {"epoch": "2026-02"}),
        ("denunciations.held", {"epoch": "2026-02", "document": "QĐ 12, vụ ông A"}),
        ("record.carried", {"targets": []}),
    ],
)
def test_no_other_kind_and_no_other_fact_is_shown(home, client, kind, facts):
    services.append(kind=kind, subject="sealed:x", facts=facts, stamp=Stamp(SYSTEM, AT))
    services.publish(at=AT)

    assert client.get("/record/entry/0").status_code == 404
    assert queries.overview(AT)["room"] == []


def test_the_page_asks_as_often_however_much_the_room_told(told, client, settings, tmp_path):
    from django.db import connection

    counts = []
    for day in ("2026-03-10", "2026-03-17"):
        spooled(settings, tmp_path, list(FACTS.items()) * 3, day)
        services.publish(at=AT + timedelta(days=1002))
        with CaptureQueriesContext(connection) as asked:
            client.get("/record/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_the_rows_are_found_by_their_own_index(told):
    from django.db import connection

    from soi.record.queries import room

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
        cursor.execute(f"{explain} {room.newest_query('denunciations')}")
        plan = "\n".join(str(row) for row in cursor.fetchall())

    assert "record_payload_room" in plan


def test_the_kinds_and_facts_are_those_that_the_room_tells():
    # Read from its code, for the ward's settings do not know the room.
    found = {}
    for path in ROOM.rglob("*.py"):
        tree = ast.parse(path.read_text())
        named = {
            one.targets[0].id: one.value
            for one in ast.walk(tree)
            if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name)
        }
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "tell":
                kind, facts = (named.get(getattr(a, "id", ""), a) for a in call.args[:2])
                name = getattr(kind, "value", "denunciations.scripts_published")
                found[name] = {key.value for key in facts.keys} - {"last"}

    told = {kind: shown.facts for kind, shown in house().record.items() if shown.facts}
    assert found == told
    assert FACTS.keys() == told.keys()
    assert all(len(facts_told(facts)) for facts in FACTS.values())
