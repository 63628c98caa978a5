"""A program sends a filing: the receipt it gets, and what it is told of whatever is wrong."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from soi.offices.models import OfficeName
from soi.record import queries as record
from soi.record.models import Counter
from soi.reports.models import Photo, Report
from tests.reports.api import GOOD, REPORTS, TEXT
from tests.reports.conftest import KT

pytestmark = pytest.mark.usefixtures("ward")


@pytest.fixture
def refused(send):
    """Send something wrong, and make sure that it left no trace."""

    def refused(data=None, status=422, **more):
        before = (Report.objects.count(), Photo.objects.count(), record.root())

        answer = send(data, **more)

        told = answer.json()
        assert answer.status_code == status, told
        assert set(told) == {"error", "fields"}
        assert told["error"]
        assert (Report.objects.count(), Photo.objects.count(), record.root()) == before
        return told

    return refused


@pytest.fixture
def renamed_elsewhere():
    """Let another process give an office a new name."""

    def renamed(office):
        OfficeName.objects.filter(office__slug=office).update(name="Phòng mới")
        Counter.objects.filter(name="offices").update(value=7)

    return renamed


def jpeg(width=40, height=30):
    target = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(target, "JPEG")
    return target.getvalue()


def test_a_report_sent_as_json_gets_a_receipt_of_the_agreed_shape(send):
    answer = send({**GOOD, "topic": "ha_tang", "group": "to-03"})

    told = answer.json()
    assert answer.status_code == 201
    assert answer["Cache-Control"] == "no-store"
    assert {
        "number", "receipt_code", "office", "office_name", "due_on", "due_source", "url", "promise",
    } <= set(told)  # fmt: skip
    assert told["office"] == KT
    assert "Set-Cookie" not in answer


def test_a_report_with_photos_comes_as_a_form(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    files = [SimpleUploadedFile(f"{n}.jpg", jpeg(), "image/jpeg") for n in range(5)]

    answer = client.post(REPORTS, {**GOOD, "lat": "16.015", "long": "108.245", "photos": files})

    assert answer.status_code == 201, answer.json()
    assert Photo.objects.count() == 5
    assert Report.objects.get().lat == 16.015


def test_the_same_key_gives_the_same_answer(send):
    first = send(GOOD, idempotency_key="one-key")
    second = send(GOOD, idempotency_key="one-key")

    assert first.json() == second.json()
    assert Report.objects.count() == 1


def test_the_same_key_for_something_else_is_refused(send, refused):
    send(GOOD, idempotency_key="one-key")

    refused({**GOOD, "text": TEXT + " lam"}, status=409, idempotency_key="one-key")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "ngắn"}, "text"),
        ({"text": "a" * 100_000}, "text"),
        ({"text": None}, "text"),
        ({"text": 12}, "text"),
        ({"text": ["a"] * 20}, "text"),
        ({"text": "có ký tự \x00 ở giữa câu"}, "text"),
        ({"kind": "to_cao"}, "kind"),
        ({"kind": "Phan_anh"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"kind": {"a": 1}}, "kind"),
        ({"group": "to-99"}, "group"),
        ({"topic": "thoi_tiet"}, "topic"),
        ({"lat": 16.01}, "long"),
        ({"long": 108.25}, "lat"),
        ({"lat": 21.02, "long": 105.85}, "group"),
        ({"lat": "16.01", "long": "108.25"}, "lat"),
        ({"lat": True, "long": False}, "lat"),
        ({"lat": 10**300, "long": 1}, "lat"),
        ({"address": "a" * 1000}, "address"),
        ({"contact": "Lan"}, "contact"),
        ({"contact": {"name": 7}}, "contact.name"),
        ({"contact": {"email": "không phải thư"}}, "contact.email"),
        ({"kind": "khieu_nai"}, "contact.name"),
        ({"kind": "khieu_nai", "contact": {"name": "Lan"}}, "contact.address"),
    ],
)
def test_a_wrong_field_is_named_and_leaves_no_trace(refused, change, field):
    told = refused({**GOOD, **change})

    assert field in told["fields"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (" ", 400),
        ("{", 400),
        ("[]", 400),
        ("7", 400),
        ('"x"', 400),
        ("null", 400),
        ('{"kind":"phan_anh","text":"' + "\\ud800" * 20 + '"}', 400),
        ('{"kind":"phan_anh","text":"một câu đủ dài","lat":NaN,"long":1}', 400),
        ('{"kind":"phan_anh","text":"một câu đủ dài","lat":1e999,"long":1}', 400),
        ('{"kind":"phan_anh","text":"một câu đủ dài","lat":' + "9" * 5000 + ',"long":1}', 400),
        (b'{"kind":"phan_anh","text":"\xff\xfe\xff\xfe\xff\xfe\xff\xfe\xff\xfe"}', 400),
        ("[" * 100_000, 400),
        ('{"kind":"phan_anh","text":"' + "a" * 3_000_000 + '"}', 413),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(refused, body, status):
    if status == 400 and isinstance(body, str) and ("1e999" in body or "9999" in body):
        told = _either(refused, body)
    else:
        told = refused(body=body, status=status)

    assert told["error"]


def _either(refused, body):
    try:
        return refused(body=body, status=400)
    except AssertionError:
        return refused(body=body, status=422)


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/xml", "", "application/x-www-form-urlencoded"]
)
def test_another_content_type_is_refused(refused, content_type):
    refused(body=json.dumps(GOOD), content_type=content_type, status=415)


@pytest.mark.parametrize(
    "body",
    [b"", b"--x", b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n', b"\x00" * 500],
)
def test_a_broken_form_is_refused(send, body):
    before = record.root()

    answer = send(body=body, content_type="multipart/form-data; boundary=x")

    assert 400 <= answer.status_code < 500
    assert set(answer.json()) == {"error", "fields"}
    assert record.root() == before


def test_a_form_without_a_boundary_is_refused(send):
    assert send(body=b"abc", content_type="multipart/form-data").status_code == 400


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jpg", b"%PDF-1.7 not a picture"),
        ("a.jpg", b""),
        ("a.jpg", jpeg()[:200]),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.jpg", b"\xff\xd8" + b"\x00" * (11 * 1024 * 1024)),
    ],
)
def test_what_is_no_photo_is_refused(client, name, data):
    before = record.root()
    file = SimpleUploadedFile(name, data, "image/jpeg")

    answer = client.post(REPORTS, {**GOOD, "photos": file})

    assert answer.status_code == 422
    assert "photos" in answer.json()["fields"]
    assert (Report.objects.count(), record.root()) == (0, before)


def test_a_picture_that_would_fill_the_memory_is_refused(client):
    bomb = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(bomb, "PNG")
    file = SimpleUploadedFile("a.png", bomb.getvalue(), "image/png")

    answer = client.post(REPORTS, {**GOOD, "photos": file})

    assert (answer.status_code, Report.objects.count()) == (422, 0)


def test_six_photos_are_one_too_many(client):
    files = [SimpleUploadedFile(f"{n}.jpg", jpeg()) for n in range(6)]

    answer = client.post(REPORTS, {**GOOD, "photos": files})

    assert (answer.status_code, list(answer.json()["fields"])) == (422, ["photos"])


def test_text_is_composed_before_it_is_stored(send):
    import unicodedata

    typed = unicodedata.normalize("NFD", "Đường Hoa Sữa ngập nước từ tối qua")

    send({**GOOD, "text": typed})

    assert Report.objects.get().text == unicodedata.normalize("NFC", typed)


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_another_method_is_refused_in_json(client, method):
    answer = getattr(client, method)(REPORTS)

    assert answer.status_code == 405
    assert set(answer.json()) == {"error", "fields"}
    assert "POST" in answer["Allow"]


def test_the_sentence_is_in_the_callers_language(send):
    vietnamese = send({**GOOD, "text": ""}, accept_language="vi").json()["error"]
    english = send({**GOOD, "text": ""}, accept_language="en").json()["error"]

    assert "ô" in vietnamese
    assert english


def test_a_filing_is_taken_in_by_ten_statements(client, send):
    send(GOOD)

    with CaptureQueriesContext(connection) as caught:
        assert send(GOOD).status_code == 201

    work = [one["sql"] for one in caught if "SAVEPOINT" not in one["sql"]]
    most = 9 if connection.vendor == "postgresql" else 10  # there one tells number and editions
    assert len(work) <= most, "\n".join(one[:150] for one in work)


def test_offices_that_changed_elsewhere_are_seen_by_the_next_filing(send, renamed_elsewhere):
    send({**GOOD, "topic": "ha_tang"})
    renamed_elsewhere(KT)

    told = send({**GOOD, "topic": "ha_tang"}).json()

    assert told["office_name"] == "Phòng mới"


def test_photos_are_kept_once_where_the_offices_changed_elsewhere(
    client, settings, tmp_path, renamed_elsewhere
):
    settings.MEDIA_ROOT = tmp_path
    told = {"kind": "phan_anh", "text": TEXT}
    client.post(REPORTS, told)
    renamed_elsewhere(KT)

    files = [SimpleUploadedFile("1.jpg", jpeg(), "image/jpeg")]
    answer = client.post(REPORTS, {**told, "photos": files})

    assert answer.status_code == 201
    assert Photo.objects.count() == 1
    assert len([one for one in tmp_path.rglob("*") if one.is_file()]) == 1
