"""The pages on which law and offices are changed: who may, what is refused, what is shown first."""

from datetime import date

import pytest
from django.urls import reverse

from soi.core.mandates import Role
from soi.law import queries as law
from soi.offices import queries as offices
from soi.record import queries as record
from tests.portal.test_staff import OFFICE, choose


@pytest.fixture
def clerk(user, client):
    """Somebody who may be a law editor, an editor of offices, or at the desk; signed in."""
    roles = Role.LAW_EDITOR, Role.OFFICE_EDITOR
    editor = user("desk_officer", OFFICE, *roles, since=date(2026, 1, 1), login="editor")
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    return editor


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

    assert "Không việc nào đang mở bị ảnh hưởng" in page
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


RELATION = {
    "form": "relate", "number": "quy tắc 70", "source": "QĐ 70/QĐ-UBND", "since": "01/03/2026",
    "office": "phong-vhxh-phuong-mau", "role": "leads", "topic": "rac_thai",
}  # fmt: skip
SIGN = {
    "form": "sign", "number": "điều 9", "source": "Quy chế làm việc, QĐ 8", "since": "01/03/2026",
    "office": "phong-kt-phuong-mau", "matter": "trả lời phản ánh", "collective": "on",
    "signer": "phong-kt-phuong-mau-truong", "deputy": "phong-kt-phuong-mau-pho",
}  # fmt: skip


def test_a_rule_that_contradicts_another_is_shown_beside_it(client, clerk):
    choose(client, "office_editor")

    page = client.post(reverse("portal:coordination-edit"), RELATION, follow=True).content.decode()

    assert "hai nơi cùng chủ trì một lĩnh vực" in page
    assert "quy tắc 14" in page
    end = {"form": "end", "number": "quy tắc 70", "on": "02/03/2026", "document": "QĐ 71"}
    client.post(reverse("portal:coordination-edit"), end)
    assert "hai nơi cùng chủ trì" not in client.get("/coordination/").content.decode()


def test_a_working_rule_is_shown_on_the_office_and_refused_twice(client, clerk):
    choose(client, "office_editor")

    client.post(reverse("portal:coordination-edit"), SIGN)
    again = client.post(reverse("portal:coordination-edit"), {**SIGN, "number": "điều 10"})

    assert again.status_code == 422
    assert "điều 9 đang có hiệu lực" in again.content.decode()
    page = client.get("/offices/phong-kt-phuong-mau/").content.decode()
    assert "Quy chế làm việc" in page
    assert "tập thể quyết định" in page


def test_a_working_rule_ends_by_a_document_and_another_takes_its_place(client, clerk):
    choose(client, "office_editor")
    client.post(reverse("portal:coordination-edit"), SIGN)
    end = {
        "form": "end-sign", "office": "phong-kt-phuong-mau", "number": "điều 9",
        "on": "02/03/2026", "document": "",
    }  # fmt: skip
    assert client.post(reverse("portal:coordination-edit"), end).status_code == 422

    client.post(reverse("portal:coordination-edit"), {**end, "document": "QĐ 72"})
    after = {**SIGN, "number": "điều 10", "since": "03/03/2026"}

    assert client.post(reverse("portal:coordination-edit"), after).status_code == 302
    page = client.get("/offices/phong-kt-phuong-mau/?on=2026-03-03").content.decode()
    assert "điều 10" in page
    assert "điều 9" not in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"source": ""}, "quy tắc không có căn cứ thì không ai theo"),
        ({"deputy": "phong-kt-phuong-mau-truong"}, "phải là hai chức vụ"),
        ({"signer": "van-phong-phuong-mau-truong"}, "Không"),
    ],
)
def test_a_working_rule_that_cannot_stand_leaves_no_trace(client, clerk, change, words):
    choose(client, "office_editor")
    before = record.root()

    response = client.post(reverse("portal:coordination-edit"), {**SIGN, **change})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert record.root() == before


def test_the_tree_and_an_ended_office_can_be_looked_at(client, clerk):
    choose(client, "office_editor")
    client.post(reverse("portal:reorganise"), EVENT)
    number = offices.events()[0].number
    client.post(reverse("portal:reorganise-act", args=[number, "enact"]))

    assert "Phòng Kinh tế" in client.get("/offices/tree/").content.decode()
    assert "Phòng Kinh tế" not in client.get("/offices/tree/?on=2030-01-02").content.decode()
    ended = client.get("/offices/phong-kt-phuong-mau/?on=2030-01-02").content.decode()
    assert "Nơi này đã chấm dứt hoạt động" in ended
    assert "Việc đã sang" in ended
