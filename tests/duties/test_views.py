import csv
import io
from datetime import date, timedelta

import pytest

from soi.core.duties import Visibility
from soi.duties import queries, services
from soi.duties.services import NewEvidence
from soi.web import clock
from tests.acting import acting, unbound
from tests.duties.conftest import HOLDER

NOTE = NewEvidence("note", text="Đã đến nơi")


@pytest.fixture
def now():
    return clock.now()


@pytest.fixture
def fresh(ward, new_duty, now):
    """A duty given today, so that nothing about it is late."""
    stamp = acting("party_office", "dang-uy-phuong-mau", now)
    return services.assign(new=new_duty(starts_on=clock.today()), stamp=stamp)


def post(client, duty, act, **fields):
    data = {"seen": duty.version, **fields}
    return client.post(f"/staff/duties/{duty.number}/{act}/", data)


def test_the_page_shows_the_last_day_its_source_and_who_held_it(client, fresh):
    body = client.get(fresh.get_absolute_url()).content.decode()

    assert f"{fresh.due_on:%d/%m/%Y}" in body
    assert "Quyết định 27/QĐ-UBND, mục 4" in body
    assert "Mốc nội bộ của phường, không phải luật định." in body
    assert "Chưa được luật gia rà soát." in body
    assert 'class="holders"' in body
    assert "Còn thiếu" in body
    assert "Không có chỉ số" in body


def test_a_duty_without_a_day_says_so(client, ward, new_duty, stamp):
    duty = services.assign(new=new_duty(limit=None), stamp=stamp)

    assert "Không có hạn" in client.get(duty.get_absolute_url()).content.decode()


def test_a_visitor_is_offered_no_act(client, fresh):
    body = client.get(fresh.get_absolute_url()).content.decode()

    assert "<form" not in body


@pytest.mark.parametrize("visibility", [Visibility.INTERNAL, Visibility.SEALED])
def test_what_is_not_public_is_not_there_for_a_visitor(client, ward, new_duty, stamp, visibility):
    duty = services.assign(new=new_duty(visibility=visibility), stamp=stamp)

    assert client.get(duty.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("visibility", "status"), [("internal", 200), ("sealed", 404)])
def test_staff_sees_the_internal_and_not_the_sealed(
    signed_in, ward, new_duty, stamp, visibility, status
):
    duty = services.assign(new=new_duty(visibility=Visibility(visibility)), stamp=stamp)
    client = signed_in("officer", HOLDER)

    assert client.get(duty.get_absolute_url()).status_code == status


def test_an_unknown_number_is_not_found(client, ward):
    assert client.get("/duties/NV-2026-99999/").status_code == 404


def test_the_holder_says_done_with_evidence(signed_in, fresh):
    client = signed_in("officer", HOLDER)

    answer = post(client, fresh, "report", text="Đã dọn", note="Ảnh ở sổ trực ngày hôm nay")

    assert (answer.status_code, answer["Location"]) == (302, fresh.get_absolute_url())
    assert queries.by_number(fresh.number).state == "reported"


def test_a_claim_without_evidence_comes_back_with_the_sentence(signed_in, fresh):
    client = signed_in("officer", HOLDER)

    answer = post(client, fresh, "report", text="Đã dọn")

    assert answer.status_code == 422
    assert "còn thiếu bằng chứng" in answer.content.decode()
    assert "Đã dọn" in answer.content.decode()
    assert queries.by_number(fresh.number).state == "open"


def test_a_pdf_called_photo_is_refused_with_a_sentence(signed_in, fresh):
    client = signed_in("officer", HOLDER)
    file = io.BytesIO(b"%PDF-1.7 no picture")
    file.name = "anh.jpg"

    answer = post(client, fresh, "evidence", photo=file)

    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("role", "office", "act"),
    [
        ("officer", "tram-y-te-phuong-mau", "report"),
        ("officer", HOLDER, "delegate"),
        ("office_head", "tram-y-te-phuong-mau", "transfer"),
        ("administrator", "ubnd-phuong-mau", "escalate"),
    ],
)
def test_an_act_without_its_permission_is_forbidden(signed_in, fresh, role, office, act):
    client = signed_in(role, office)

    assert post(client, fresh, act, text="x").status_code == 403
    assert queries.by_number(fresh.number).version == fresh.version


def test_whoever_is_not_signed_in_is_sent_to_sign_in(client, fresh):
    assert post(client, fresh, "acknowledge").status_code == 302
    assert queries.by_number(fresh.number).acknowledged_at is None


def test_the_holder_is_never_offered_the_verdict(signed_in, fresh, now):
    holder = acting("office_head", HOLDER, now, person="user:0")
    services.report(number=fresh.number, text="Đã dọn", evidence=[NOTE], stamp=holder)

    body = signed_in("office_head", HOLDER).get(fresh.get_absolute_url()).content.decode()

    assert "/judge/" not in body


def test_the_requester_is_offered_the_verdict_and_gives_it(signed_in, fresh, now):
    holder = acting("office_head", HOLDER, now, person="user:0")
    duty = services.report(number=fresh.number, text="Đã dọn", evidence=[NOTE], stamp=holder)
    client = signed_in("party_office", "dang-uy-phuong-mau")
    assert "/judge/" in client.get(duty.get_absolute_url()).content.decode()

    post(client, duty, "judge", met="met")

    assert queries.by_number(duty.number).verdict == "met"


def test_the_second_of_two_clerks_reads_who_was_first(signed_in, fresh, now):
    client = signed_in("officer", HOLDER)
    services.progress(
        number=fresh.number, percent=30, text="", stamp=acting("office_head", HOLDER, now)
    )

    answer = post(client, fresh, "acknowledge")

    assert answer.status_code == 409
    assert "Tự báo cáo tiến độ" in answer.content.decode()


def test_an_extension_form_shows_only_where_the_rule_gives_one(signed_in, ward, new_duty, fresh):
    client = signed_in("office_head", HOLDER)
    bare = services.assign(new=new_duty(limit=None), stamp=unbound(clock.now()))

    assert "/extend/" in client.get(fresh.get_absolute_url()).content.decode()
    assert "/extend/" not in client.get(bare.get_absolute_url()).content.decode()


def test_an_extension_beyond_the_rule_tells_why(signed_in, fresh):
    client = signed_in("office_head", HOLDER)

    fields = {"condition": "needed", "amount": 9, "document": "3/QĐ-UBND", "text": "Chờ"}
    answer = post(client, fresh, "extend", **fields)

    assert answer.status_code == 422
    assert "Số ngày vượt mức quy định cho phép." in answer.content.decode()


def test_a_desk_shows_the_undated_last_and_does_not_hide_them(signed_in, fresh, new_duty, now):
    stamp = acting("party_office", "dang-uy-phuong-mau", now)
    services.assign(new=new_duty(limit=None, title="Việc không ngày"), stamp=stamp)

    body = signed_in("officer", HOLDER).get("/staff/duties/").content.decode()

    assert body.index(fresh.number) < body.index("Việc không ngày")
    assert "Không có hạn" in body


@pytest.mark.parametrize("queue", [*queries.QUEUES, "bogus"])
def test_every_pile_of_a_desk_opens(signed_in, fresh, queue):
    client = signed_in("officer", HOLDER)

    assert client.get(f"/staff/duties/?queue={queue}").status_code == 200


def test_the_scoreboard_sets_a_denominator_beside_each_figure(client, duty):
    body = client.get("/scoreboard/").content.decode()

    assert "Đúng hạn trên đến hạn" in body
    assert "90 ngày" in body


def test_the_scoreboard_counts_what_was_missed_and_leaves_out_what_lapsed(
    ward, new_duty, stamp, duty
):
    lapsed = services.assign(new=new_duty(), stamp=stamp)
    asker = acting("party_office", "dang-uy-phuong-mau", stamp.at)
    services.withdraw(number=lapsed.number, reason="Trùng", stamp=asker)

    (score,) = queries.scoreboard(duty.due_on + timedelta(days=1))

    assert (score.open, score.overdue, score.due, score.in_time, score.late) == (1, 1, 1, 0, 1)


def test_the_scoreboard_comes_as_csv_and_json(client, fresh):
    rows = client.get("/scoreboard.csv").content.decode("utf-8-sig").splitlines()
    data = client.get("/scoreboard.json").json()

    assert next(csv.DictReader(rows))["office"] == HOLDER
    assert data["offices"][0]["open"] == 1


@pytest.mark.parametrize("query", ["after=²", "after=x", "office=nobody", "overdue=1", ""])
def test_the_public_list_takes_any_question(client, duty, query):
    assert client.get(f"/duties/?{query}").status_code == 200


@pytest.mark.parametrize(
    "address", ["/duties/", "/scoreboard/", "/duties/{number}/", "/api/v1/duties"]
)
def test_public_pages_ask_the_database_at_most_ten_times(
    client, fresh, django_assert_max_num_queries, address
):
    address = address.format(number=fresh.number)
    client.get(address)

    with django_assert_max_num_queries(10):
        client.get(address)


@pytest.mark.parametrize("address", ["/staff/duties/", "/duties/{number}/"])
def test_staff_pages_ask_little_too(signed_in, fresh, django_assert_max_num_queries, address):
    client = signed_in("office_head", HOLDER)
    address = address.format(number=fresh.number)
    client.get(address)

    with django_assert_max_num_queries(16):
        client.get(address)


def test_the_list_asks_as_often_for_thirty_as_for_one(
    client, ward, new_duty, stamp, django_assert_max_num_queries
):
    for _ in range(31):
        services.assign(new=new_duty(starts_on=date(2026, 3, 2)), stamp=stamp)
    client.get("/duties/")

    with django_assert_max_num_queries(10):
        body = client.get("/duties/").content.decode()

    assert "Xem tiếp" in body
