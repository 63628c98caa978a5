from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from soi.core.mandates import Role
from soi.core.stamps import RESIDENT, Stamp
from soi.duties import queries as duties
from soi.law import queries as law
from soi.record import queries as record
from soi.reports import services as reports
from soi.reports.services import Filing
from soi.web import clock

OFFICE = "van-phong-phuong-mau"
PASSWORD = "mot-hai-ba-bon-5"
SWAP = {
    "ground": "swap",
    "off_on": "31/03/2026",
    "worked_on": "28/03/2026",
    "reason": "Nghỉ liền hai ngày",
    "document": "Thông báo 9/TB ngày 01/03/2026",
}


@pytest.fixture(autouse=True)
def _a_day_in_march(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 3, 25, 8, tzinfo=UTC))
    monkeypatch.setattr(clock, "today", lambda: date(2026, 3, 25))


@pytest.fixture
def clerk(user):
    """Somebody with two roles in one office."""
    account = {"since": date(2026, 1, 1), "login": "clerk", "password": PASSWORD}
    return user("officer", OFFICE, Role.LAW_EDITOR, **account)


def choose(client, role):
    return client.post(reverse("portal:staff"), {"mandate": f"{role}@{OFFICE}"})


def test_staff_pages_ask_for_a_sign_in(client, ward):
    for name in ("staff", "account", "calendar"):
        response = client.get(reverse(f"portal:{name}"))

        assert response.status_code == 302
        assert response["Location"].startswith("/accounts/login/")


def test_the_sign_in_page_offers_no_sign_up(client, ward):
    page = client.get("/accounts/login/").content.decode()

    assert "Đăng nhập" in page
    assert "signup" not in page
    assert "placeholder" not in page


def test_nobody_signs_up(client, ward):
    data = {"username": "x", "password1": "y" * 14, "password2": "y" * 14}
    client.post("/accounts/signup/", data)

    assert "Tài khoản do phường lập" in client.get("/accounts/signup/").content.decode()
    assert "_auth_user_id" not in client.session


def test_staff_sign_in_by_name_and_land_where_they_work(client, clerk):
    data = {"login": "clerk", "password": PASSWORD}

    response = client.post("/accounts/login/", data)

    assert response["Location"] == "/staff/"


def test_a_wrong_password_is_said_in_vietnamese(client, clerk):
    data = {"login": "clerk", "password": "sai-hoan-toan"}

    page = client.post("/accounts/login/", data).content.decode()

    assert "Lỗi:" in page
    assert "mật khẩu không đúng" in page


def test_staff_change_the_role_they_act_in(client, clerk):
    client.force_login(clerk)

    choose(client, "law_editor")

    page = client.get(reverse("portal:staff")).content.decode()
    assert "Đang làm việc với vai: Người giữ lịch và thời hạn" in page


def test_nobody_takes_a_role_that_is_not_theirs(client, clerk):
    client.force_login(clerk)

    assert choose(client, "leader").status_code == 403


def test_only_a_law_editor_enters_a_day(client, clerk):
    client.force_login(clerk)

    before = record.root()
    response = client.post(reverse("portal:calendar"), SWAP)

    assert response.status_code == 403
    assert record.root() == before


def test_a_swap_moves_the_open_due_days(client, clerk):
    filing = Filing(kind="report", text="Đèn đường tắt đã hai tuần, tối om.", topic="ha_tang")
    at = datetime(2026, 3, 25, 1, tzinfo=UTC)
    receipt = reports.receive(filing=filing, stamp=Stamp(RESIDENT, at))
    assert receipt.due_on == date(2026, 4, 1)
    client.force_login(clerk)
    choose(client, "law_editor")
    extra = {**SWAP, "ground": "extra_day_off", "worked_on": ""}

    response = client.post(reverse("portal:calendar"), extra, follow=True)

    assert "1 ngày hẹn đang mở được tính lại" in response.content.decode()
    assert duties.about(f"report:{receipt.number}").get().due_on == date(2026, 4, 2)


def test_half_a_swap_is_refused_with_a_sentence(client, clerk):
    client.force_login(clerk)
    choose(client, "law_editor")
    before = record.root()

    response = client.post(reverse("portal:calendar"), {**SWAP, "worked_on": ""})

    assert response.status_code == 422
    assert "Đổi ngày phải đủ hai nửa" in response.content.decode()
    assert record.root() == before


def test_a_day_without_a_document_is_refused(client, clerk):
    client.force_login(clerk)
    choose(client, "law_editor")

    response = client.post(reverse("portal:calendar"), {**SWAP, "document": " "})

    assert response.status_code == 422
    assert law.overrides() == []
