from django.db import DatabaseError

from soi.portal.views import health
from soi.web import heartbeat


def test_all_is_well_while_the_worker_beats(client, db):
    heartbeat.beat()

    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_a_worker_that_is_just_starting_counts_as_alive(client, db, monkeypatch):
    monkeypatch.setattr(heartbeat, "age", lambda: None)
    monkeypatch.setattr(health, "_GRACE", 10**9)

    assert client.get("/healthz").status_code == 200


def test_a_worker_that_went_silent_is_named(client, db, monkeypatch):
    monkeypatch.setattr(heartbeat, "age", lambda: 3600.0)
    monkeypatch.setattr(health, "_GRACE", 0)

    response = client.get("/healthz")

    assert (response.status_code, response.json()["dead"]) == (503, ["worker"])


def test_a_database_that_does_not_answer_is_named(client, db, monkeypatch):
    class Broken:
        def cursor(self):
            raise DatabaseError

    heartbeat.beat()
    monkeypatch.setattr(health, "connection", Broken())

    response = client.get("/healthz")

    assert (response.status_code, response.json()["dead"]) == (503, ["database"])
