"""The register and the file on a screen: who sees them, what they offer, the drafts they give."""

import io
from datetime import date

import pytest
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from soi.complaints import queries, services
from soi.core.complaints import Against
from soi.core.mandates import Role
from soi.people import services as people
from soi.reports import queries as reports
from tests.complaints.conftest import DESK, UBND, VHXH


@pytest.fixture
def filed(complained):
    """A complaint received today, for pages that ask the clock."""
    return complained(timezone.localdate())


def opened(client, number, **more):
    given = {
        "against": "decision",
        "document": "Quyết định 5/QĐ-XP",
        "target": UBND,
        "known_on": "",
        "people-TOTAL_FORMS": "1",
        "people-INITIAL_FORMS": "0",
        "people-0-signed": "on",
        **more,
    }
    return client.post(f"/staff/complaints/{number}/enter/", given)


def test_a_clerk_puts_a_complaint_into_the_register(client, user, filed):
    client.force_login(user("desk_officer", DESK))
    assert filed in client.get("/staff/complaints/").content.decode()

    response = opened(client, filed)

    assert response.status_code == 302
    page = client.get(f"/staff/complaints/{filed}/").content.decode()
    assert "Thụ lý hoặc thông báo không thụ lý" in page
    assert "Trần Thị Thử" not in page


def test_several_complain_each_with_an_address(client, user, filed):
    client.force_login(user("desk_officer", DESK))

    wrong = opened(client, filed, **{"people-0-name": "Lê Thử"})
    assert wrong.status_code == 422
    opened(client, filed, **{"people-0-name": "Lê Thử", "people-0-address": "tổ 2"})

    assert len(queries.complainants(queries.cases(filed)[0])) == 1


def test_a_clerk_prepares_but_the_head_decides(client, user, filed, at):
    services.open_case(number=filed, stamp=at(on=timezone.localdate()), against=Against.DECISION)
    client.force_login(user("desk_officer", DESK))
    given = {"seen": 1, "document": "1/TB", "verifier": VHXH}
    assert client.post(f"/staff/complaints/{filed}/1/accept/", given).status_code == 403

    client.force_login(user("leader", UBND))
    assert client.post(f"/staff/complaints/{filed}/1/accept/", given).status_code == 302
    assert queries.cases(filed)[0].state == "accepted"


def test_a_refused_step_says_which_article_binds(client, user, filed, at):
    services.open_case(
        number=filed,
        stamp=at(on=timezone.localdate()),
        against=Against.DECISION,
        known_on=date(2025, 1, 2),
    )
    client.force_login(user("leader", UBND))

    given = {"seen": 1, "document": "1/TB", "verifier": VHXH}
    response = client.post(f"/staff/complaints/{filed}/1/accept/", given)

    assert response.status_code == 422
    assert "Điều 9" in response.content.decode()


@pytest.mark.parametrize("role", ["front_officer", "reviewer", "party_office", "administrator"])
def test_others_see_no_complaint(client, user, filed, role):
    client.force_login(user(role, "mttq-phuong-mau"))

    assert client.get("/staff/complaints/").status_code == 403
    assert client.get(f"/staff/complaints/{filed}/").status_code == 403


def paper(client, number, name, reason=""):
    return client.post(f"/staff/complaints/{number}/1/papers/{name}.docx", {"reason": reason})


def words(answer):
    document = Document(io.BytesIO(answer.content))
    cells = [one.text for table in document.tables for row in table.rows for one in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_a_draft_leaves_names_blank_unless_a_reader_gives_a_reason(client, user, filed, at):
    services.open_case(number=filed, stamp=at(on=timezone.localdate()), against=Against.DECISION)
    client.force_login(user("leader", UBND))

    draft = paper(client, filed, "quyet-dinh-giai-quyet")
    assert "Trần Thị Thử" not in words(draft)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words(draft)
    assert paper(client, filed, "quyet-dinh-giai-quyet", "ký quyết định").status_code == 403

    client.force_login(user("identity_reader", UBND))
    assert paper(client, filed, "quyet-dinh-giai-quyet", "ký quyết định").status_code == 404


def test_whoever_reads_names_leaves_the_reason_behind(client, user, filed, at):
    services.open_case(number=filed, stamp=at(on=timezone.localdate()), against=Against.DECISION)
    head = user("leader", UBND)
    people.give_mandate(
        user=head,
        role=Role.IDENTITY_READER,
        office=UBND,
        since=date(2025, 1, 1),
        document="QĐ",
        stamp=at(0),
    )
    client.force_login(head)

    draft = paper(client, filed, "quyet-dinh-giai-quyet", "ký quyết định")

    assert "Trần Thị Thử" in words(draft)
    last = reports.history(reports.by_number(filed))[-1]
    assert (last.act, last.note) == ("identity_read", "ký quyết định")


def test_the_register_comes_as_a_workbook_without_names(client, user, filed, at):
    services.open_case(number=filed, stamp=at(on=timezone.localdate()), against=Against.DECISION)
    client.force_login(user("desk_officer", DESK))

    answer = client.get("/staff/complaints/?file=xlsx&state=")

    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1][0] == filed
    assert "Thử" not in str(rows)
    csv = client.get("/staff/complaints/?file=csv&state=").content
    assert csv.startswith(b"\xef\xbb\xbf")


def test_the_register_asks_a_handful_of_questions(
    client, user, filed, at, django_assert_max_num_queries
):
    services.open_case(number=filed, stamp=at(on=timezone.localdate()), against=Against.DECISION)
    client.force_login(user("desk_officer", DESK))

    with django_assert_max_num_queries(14):
        client.get("/staff/complaints/")


def test_the_office_that_received_a_complaint_stands_first_where_an_office_is_chosen(
    client, user, filed, at
):
    client.force_login(user("leader", UBND))
    entering = client.get(f"/staff/complaints/{filed}/").content.decode()
    services.open_case(number=filed, stamp=at(on=timezone.localdate()), against=Against.DECISION)

    accepting = client.get(f"/staff/complaints/{filed}/").content.decode()

    assert f'<option value="{UBND}" selected>' in entering
    verifiers = accepting.partition('name="verifier"')[2].partition("</select>")[0]
    assert verifiers.index(VHXH) < verifiers.index("so-xay-dung-mau")
