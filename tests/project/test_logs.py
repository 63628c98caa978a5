"""What is written down: an event, when, who; never a code, a name, a text, a token."""

import io
import json
import logging
import logging.config
import random
import string

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import URLPattern, get_resolver

from soi.web import logs

CANARY = "CANARY"


@pytest.fixture
def written():
    """Return the lines that the ward's own set-up writes from here on."""
    stream = io.StringIO()
    handlers = [logging.getLogger().handlers, logging.getLogger("soi.events").handlers]
    ours = [one for found in handlers for one in found if isinstance(one.formatter, logs.Line)]
    assert len(ours) >= 2, "the set-up of logging is in force"
    before = [one.stream for one in ours]
    for one in ours:
        one.stream = stream  # not setStream: it flushes a stream that pytest may have closed
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    for one, old in zip(ours, before, strict=True):
        one.stream = old


def code():
    return "-".join("".join(random.choices("ABCDEFGHJKMNPQRSTVWXYZ", k=4)) for _ in range(4))


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["", "/accept", "/dispute", "/nothing"])
@pytest.mark.parametrize("method", ["get", "post", "put"])
def test_a_code_in_the_older_address_is_written_nowhere(written, ward, act, method):
    typed = code()

    getattr(Client(), method)(f"/api/v1/receipts/{typed}{act}")

    assert written(), "a refusal is written down"
    assert typed not in json.dumps(written())


def patterns(resolver, before=""):
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield before + str(one.pattern)
        else:
            yield from patterns(one, before + str(one.pattern))


def filled(pattern):
    """Return an address of the pattern with the canary wherever somebody may write something."""
    import re

    def fill(found):
        return "987654321" if found[0].startswith("<int") else CANARY

    return "/" + re.sub(r"<[^>]+>", fill, pattern).strip("^$").replace("\\Z", "")


@pytest.mark.django_db
def test_no_address_writes_down_what_a_visitor_puts_into_it(written, ward):
    client = Client(raise_request_exception=False)
    addresses = [filled(one) for one in patterns(get_resolver())]
    for address in addresses:
        for method in (client.get, client.post, client.delete):
            method(f"{address}?q={CANARY}", headers={"User-Agent": CANARY, "Cookie": f"a={CANARY}"})

    assert len(addresses) > 100
    assert len(written()) > 100
    assert CANARY not in json.dumps(written())


@pytest.mark.django_db
def test_an_error_tells_its_kind_and_its_place_and_not_its_words(written, ward, monkeypatch):
    def broken(*args, **more):
        raise RuntimeError(f"{CANARY}: Nguyễn Văn A, 0905123456")

    monkeypatch.setattr("soi.reports.queries.by_code", broken)
    client = Client(raise_request_exception=False)
    answer = client.get("/api/v1/receipt", headers={"Soi-Receipt-Code": code()})

    [line] = written()
    assert answer.status_code == 500
    assert (line["event"], line["error"], line["status"]) == ("request.failed", "RuntimeError", 500)
    assert "soi/reports/api" in line["at"]
    assert CANARY not in json.dumps(line)


def test_no_library_quotes_what_it_reads(written):
    for name in ("pypdf", "PIL", "fontTools", "urllib3", "django.security.DisallowedHost", "py"):
        logging.getLogger(name).error("cannot read %s", CANARY)
        logging.getLogger(name).error(f"cannot read {CANARY}")

    assert len(written()) == 12
    assert CANARY not in json.dumps(written())


def test_gunicorn_quotes_no_request(capsys):
    from gunicorn.config import Config

    from soi.project.voice import Voice

    config = Config()
    config.set("errorlog", "-")
    voice = Voice(config)
    voice.warning(f"Invalid request from ip=192.0.2.7: /api/v1/receipts/{CANARY}")
    try:
        raise ValueError(CANARY)
    except ValueError:
        voice.exception("Error handling request %s", f"/{CANARY}")
    logging.getLogger("gunicorn.error").handlers.clear()

    told = capsys.readouterr().err
    assert len(told.splitlines()) == 2
    assert CANARY not in told
    assert "192.0.2.7" not in told


@pytest.mark.django_db
def test_signing_in_and_failing_to_is_written_down_with_when_and_who(written, django_user_model):
    user = django_user_model.objects.create_user("can-bo", password="mot mat khau rat dai")
    client = Client()
    for login, password in [
        ("can-bo", CANARY),
        (CANARY, CANARY),
        ("can-bo", "mot mat khau rat dai"),
    ]:
        client.post("/accounts/login/", {"login": login, "password": password})

    lines = [one for one in written() if one["event"].startswith("sign_in")]
    told = [(one["event"], one["who"]) for one in lines]
    assert ("sign_in.failed", f"user:{user.pk}") in told
    assert ("sign_in.failed", "unknown") in told
    assert told[-1] == ("sign_in.done", f"user:{user.pk}")
    assert all(one["time"].endswith("+07:00") and one["by"].startswith("address:") for one in lines)
    assert CANARY not in json.dumps(lines)


@pytest.mark.django_db
def test_who_stands_for_an_address_is_another_tomorrow(rf, monkeypatch):
    from datetime import date

    from soi.web import clock

    found = set()
    for day in (1, 2):
        monkeypatch.setattr(clock, "today", lambda day=day: date(2026, 3, day))
        found.add(logs.visitor(rf.get("/", REMOTE_ADDR="203.0.113.7")))

    assert len(found) == 2
    assert not any("203" in one.partition(":")[2][:3] and "113" in one for one in found)


@pytest.mark.django_db(transaction=True)
def test_what_changes_who_may_do_what_is_written_down(written, ward, person, stamp):
    person("officer", "tram-y-te-phuong-mau")

    told = [one for one in written() if one["event"] in {"account.opened", "mandate.given"}]
    assert len(told) == 2
    assert all(set(one) >= {"time", "who", "office"} for one in told)


@pytest.mark.django_db
def test_a_limit_that_was_hit_is_written_down(written, ward):
    client = Client()
    for _ in range(61):
        answer = client.get("/api/v1/receipt", headers={"Soi-Receipt-Code": code()})

    assert answer.status_code == 429
    assert written()[-1] | {"time": "", "process": 0, "who": ""} == {
        "time": "", "process": 0, "who": "", "level": "warning", "event": "request.refused",
        "status": 429, "method": "GET", "route": "/api/v1/receipt",
    }  # fmt: skip


@pytest.mark.django_db
def test_a_flood_of_refusals_does_not_fill_the_disk(written, ward):
    client = Client()
    for _ in range(400):
        client.get("/khong-co-trang-nay/" + random.choice(string.ascii_letters))

    assert len(written()) <= 300


@pytest.mark.django_db
def test_a_refusal_counts_once_however_often_logging_was_set_up(written, ward):
    logger = logging.getLogger("django.request")
    before = list(logger.filters)
    for _ in range(300):
        logger.addFilter(logs.Thinned())
    try:
        Client().get("/khong-co-trang-nay/a")
        Client().get("/khong-co-trang-nay/b")
    finally:
        logger.filters[:] = before

    assert len(written()) == 2


def test_the_lines_can_be_shipped_away():
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as far:
        far.bind(("127.0.0.1", 0))
        far.settimeout(5)
        address = f"127.0.0.1:{far.getsockname()[1]}"
        logging.config.dictConfig(logs.configuration(ship_to=address))
        try:
            logs.note("sign_in.failed", "user:7")
            line = far.recv(4096).decode()
        finally:
            logging.config.dictConfig(django_settings.LOGGING)

    assert json.loads(line[line.index("{") :].rstrip("\0"))["who"] == "user:7"


def test_the_door_writes_the_day_and_nobody():
    set_up = logs.configuration(moments=False, quiet=True)
    assert set_up["formatters"]["line"]["moments"] is False

    record = logging.LogRecord("soi.events", logging.ERROR, "", 0, "request.failed", (), None)
    line = json.loads(logs.Line(moments=False).format(record))
    assert len(line["time"]) == len("2026-03-02")
    assert "process" not in line
