"""What a visitor may leave behind and ask for is bounded, at every address that takes something."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from soi.web import limits
from tests.timed import within_seconds

pytestmark = pytest.mark.django_db


def patterns(resolver, before=""):
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield before + str(one.pattern)
        else:
            yield from patterns(one, before + str(one.pattern))


def open_to_visitors():
    found = []
    for one in patterns(get_resolver()):
        path = "/" + re.sub(r"<[^>]+>", "1", one).strip("^$").replace("\\Z", "")
        if not path.startswith("/staff/"):
            found.append(path)
    return found


def test_whoever_left_enough_for_today_is_told_so_at_every_address(ward, monkeypatch):
    monkeypatch.setattr(limits, "A_DAY", limits.A_SENDING)
    client = Client(raise_request_exception=False)
    client.post("/lookup/")

    answers = {path: client.post(path) for path in open_to_visitors()}

    assert len(answers) > 40
    assert {path for path, answer in answers.items() if answer.status_code != 429} == set()
    assert all(int(answer["Retry-After"]) > 3600 for answer in answers.values())


def test_others_and_officers_are_not_bound_by_a_visitor(ward, monkeypatch, django_user_model):
    monkeypatch.setattr(limits, "A_DAY", limits.A_SENDING)
    client = Client()
    client.post("/lookup/")
    officer = Client()
    officer.force_login(django_user_model.objects.create_user("can-bo"))

    assert Client(REMOTE_ADDR="198.51.100.9").post("/lookup/").status_code == 422
    assert officer.post("/lookup/").status_code == 422
    assert client.get("/reports/").status_code == 200, "reading is free"


@within_seconds
def test_an_incomplete_filing_counts_as_a_whole_one_does(ward, client):
    key = client.get("/reports/new/").context["key"]
    told = {"kind": "complaint", "text": "đ" * 500, "key": key}

    statuses = [client.post("/reports/new/send/", told).status_code for _ in range(125)]

    assert set(statuses[:120]) == {422}
    assert set(statuses[120:]) == {429}


def test_what_was_typed_is_kept_where_the_limit_is_hit(ward, client, monkeypatch):
    monkeypatch.setattr("soi.reports.views.filing._MOST_TRIES", 0)

    told = client.post("/reports/new/send/", {"kind": "complaint", "text": "Nắp cống vỡ ở ngõ 3"})

    assert told.status_code == 429
    assert "Nắp cống vỡ ở ngõ 3" in told.content.decode()
