from datetime import date

import pytest

from soi.core.duties import Visibility
from soi.duties import services
from soi.web import clock
from tests.acting import unbound
from tests.duties.conftest import HOLDER

KEYS = [
    "number", "title", "kind", "holder", "requester", "state", "verdict", "due_on",
    "due_source", "overdue", "source_url", "url",
]  # fmt: skip


def test_a_duty_has_exactly_the_promised_shape(client, duty):
    (item,) = client.get("/api/v1/duties").json()["items"]

    assert list(item) == KEYS
    assert item == {
        "number": duty.number,
        "title": duty.title,
        "kind": "session_request",
        "holder": HOLDER,
        "requester": "dang-uy-phuong-mau",
        "state": "open",
        "verdict": None,
        "due_on": "2026-03-09",
        "due_source": "Quyết định 27/QĐ-UBND, mục 4",
        "overdue": True,
        "source_url": "",
        "url": f"/duties/{duty.number}/",
    }


def test_a_duty_without_a_rule_says_there_is_no_statutory_day(client, ward, new_duty, stamp):
    services.assign(new=new_duty(limit=None), stamp=stamp)

    (item,) = client.get("/api/v1/duties").json()["items"]

    assert (item["due_on"], item["due_source"]) == (None, "không có thời hạn luật định")


def test_pages_follow_one_another_without_gap_or_repeat(client, ward, new_duty, stamp):
    given = [services.assign(new=new_duty(), stamp=stamp).number for _ in range(5)]

    seen, after = [], ""
    while after is not None:
        page = client.get(f"/api/v1/duties?limit=2&after={after}").json()
        seen += [item["number"] for item in page["items"]]
        after = page["next"]

    assert seen == given[::-1]


def test_only_the_overdue_are_given_when_asked_for(client, duty, new_duty):
    stamp = unbound(clock.now())
    fresh = services.assign(new=new_duty(starts_on=clock.today()), stamp=stamp)

    late = client.get("/api/v1/duties?overdue=true").json()["items"]
    in_time = client.get("/api/v1/duties?overdue=false").json()["items"]

    assert [item["number"] for item in late] == [duty.number]
    assert [item["number"] for item in in_time] == [fresh.number]


@pytest.mark.parametrize("visibility", [Visibility.INTERNAL, Visibility.SEALED])
def test_what_is_not_public_is_not_given(client, ward, new_duty, stamp, visibility):
    services.assign(new=new_duty(visibility=visibility), stamp=stamp)

    assert client.get("/api/v1/duties").json() == {"items": [], "next": None}


@pytest.mark.parametrize(
    "query",
    [
        "limit=0", "limit=201", "limit=abc", "limit=²", "after=x", "after=-1", "after=²",
        "state=late", "office=nobody", "overdue=maybe",
    ],
)  # fmt: skip
def test_a_wrong_question_is_answered_with_a_sentence_for_its_field(client, ward, query):
    answer = client.get(f"/api/v1/duties?{query}")

    assert answer.status_code == 422
    assert list(answer.json()) == ["error", "fields"]
    assert list(answer.json()["fields"]) == [query.partition("=")[0]]


def test_the_ledger_is_read_only_from_outside(client, ward):
    answer = client.post("/api/v1/duties", {})

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


def test_a_day_that_a_decision_named_is_kept(client, ward, new_duty, stamp):
    services.assign(
        new=new_duty(limit=None, due_on=date(2026, 4, 30), due_source="TB 12-TB/ĐU"), stamp=stamp
    )

    (item,) = client.get("/api/v1/duties").json()["items"]

    assert (item["due_on"], item["due_source"]) == ("2026-04-30", "TB 12-TB/ĐU")
