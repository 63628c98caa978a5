"""A whole year: resolution, city plan, ward plan, cells; two sessions, three requests late."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from soi.directives import queries, services
from soi.directives.services import Decision, NewDocument, NewSession, Part
from soi.directives.services.followup import Known
from soi.duties import queries as duties
from soi.duties import services as ledger
from soi.offices.services import NewOffice
from soi.record import queries as record
from tests.acting import acting

HEAD = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
RESOLUTION = f"""THÀNH ỦY MẪU
Số: 09-NQ/TU
{HEAD}Thành phố Mẫu, ngày 10 tháng 01 năm 2026
NGHỊ QUYẾT
về giữ gìn vệ sinh đô thị
"""
CITY_PLAN = f"""ỦY BAN NHÂN DÂN THÀNH PHỐ MẪU
Số: 31/KH-UBND
{HEAD}Thành phố Mẫu, ngày 02 tháng 02 năm 2026
KẾ HOẠCH
Thực hiện Nghị quyết số 09-NQ/TU ngày 10/01/2026 của Thành ủy Mẫu, UBND thành phố ban hành kế hoạch như sau:
I. NHIỆM VỤ
1. UBND phường Mẫu tổ chức thu gom rác hằng ngày tại 12 tổ dân phố trước ngày 30/6/2026.
"""
WARD_PLAN = f"""ỦY BAN NHÂN DÂN
PHƯỜNG MẪU
Số: 12/KH-UBND
{HEAD}Phường Mẫu, ngày 02 tháng 03 năm 2026
KẾ HOẠCH
Thực hiện Kế hoạch số 31/KH-UBND ngày 02/02/2026 của UBND thành phố Mẫu, UBND phường Mẫu xây dựng kế hoạch như sau:
I. NHIỆM VỤ
1. Phòng Kinh tế, Hạ tầng và Đô thị thay toàn bộ thùng rác hỏng trước ngày 30/4/2026.
2. Công an phường Mẫu kiểm tra, xử lý việc đổ rác trộm.
"""


def at(month, day):
    return datetime(2026, month, day, 2, tzinfo=UTC)


@pytest.fixture
def party(person):
    return person("party_office", "dang-uy-phuong-mau", at(3, 2))


def on(stamp, month, day):
    return replace(stamp, at=at(month, day))


def registered(text, stamp, **told):
    return services.register(text=text, new=NewDocument(**told), stamp=stamp)


def ask(session, text, due_on, stamp):
    draft = services.request(
        number=session.number, text=text, holder="phong-kt-phuong-mau", due_on=due_on, stamp=stamp
    )
    decision = Decision(title=text, holder=draft.holder, due_on=due_on)
    return services.accept(pk=draft.pk, decision=decision, requester=stamp.office, stamp=stamp)


def planned(day, stamp):
    return services.schedule(
        new=NewSession(
            title="Vệ sinh đô thị",
            held_on=day,
            visiting="dang-uy-phuong-mau",
            subject="ubnd-phuong-mau",
        ),
        stamp=stamp,
    )


def test_a_resolution_is_followed_down_to_the_cells_and_back_up(ward, party, person, client):
    resolution = registered(RESOLUTION, party)
    city = registered(CITY_PLAN, party)
    plan = registered(WARD_PLAN, party, issuer_office="ubnd-phuong-mau")

    # The plans carry out what stands above them.
    rows = queries.lineage(plan, internal=False)
    assert [one.symbol for level in rows for one in level] == [
        "09-NQ/TU", "31/KH-UBND", "12/KH-UBND"
    ]  # fmt: skip
    assert queries.document(resolution.number).origin == "registered"

    (draft,) = queries.drafts(city)
    whole = services.accept(
        pk=draft.pk,
        decision=Decision(draft.title, "ubnd-phuong-mau", draft.due_on),
        requester="dang-uy-phuong-mau",
        stamp=party,
    )
    assert draft.due_on == date(2026, 6, 30)

    # Cells: a standing body that the plan creates, and two residential groups.
    services.create_body(
        document=plan.number,
        office=NewOffice(
            slug="to-ve-sinh", name="Tổ vệ sinh phường Mẫu", short_name="Tổ vệ sinh",
            kind="standing_body", track="committee", level="commune", since=date(2026, 3, 2),
            parents=[("ubnd-phuong-mau", "administrative")],
        ),
        stamp=person("office_head", "ubnd-phuong-mau", at(3, 2)),
    )  # fmt: skip
    parts = services.pass_down(
        number=whole.duty,
        parts=[
            Part("to-ve-sinh", weight=2, helpers=[("mttq-phuong-mau", "coordinates")]),
            Part("to-01"),
            Part("to-02", due_on=date(2026, 5, 31)),
        ],
        stamp=on(party, 3, 3),
    )
    first, second = (acting("officer", one.holder.slug, party.at) for one in parts[:2])
    ledger.progress(number=parts[0].number, percent=50, text="một nửa", stamp=first)
    ledger.progress(number=parts[1].number, percent=100, text="xong", stamp=second)
    (branch,) = queries.branches([duties.by_number(whole.duty)], internal=False)
    assert branch.percent == 50
    assert branch.formula == "(2×50 + 1×100 + 1×0) / 4 = 50 %"
    assert (branch.counted, branch.total) == (2, 3)

    services.make_known(
        number=plan.number,
        told=Known("to-01", date(2026, 3, 10), "Họp tổ dân phố", 40, 32, "Biên bản số 3"),
        stamp=on(party, 3, 11),
    )

    # The first session asks for four things; the second finds three of them late.
    first = planned(date(2026, 4, 1), on(party, 3, 20))
    services.add_participant(
        number=first.number,
        office="mttq-phuong-mau",
        post="Chủ tịch Ủy ban MTTQ Việt Nam phường",
        role="chair",
        acting_for="dang-uy-phuong-mau",
        stamp=party,
    )
    services.add_paper(number=first.number, document=plan.number, role="reviewed", stamp=party)
    services.hold(number=first.number, minutes="Biên bản.", stamp=on(party, 4, 1))
    for text, month in (("Thay thùng rác", 5), ("Sơn lại vạch", 5), ("Dọn kênh", 6)):
        ask(first, text, date(2026, month, 15), on(party, 4, 1))
    vague = ask(first, "Phát huy vai trò của nhân dân", None, on(party, 4, 1))
    with pytest.raises(services_refusal()) as refused:
        services.conclude(number=first.number, notice="", stamp=on(party, 4, 2))
    assert refused.value.reason == "ask_the_chair"
    services.ask_again(pk=vague.pk, stamp=on(party, 4, 2))
    services.conclude(number=first.number, notice="31-TB/ĐU", stamp=on(party, 4, 2))

    second = planned(date(2026, 7, 1), on(party, 6, 25))
    assert second.previous == first
    standings = queries.earlier(second, date(2026, 7, 1), internal=True)
    assert [one.late for one in standings] == [True, True, True, False]
    assert len(queries.still_open(standings)) == 4

    services.ask_round(session=first.number, question="Vì sao chậm?", due_on=date(2026, 7, 5),
                       stamp=on(party, 7, 1))  # fmt: skip
    holder = person("officer", "phong-kt-phuong-mau", at(7, 2))
    waiting = list(queries.unanswered([holder.office]))
    assert len(waiting) == 4
    services.answer(pk=waiting[0].pk, text="Đã thay một nửa", percent=50, stamp=holder)
    assert len(queries.unanswered([holder.office])) == 3

    head = person("office_head", "ubnd-phuong-mau", at(12, 1))
    services.dissolve_body(office="to-ve-sinh", document=plan.number, on=date(2026, 12, 31),
                           stamp=head)  # fmt: skip
    assert record.check().whole

    for address in (
        plan.get_absolute_url(), f"/documents/{city.number}/", f"/documents/{plan.number}/graph/",
        f"/documents/{plan.number}/lineage/", first.get_absolute_url(), "/documents/", "/sessions/",
        "/sessions.ics", f"/duties/{whole.duty}/",
    ):  # fmt: skip
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert len(answer.content) < 60_000
    page = client.get(f"/documents/{city.number}/").content.decode()
    assert "(2×50 + 1×100 + 1×0) / 4 = 50 %" in page
    page = client.get(second.get_absolute_url()).content.decode()
    assert "4 yêu cầu: 4 còn mở, 3 quá hạn." in page
    assert "32/40" in client.get(plan.get_absolute_url()).content.decode()


def services_refusal():
    from soi.core.refusals import Unacceptable

    return Unacceptable


def test_what_is_internal_stays_off_the_public_pages(ward, party, client):
    text = WARD_PLAN.replace("PHƯỜNG MẪU", "PHƯỜNG MẪU\nLưu hành nội bộ")
    document = registered(text, party)
    draft = queries.drafts(document)[0]
    accepted = services.accept(
        pk=draft.pk,
        decision=Decision(draft.title, "phong-kt-phuong-mau"),
        requester=party.office,
        stamp=party,
    )

    assert document.visibility == "internal"
    assert client.get(document.get_absolute_url()).status_code == 404
    assert client.get(f"/duties/{accepted.duty}/").status_code == 404
    assert document.symbol not in client.get("/documents/").content.decode()


def test_a_cascade_never_loops_and_never_ends_after_the_whole(ward, party):
    document = registered(CITY_PLAN, party)
    draft = queries.drafts(document)[0]
    whole = services.accept(
        pk=draft.pk,
        decision=Decision(draft.title, "ubnd-phuong-mau", draft.due_on),
        requester=party.office,
        stamp=party,
    )
    (part,) = services.pass_down(number=whole.duty, parts=[Part("to-01")], stamp=party)
    before = record.root()
    for wrong in (
        [Part("ubnd-phuong-mau")], [Part("to-02", due_on=date(2026, 12, 1))], [Part("to-02", weight=0)], [],
    ):  # fmt: skip
        with pytest.raises(services_refusal()):
            services.pass_down(number=whole.duty, parts=wrong, stamp=party)
    with pytest.raises(services_refusal()):
        services.pass_down(number=part.number, parts=[Part("ubnd-phuong-mau")], stamp=party)
    with pytest.raises(services_refusal()):
        services.link(parent=part.number, child=whole.duty, weight=1, stamp=party)

    assert record.root() == before
