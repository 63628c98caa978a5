"""The pages on which law and offices are changed: who may, what is refused, what is shown first."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from soi.core.mandates import Role
from soi.core.stamps import SYSTEM, Stamp
from soi.law import queries as law
from soi.offices import queries as offices
from soi.people import services as people
from soi.record import queries as record
from tests.portal.test_staff import OFFICE, choose


@pytest.fixture
def clerk(ward, client):
    """Somebody who may be a law editor, an editor of offices, or at the desk; signed in."""
    stamp = Stamp(SYSTEM, datetime(2026, 1, 2, tzinfo=UTC))
    user = people.create_user(
        username="editor", display_name="Thử Việc", password="mot-hai-ba-bon-5", stamp=stamp
    )
    for role in (Role.DESK_OFFICER, Role.LAW_EDITOR, Role.OFFICE_EDITOR):
        people.give_mandate(user=user, role=role, office=OFFICE, since=date(2026, 1, 1),
                            document="QĐ 1", stamp=stamp)  # fmt: skip
    client.force_login(user)
    return user


RULE = {
    "code": "td.reply", "kind": "tiep_dan", "scope": "VN", "trigger": "nhận",
    "holder": "người nhận",
    "amount": "5", "unit": "working_day", "counted_from": "ngày nhận",
    "act_title": "Luật thử", "act_number": "1/2026/QH16", "article": "Điều 1",
    "valid_from": "01/01/2030",
}  # fmt: skip
EVENT = {
    "change": "merge", "effective_on": "01/01/2030", "document": "NQ 1/NQ-HĐND",
    "olds": ["phong-kt-phuong-mau"], "news": ["phong-vhxh-phuong-mau"],
}  # fmt: skip


def test_a_rule_is_looked_at_before_it_is_applied(client, clerk):
    choose(client, "law_editor")
    before = record.root()

    page = client.post(reverse("portal:rule-enter"), {**RULE, "look": "1"}).content.decode()

    assert "Không việc nào đang mở bị động đến" in page
    assert record.root() == before
    client.post(reverse("portal:rule-enter"), {**RULE, "apply": "1"})
    assert law.book().limit("td.reply", date(2030, 1, 2)).amount == 5


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"article": ""}, "không có thì không ai kiểm được"),
        ({"scope": "phuong-khac"}, "Không có nơi này"),
        ({"valid_from": "01/07/2014"}, "Ngày ấy đã có một bản"),
    ],
)
def test_a_rule_that_cannot_stand_is_refused_in_words(client, clerk, change, words):
    choose(client, "law_editor")
    before = record.root()

    response = client.post(reverse("portal:rule-enter"), {**RULE, **change, "apply": "1"})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert record.root() == before


def test_a_review_is_noted_with_its_document_and_shown(client, clerk):
    choose(client, "law_editor")
    words = {"version": "2014-07-01", "by": "luật gia, Sở Tư pháp", "document": "CV 5/STP"}

    client.post(reverse("portal:rule-review", args=["td.reply"]), words)

    page = client.get(reverse("portal:rule", args=["td.reply"])).content.decode()
    assert "luật gia, Sở Tư pháp" in page
    assert law.book().rule("td.reply", date(2026, 3, 2)).review == "reviewed"


@pytest.mark.parametrize(
    "name", ["rule-enter", "reorganisations", "reorganise", "coordination-edit"]
)
def test_only_an_editor_changes_law_or_offices(client, clerk, name):
    choose(client, "desk_officer")

    assert client.get(reverse(f"portal:{name}")).status_code == 403


def test_a_reorganisation_is_drafted_previewed_applied_and_taken_back(client, clerk):
    choose(client, "office_editor")
    on = date(2030, 1, 1)

    response = client.post(reverse("portal:reorganise"), EVENT, follow=True)

    page = response.content.decode()
    assert "dự thảo, chưa có tác dụng" in page
    number = offices.events()[0].number
    assert offices.chart(on).has("phong-kt-phuong-mau")
    client.post(reverse("portal:reorganise-act", args=[number, "enact"]))
    assert not offices.chart(on).has("phong-kt-phuong-mau")
    client.post(reverse("portal:reorganise-act", args=[number, "cancel"]), {"reason": "hoãn"})
    assert offices.chart(on).has("phong-kt-phuong-mau")


def test_legs_that_do_not_add_up_are_told_by_name(client, clerk):
    choose(client, "office_editor")

    response = client.post(reverse("portal:reorganise"), {**EVENT, "news": ["mttq-phuong-mau"]})

    assert response.status_code == 422
    assert "không cùng hệ thống" in response.content.decode()
