import pytest

from soi.core.mandates import Role
from soi.people import queries as people
from soi.record import queries as record
from soi.reports import queries, services

KT, VHXH = "phong-kt-phuong-mau", "phong-vhxh-phuong-mau"
DESK, UBND, FRONT = "mot-cua-phuong-mau", "ubnd-phuong-mau", "mttq-phuong-mau"


@pytest.fixture
def enter(client, officer):
    """Sign somebody in with a role in an office, and return the client."""

    def into(office, role=Role.OFFICER):
        stamp = officer(office, role)
        pk = int(stamp.person.partition(":")[2])
        client.force_login(
            people.users().get(pk=pk), backend="django.contrib.auth.backends.ModelBackend"
        )
        return client

    return into


def post(client, receipt, act, **told):
    told.setdefault("seen", queries.by_number(receipt.number).version)
    return client.post(f"/staff/reports/{receipt.number}/{act}/", told)


def report(receipt):
    return queries.by_number(receipt.number)


@pytest.mark.parametrize("path", ["/staff/inbox/", "/staff/reports/PA-2026-00001/"])
def test_strangers_are_asked_to_sign_in(client, ward, path):
    answer = client.get(path)

    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]


@pytest.mark.parametrize(
    "queue",
    ["publish", "unclaimed", "disputed", "asked", "soon", "overdue", "held", "referred", "x"],
)
def test_every_pile_opens(enter, received, queue):
    assert enter(DESK, Role.DESK_OFFICER).get(f"/staff/inbox/?queue={queue}").status_code == 200


def test_the_desk_sees_what_waits_to_be_published(enter, received):
    html = enter(DESK, Role.DESK_OFFICER).get("/staff/inbox/").content.decode()

    assert received.number in html
    assert "Chưa đăng công khai" in html


READERS = {Role.DESK_OFFICER, Role.OFFICER, Role.OFFICE_HEAD, Role.LEADER}
JUDGES = {Role.REVIEWER, Role.FRONT_OFFICER, Role.PARTY_OFFICE, Role.INSPECTION_BOARD}


@pytest.mark.parametrize("role", list(Role))
def test_the_piles_are_for_those_who_sort_or_answer_and_one_for_those_who_judge(
    enter, received, role
):
    answer = enter(KT, role).get("/staff/inbox/?queue=held")

    assert answer.status_code == (200 if role in READERS | JUDGES else 403)
    assert (received.number in answer.content.decode()) is (role in READERS)


def test_another_office_does_not_see_it(enter, received):
    html = enter(VHXH).get("/staff/inbox/").content.decode()

    assert received.number not in html


def test_the_holder_reads_the_whole_text_and_another_office_does_not(enter, received):
    ours = enter(KT).get(f"/staff/reports/{received.number}/").content.decode()
    theirs = enter(VHXH).get(f"/staff/reports/{received.number}/").content.decode()

    assert "Sen Hồng" in ours
    assert "Sen Hồng" not in theirs


def test_the_desk_publishes_with_masks(enter, received, client):
    desk = enter(DESK, Role.DESK_OFFICER)

    answer = post(desk, received, "publish", more="Sen Hồng")

    assert answer.status_code == 302
    assert report(received).public_text.startswith("Đèn đường ▒▒▒ tắt")


def test_a_place_that_is_not_in_the_text_is_refused(enter, received):
    answer = post(enter(DESK, Role.DESK_OFFICER), received, "publish", more="không có chữ này")

    assert answer.status_code == 422
    assert not report(received).is_published


def test_the_holder_acknowledges_and_answers_with_evidence(enter, received):
    ours = enter(KT)
    post(ours, received, "acknowledge")

    post(ours, received, "answer", text="Đã thay bóng", outcome="done", document="12/KT")

    assert report(received).state == "answered"


def test_an_answer_without_evidence_is_refused_and_leaves_no_trace(enter, received):
    ours = enter(KT)
    root = record.root()

    answer = post(ours, received, "answer", text="Đã thay bóng", outcome="done")

    assert answer.status_code == 422
    assert "ít nhất một bằng chứng" in answer.content.decode()
    assert record.root() == root


def test_the_desk_does_not_answer_for_the_holder(enter, received):
    desk = enter(DESK, Role.DESK_OFFICER)

    answer = post(desk, received, "answer", text="Đã thay", outcome="done", document="1/MC")

    assert answer.status_code == 403


@pytest.mark.parametrize("missing", ["reason", "destination"])
def test_a_refusal_needs_reason_and_destination(enter, received, missing):
    told = {"reason": "not_competent", "destination": "Điện lực Mẫu", missing: ""}

    answer = post(enter(DESK, Role.DESK_OFFICER), received, "refuse", **told)

    assert answer.status_code == 422
    assert report(received).state == "assigned"


def test_a_refusal_shows_where_to_go(enter, received, client):
    told = {"reason": "not_competent", "destination": "Điện lực Mẫu, 2 đường Me Xanh"}

    post(enter(DESK, Role.DESK_OFFICER), received, "refuse", **told)

    mine = client.post("/lookup/", {"code": received.code}).content.decode()
    assert "Điện lực Mẫu, 2 đường Me Xanh" in mine


def test_passing_on_stays_followed_and_shows_where_it_is(enter, received):
    desk = enter(DESK, Role.DESK_OFFICER)
    outside = next(one.slug for one in _chart().offices() if one.outside)

    post(desk, received, "refer", to=outside, document="56/UBND-VP")
    html = desk.get(f"/staff/reports/{received.number}/").content.decode()

    assert report(received).state == "handed_over"
    assert "56/UBND-VP" in html
    assert "Không có thời hạn luật định" in html


def test_the_second_of_two_clerks_is_told_what_changed(enter, received):
    ours = enter(KT)
    seen = report(received).version
    post(ours, received, "acknowledge", seen=seen)
    root = record.root()

    answer = post(ours, received, "answer", text="Xong", outcome="done", document="1", seen=seen)

    assert answer.status_code == 409
    assert "Nơi giữ báo đã nhận việc" in answer.content.decode()
    assert record.root() == root


def test_the_second_press_of_the_same_button_is_told_so_too(enter, received):
    ours = enter(KT)
    seen = report(received).version
    post(ours, received, "acknowledge", seen=seen)

    assert post(ours, received, "acknowledge", seen=seen).status_code == 409


def test_who_answered_does_not_decide_the_dispute(enter, answered, resident):
    told = {"code": answered.code, "reason": "wrong", "text": "Sai chỗ", "stamp": resident(3)}
    services.dispute(**told)

    answer = post(
        enter(KT, Role.OFFICE_HEAD), answered, "decide", upheld="dismissed", text="Đúng rồi"
    )

    assert answer.status_code == 403
    assert report(answered).state == "disputed"


def test_another_office_decides_the_dispute(enter, answered, resident):
    told = {"code": answered.code, "reason": "wrong", "text": "Sai chỗ", "stamp": resident(3)}
    services.dispute(**told)
    reviewer = queries.disputes(report(answered))[0].reviewer

    answer = post(
        enter(reviewer, Role.REVIEWER), answered, "decide", upheld="upheld", text="Làm lại"
    )

    assert answer.status_code == 302
    assert report(answered).state == "reopened"


VP, COUNCIL = "van-phong-phuong-mau", "hdnd-phuong-mau"


@pytest.mark.parametrize(
    ("office", "role", "status"),
    [
        (VP, Role.OFFICE_HEAD, 302),
        (VP, Role.REVIEWER, 302),
        (VP, Role.OFFICER, 403),
        (VP, Role.ADMINISTRATOR, 403),
        (UBND, Role.LEADER, 403),  # asked the second time, not the first
        (FRONT, Role.FRONT_OFFICER, 403),
        (DESK, Role.DESK_OFFICER, 403),
        (DESK, Role.LEADER, 403),
        (KT, Role.OFFICE_HEAD, 403),
    ],
)
def test_role_by_role_who_decides_a_dispute(enter, answered, resident, office, role, status):
    services.dispute(code=answered.code, reason="wrong", text="Sai", stamp=resident(3))
    client = enter(office, role)

    answer = post(client, answered, "decide", upheld="upheld", text="Làm lại")

    assert answer.status_code == status
    assert (report(answered).state == "reopened") is (status == 302)


def test_who_is_asked_to_look_again_reads_it_and_finds_it_on_the_desk(
    enter, filing, resident, officer, note
):
    receipt = services.receive(filing=filing(topic="thai_do_can_bo"), stamp=resident())
    services.answer(
        number=receipt.number, text="Xong.", evidence=[note], outcome="done",
        stamp=officer(UBND, days=2),
    )  # fmt: skip
    path = f"/staff/reports/{receipt.number}/"
    front = enter(FRONT, Role.FRONT_OFFICER)
    assert "Sen Hồng" not in front.get(path).content.decode()

    services.dispute(code=receipt.code, reason="wrong", text="Sai", stamp=resident(3))

    html = front.get(path).content.decode()
    assert "Sen Hồng" in html
    assert "/decide/" in html
    assert receipt.number in front.get("/staff/inbox/?queue=disputed").content.decode()
    board = enter("ban-ttnd-phuong-mau", Role.INSPECTION_BOARD).get(path).content.decode()
    assert "Sen Hồng" not in board


def test_the_second_look_by_the_same_person_tells_why(enter, answered, resident, officer):
    for days, office in ((3, VP), (5, UBND)):
        services.dispute(code=answered.code, reason="wrong", text="Sai", stamp=resident(days))
        if office == VP:
            services.decide_dispute(
                number=answered.number, upheld=services.Decision.DISMISSED, text="Giữ",
                stamp=officer(VP, Role.OFFICE_HEAD, days=4, who=f"{UBND}-leader"),
            )  # fmt: skip

    client = enter(UBND, Role.LEADER)
    session = client.session
    session["mandate"] = f"leader@{UBND}"
    session.save()

    answer = post(client, answered, "decide", upheld="dismissed", text="Giữ")

    assert answer.status_code == 422
    assert "Người đã xem lại lần trước không xem lại lần này." in answer.content.decode()


def test_identity_is_read_for_a_reason_that_is_recorded(enter, ward, filing, resident):
    contact = services.Contact(name="Nguyễn Thử", phone="0900 000 012")
    receipt = services.receive(filing=filing(contact=contact), stamp=resident())
    reader = enter(DESK, Role.IDENTITY_READER)
    count = record.count()

    without = post(reader, receipt, "identity", text="")
    answer = post(reader, receipt, "identity", text="Hỏi thêm về cột đèn")

    assert without.status_code == 422
    assert "Nguyễn Thử" in answer.content.decode()
    assert record.count() == count + 1


def test_nobody_else_reads_identity(enter, ward, filing, resident):
    contact = services.Contact(name="Nguyễn Thử")
    receipt = services.receive(filing=filing(contact=contact), stamp=resident())

    answer = post(enter(KT, Role.OFFICE_HEAD), receipt, "identity", text="Muốn biết")

    assert answer.status_code == 403


def test_a_complaint_is_not_there_for_other_offices(enter, ward, filing, resident):
    who = services.Contact(name="Nguyễn Thử", address="1 Sứ Trắng")
    receipt = services.receive(filing=filing(kind="complaint", contact=who), stamp=resident())

    assert enter(VHXH).get(f"/staff/reports/{receipt.number}/").status_code == 404


def _chart():
    from soi.offices import queries as offices
    from soi.web import clock

    return offices.chart(clock.today())
