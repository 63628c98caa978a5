"""A program reads what is public, and acts by a receipt's code."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from soi.reports import services
from tests.reports.api import GOOD, RECEIPT, REPORTS, TEXT, by

pytestmark = pytest.mark.usefixtures("ward")


def test_before_publication_neither_text_nor_place_is_given(client, send):
    number = send({**GOOD, "lat": 16.0151, "long": 108.2451}).json()["number"]

    told = client.get(f"{REPORTS}/{number}").json()

    assert (told["text"], told["lat"], told["long"], told["group"]) == (None, None, None, None)
    assert told["state"] == "assigned"


def test_the_public_place_has_three_decimals(client, send, officer):
    number = send({**GOOD, "lat": 16.01512, "long": 108.24519}).json()["number"]
    services.publish(number=number, stamp=officer("mot-cua-phuong-mau"))

    told = client.get(f"{REPORTS}/{number}").json()

    assert (told["lat"], told["long"], told["text"]) == (16.015, 108.245, TEXT)


def test_a_complaint_is_as_unknown_as_a_number_that_never_was(client, send):
    contact = {"name": "Trần Thị Thử", "address": "tổ 4"}
    told = send({**GOOD, "kind": "khieu_nai", "contact": contact})

    complaint = client.get(f"{REPORTS}/{told.json()['number']}")
    unknown = client.get(f"{REPORTS}/PA-2026-99999")

    assert told.status_code == 201
    assert (complaint.status_code, complaint.content) == (404, unknown.content)
    assert client.get(REPORTS).json()["items"] == []


def test_the_list_goes_on_from_a_key(client, send):
    numbers = [send({**GOOD, "text": f"{TEXT} {n}"}).json()["number"] for n in range(5)]

    first = client.get(f"{REPORTS}?limit=2").json()
    second = client.get(f"{REPORTS}?limit=2&after={first['next']}").json()
    third = client.get(f"{REPORTS}?limit=2&after={second['next']}").json()

    seen = [item["number"] for page in (first, second, third) for item in page["items"]]
    assert seen == numbers[::-1]
    assert third["next"] is None


@pytest.mark.parametrize(
    "query",
    ["limit=0", "overdue=maybe", "limit=201", "limit=x", "limit=-1", "limit=9999999999",
     "after=x", "after=%ff", "state=great", "topic=x", "kind=x", "office=x", "group=x",
     "after=MHwyMDI2fDE"],
)  # fmt: skip
def test_a_wrong_query_is_refused(client, query):
    answer = client.get(f"{REPORTS}?{query}")

    assert answer.status_code == 422
    assert set(answer.json()) == {"error", "fields"}


def test_a_list_of_a_hundred_takes_at_most_ten_statements(
    client, ward, filing, resident, officer, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    photo = services.NewPhoto(b"\xff\xd8jpeg", 10, 10)
    stamp = officer("mot-cua-phuong-mau")
    for _ in range(100):
        receipt = services.receive(filing=filing(photos=(photo,)), stamp=resident())
        services.publish(number=receipt.number, stamp=stamp)

    with CaptureQueriesContext(connection) as caught:
        answer = client.get(f"{REPORTS}?limit=100")

    items = answer.json()["items"]
    assert (len(items), len(items[0]["photos"])) == (100, 1)
    assert len(caught) <= 10, [one["sql"][:120] for one in caught]


def test_a_detail_takes_at_most_twelve_statements(client, send):
    number = send(GOOD).json()["number"]

    with CaptureQueriesContext(connection) as caught:
        client.get(f"{REPORTS}/{number}")

    assert len(caught) <= 12


def test_the_sender_reads_the_whole_and_what_may_be_done(client, answered):
    told = client.get(RECEIPT, headers=by(answered.code))

    data = told.json()
    assert told["Cache-Control"] == "no-store"
    assert data["answer"] == "Đã thay ba bóng đèn trên đường Sen Hồng."
    assert data["evidence"][0]["document_number"] == "12/BB-KT"
    assert {"accept", "dispute"} <= set(data["may"])


def test_the_sender_accepts(client, answered):
    told = client.post(f"{RECEIPT}/accept", headers=by(answered.code))

    assert (told.status_code, told.json()["state"]) == (200, "done")


def test_the_sender_disputes_with_a_vietnamese_word(client, answered):
    told = client.post(
        f"{RECEIPT}/dispute",
        {"reason": "chưa thỏa đáng", "text": "Vẫn tối"},
        content_type="application/json",
        headers=by(answered.code),
    )

    assert (told.status_code, told.json()["state"]) == (200, "disputed")


def test_an_act_out_of_turn_is_a_conflict(client, received):
    told = client.post(f"{RECEIPT}/accept", headers=by(received.code))

    assert told.status_code == 409


@pytest.mark.parametrize("code", ["x", "K7QM-3WTR-9HXE-4C", "a" * 3000, "%00", "../../etc"])
def test_a_guessed_code_opens_nothing(client, code):
    for method in (client.get, client.post):
        for told in (method(RECEIPT, headers=by(code)), method(f"/api/v1/receipts/{code}")):
            assert 400 <= told.status_code < 500


def test_guessing_codes_is_slowed_down(client):
    for _ in range(60):
        client.get(RECEIPT, headers=by("K7QM-3WTR-9HXE-4C"))

    told = client.get(RECEIPT, headers=by("K7QM-3WTR-9HXE-4C"))

    assert told.status_code == 429
    assert int(told["Retry-After"]) > 0


def test_the_older_address_with_the_code_in_it_still_answers(client, answered):
    told = client.get(f"/api/v1/receipts/{answered.code}")

    assert told.json() == client.get(RECEIPT, headers=by(answered.code)).json()


def test_without_a_code_the_answer_says_where_it_belongs(client):
    told = client.get(RECEIPT)

    assert told.status_code == 400
    assert "Soi-Receipt-Code" in told.json()["error"]


def test_the_description_knows_every_operation(client):
    from soi.web import openapi

    paths = json.loads(openapi.document())["paths"]

    assert {REPORTS, f"{REPORTS}/{{number}}", f"{RECEIPT}/dispute"} <= set(paths)
    assert set(paths[REPORTS]) >= {"get", "post"}
