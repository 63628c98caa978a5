"""Services of reports: what a filing goes through, and what is refused without a trace."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from soi.core.competence import MayNotJudge
from soi.core.duties import MissingEvidence
from soi.core.filings import NotNow
from soi.core.mandates import Role
from soi.core.privacy import Span
from soi.core.receipts import BadCode
from soi.core.refusals import Unacceptable
from soi.record import queries as record
from soi.reports import queries, services
from soi.reports.models import Identity, Report
from tests.reports.conftest import FRONT, KT, UBND, VHXH

CONTACT = services.Contact("Nguyễn Thị Mẫu", "0905 000 011", "mau@example.vn", "12 Sen Hồng")


def test_a_report_gets_an_office_a_day_a_source_and_a_code(received):
    report = queries.by_code(received.code)

    assert received.office == KT
    assert received.due_on == date(2026, 10, 5)
    assert "27/QĐ-UBND" in received.due_source
    assert received.statutory is False
    assert (report.number, report.state) == (received.number, "assigned")
    assert report.duty.due_on == received.due_on


def test_a_report_is_received_in_at_most_thirteen_statements(ward, filing, resident):
    services.receive(filing=filing(), stamp=resident())

    with CaptureQueriesContext(connection) as caught:
        services.receive(filing=filing(), stamp=resident())

    assert len(caught) <= 13, "\n".join(one["sql"][:150] for one in caught)


def test_the_code_is_kept_nowhere(received):
    kept = [str(value) for row in Report.objects.values() for value in row.values()]

    assert not any(received.code in one or received.code.replace("-", "") in one for one in kept)


def test_the_same_key_gives_the_same_receipt_for_a_day(ward, filing, resident):
    first = services.receive(filing=filing(key="k" * 20), stamp=resident())

    second = services.receive(filing=filing(key="k" * 20), stamp=resident(hours=23))

    assert second == first
    assert Report.objects.count() == 1


def test_the_same_key_with_another_text_is_refused(ward, filing, resident):
    services.receive(filing=filing(key="k" * 20), stamp=resident())
    before = record.root()

    with pytest.raises(services.KeyReused):
        services.receive(filing=filing(key="k" * 20, text="Một việc khác hẳn"), stamp=resident())

    assert (Report.objects.count(), record.root()) == (1, before)


def test_a_key_is_free_again_after_a_day(ward, filing, resident):
    first = services.receive(filing=filing(key="k" * 20), stamp=resident())

    second = services.receive(filing=filing(key="k" * 20), stamp=resident(days=1))

    assert second.number != first.number
    assert queries.by_code(first.code).number == first.number


def test_a_complaint_without_name_and_address_is_refused_without_a_trace(ward, filing, resident):
    before = record.root()

    with pytest.raises(services.NeedsIdentity):
        services.receive(filing=filing(kind="complaint"), stamp=resident())

    assert (Report.objects.count(), Identity.objects.count(), record.root()) == (0, 0, before)


def test_a_complaint_has_its_own_series_and_its_day_by_law(ward, filing, resident):
    receipt = services.receive(filing=filing(kind="complaint", contact=CONTACT), stamp=resident())

    assert receipt.number.startswith("KN-2026-")
    assert (receipt.due_on, receipt.statutory) == (date(2026, 10, 7), True)
    assert queries.page().rows == []


def test_a_denunciation_is_never_stored(ward, filing, resident):
    before = record.root()

    with pytest.raises(services.NotStored):
        services.receive(filing=filing(kind="denunciation"), stamp=resident())

    assert (Report.objects.count(), record.root()) == (0, before)


def test_a_point_outside_the_ward_is_refused(ward, filing, resident):
    with pytest.raises(Unacceptable, match="outside_ward"):
        services.receive(filing=filing(lat=21.0, long=105.8), stamp=resident())


def test_who_sent_it_lies_apart_under_a_key(ward, filing, resident):
    receipt = services.receive(filing=filing(contact=CONTACT), stamp=resident())

    identity = Identity.objects.get()
    assert identity.phone == "+84905000011"
    assert identity.typed_phone == "0905 000 011"
    assert Report.objects.get(number=receipt.number).identity_key == identity.key


def test_reading_who_sent_it_is_told_in_the_record(ward, filing, resident, officer):
    receipt = services.receive(filing=filing(contact=CONTACT), stamp=resident())
    stamp = officer(UBND, Role.IDENTITY_READER)

    found = services.read_identity(number=receipt.number, reason="Hỏi thêm vị trí", stamp=stamp)

    assert found.name == CONTACT.name
    assert record.about(f"report:{receipt.number}")[-1]["kind"] == "report.identity_read"


def test_reading_who_sent_it_without_a_reason_is_refused(received, officer):
    with pytest.raises(services.NeedsWords):
        services.read_identity(number=received.number, reason=" ", stamp=officer(UBND))


def test_nothing_of_a_report_is_public_before_it_is_published(received):
    assert queries.page(q="den duong").rows == []
    assert queries.by_number(received.number).is_published is False


def test_what_is_masked_cannot_be_searched_for(ward, filing, resident, officer):
    text = "Gọi số 0905000011 cho tôi, đèn đường Sen Hồng tắt ba đêm."
    receipt = services.receive(filing=filing(text=text), stamp=resident())
    masks = [Span(7, 17, "phone")]

    services.publish(number=receipt.number, masks=masks, stamp=officer("mot-cua-phuong-mau"))

    assert [row.number for row in queries.page(q="den duong").rows] == [receipt.number]
    assert queries.page(q="0905000011").rows == []


def test_an_answer_needs_evidence(received, officer):
    stamp = officer(KT)
    before = record.root()

    with pytest.raises(MissingEvidence):
        services.answer(
            number=received.number, text="Xong", evidence=[], outcome="done", stamp=stamp
        )

    assert record.root() == before


def test_the_sender_accepts_and_the_duty_is_met(answered, resident):
    services.accept(code=answered.code, stamp=resident(days=3))

    report = queries.by_number(answered.number)
    assert (report.state, report.duty.verdict) == ("done", "met")


def test_silence_closes_after_fourteen_days_and_is_no_consent(answered, system):
    assert services.expire(today=date(2026, 10, 14), stamp=system(days=16)) == 0
    assert services.expire(today=date(2026, 10, 15), stamp=system(days=17)) == 1

    report = queries.by_number(answered.number)
    assert (report.state, report.silent) == ("done_silent", True)
    assert record.about(report.duty.ref)[-1]["facts"]["rule"] == "silence"


def test_a_dispute_goes_to_another_office(answered, resident):
    services.dispute(
        code=answered.code, reason="not_satisfied", text="Vẫn tối", stamp=resident(days=3)
    )

    report = queries.by_number(answered.number)
    (dispute,) = queries.disputes(report)
    assert report.state == "disputed"
    assert dispute.reviewer not in {report.office, ""}
    assert dispute.duty.kind == "dispute_review"


def test_the_answerer_may_not_decide_the_dispute_under_another_hat(answered, resident, officer):
    services.dispute(code=answered.code, reason="slow", text="", stamp=resident(days=3))
    same_person = officer(UBND, Role.LEADER, days=4, who=f"{KT}-officer")
    before = record.root()

    with pytest.raises(MayNotJudge):
        services.decide_dispute(
            number=answered.number, upheld=services.Decision.DISMISSED, text="x", stamp=same_person
        )

    assert record.root() == before


def test_an_upheld_dispute_gives_the_duty_back_by_the_same_day(answered, resident, officer, note):
    due_on = queries.by_number(answered.number).duty.due_on
    services.dispute(code=answered.code, reason="wrong", text="Vẫn tối", stamp=resident(days=3))

    services.decide_dispute(
        number=answered.number,
        upheld=services.Decision.UPHELD,
        text="Đã đi xem: đèn vẫn tắt.",
        stamp=officer(UBND, Role.LEADER, days=4),
    )

    report = queries.by_number(answered.number)
    assert (report.state, report.duty.state, report.duty.due_on) == ("reopened", "open", due_on)
    services.answer(
        number=answered.number,
        text="Đã nối lại dây.",
        evidence=[note],
        outcome="done",
        stamp=officer(KT, days=6),
    )
    services.accept(code=answered.code, stamp=resident(days=7))
    assert queries.by_number(answered.number).state == "done"


def test_a_second_dispute_goes_one_level_up(answered, resident, officer):
    services.dispute(code=answered.code, reason="slow", text="", stamp=resident(days=3))
    services.decide_dispute(
        number=answered.number,
        upheld=services.Decision.DISMISSED,
        text="Giữ trả lời.",
        stamp=officer(UBND, Role.LEADER, days=4),
    )

    services.dispute(code=answered.code, reason="slow", text="", stamp=resident(days=5))

    first, second = queries.disputes(queries.by_number(answered.number))
    assert (first.rank, second.rank) == (1, 2)
    assert first.reviewer != second.reviewer


def test_two_reviews_that_let_the_answer_stand_close_it_for_all_to_see(answered, resident, officer):
    for days in (3, 5):
        services.dispute(code=answered.code, reason="slow", text="", stamp=resident(days=days))
        services.decide_dispute(
            number=answered.number,
            upheld=services.Decision.DISMISSED,
            text="Giữ trả lời.",
            stamp=officer("mttq-phuong-mau" if days == 5 else UBND, Role.LEADER, days=days + 1),
        )

    report = queries.by_number(answered.number)
    assert (report.state, report.duty.state, report.closed_on is None) == (
        "disputed", "closed", False,
    )  # fmt: skip
    assert queries.may(report, report.closed_on) == ["accept"]
    pile = queries.staff_queue("disputed", offices=None, today=report.closed_on)
    assert report.number not in {row.number for row in pile.rows}
    with pytest.raises(NotNow):
        services.dispute(code=answered.code, reason="slow", text="", stamp=resident(days=8))
    with pytest.raises(services.TooLate):
        services.withdraw(code=answered.code, stamp=resident(days=8))
    services.accept(code=answered.code, stamp=resident(days=9))
    assert queries.by_number(answered.number).state == "done"


def test_a_refusal_needs_a_reason_and_a_destination(received, officer):
    desk = officer("mot-cua-phuong-mau", Role.DESK_OFFICER)

    with pytest.raises(services.UnknownWord):
        services.refuse(number=received.number, reason="", destination="Tòa án", stamp=desk)
    with pytest.raises(services.NeedsWords):
        services.refuse(
            number=received.number, reason="private_dispute", destination=" ", stamp=desk
        )

    assert queries.by_number(received.number).state == "assigned"


def test_a_refused_report_says_where_to_go(received, officer):
    services.refuse(
        number=received.number,
        reason="private_dispute",
        destination="Tòa án nhân dân khu vực",
        stamp=officer("mot-cua-phuong-mau", Role.DESK_OFFICER),
    )

    report = queries.by_number(received.number)
    assert report.state == "refused"
    assert queries.history(report)[-1].facts["destination"] == "Tòa án nhân dân khu vực"


def test_only_another_closes_a_report_unfixed(received, officer, note):
    services.ask_to_close(
        number=received.number,
        reason="Chưa có vốn trong năm nay",
        evidence=[note],
        stamp=officer(KT, days=1),
    )
    with pytest.raises(MayNotJudge):
        services.close_unfixed(number=received.number, stamp=officer(KT, days=2))

    services.close_unfixed(number=received.number, stamp=officer(UBND, Role.LEADER, days=2))

    report = queries.by_number(received.number)
    assert (report.state, report.duty.verdict) == ("closed_unfixed", "not_met")


def test_a_wish_to_close_unfixed_may_be_given_back(received, officer, note):
    services.ask_to_close(
        number=received.number, reason="Khó", evidence=[note], stamp=officer(KT, days=1)
    )

    services.decline_to_close(
        number=received.number, text="Làm tiếp", stamp=officer(UBND, Role.LEADER, days=2)
    )

    assert queries.by_number(received.number).duty.state == "open"
    with pytest.raises(services.NothingAsked):
        services.close_unfixed(number=received.number, stamp=officer(UBND, Role.LEADER, days=3))


def test_a_referral_stops_no_clock_and_is_followed_here(received, officer):
    due_on = queries.by_number(received.number).duty.due_on

    services.refer(
        number=received.number,
        to="so-xay-dung-mau",
        document="31/UBND-KT ngày 29/9/2026",
        stamp=officer(KT, days=1),
    )

    report = queries.by_number(received.number)
    (referral,) = queries.referrals(report)
    assert (report.state, report.handed_to) == ("handed_over", "so-xay-dung-mau")
    assert (report.duty.state, report.duty.due_on, report.office) == ("open", due_on, KT)
    assert referral.duty.due_source == "không có thời hạn luật định"
    assert referral.duty.holder.slug == "so-xay-dung-mau"


def test_a_referral_takes_the_day_of_the_rule_it_names(received, officer):
    services.refer(
        number=received.number,
        to="so-xay-dung-mau",
        document="31/UBND-KT",
        rule="td.reply",
        stamp=officer(KT, days=1),
    )

    (referral,) = queries.referrals(queries.by_number(received.number))
    assert referral.duty.due_on is not None
    assert "154/2026" in referral.duty.due_source or referral.duty.due_source


def test_an_answer_from_outside_is_passed_on_and_accepted(received, officer, resident):
    desk = officer(KT, days=1)
    services.refer(number=received.number, to="so-xay-dung-mau", document="31/UBND-KT", stamp=desk)
    services.take_over(number=received.number, document="90/SXD", stamp=officer(KT, days=3))

    services.record_outside_answer(
        number=received.number,
        text="Sở đã thay đèn.",
        document="99/SXD-HT",
        stamp=officer(KT, days=9),
    )

    assert queries.by_number(received.number).state == "answered"
    services.accept(code=received.code, stamp=resident(days=10))
    report = queries.by_number(received.number)
    assert (report.state, report.duty.verdict) == ("done", "met_late")


def test_an_open_referral_does_not_keep_the_sender_from_accepting(
    received, officer, resident, note
):
    services.refer(
        number=received.number, to="so-xay-dung-mau", document="31", stamp=officer(KT, days=1)
    )
    services.answer(
        number=received.number, text="Tự sửa", evidence=[note], outcome="done",
        stamp=officer(KT, days=2),
    )  # fmt: skip

    services.accept(code=received.code, stamp=resident(days=3))

    assert queries.by_number(received.number).state == "done"


def test_a_closed_report_is_opened_again_within_ninety_days(answered, resident):
    services.accept(code=answered.code, stamp=resident(days=3))

    services.reopen(code=answered.code, text="Đèn lại tắt", stamp=resident(days=93))

    report = queries.by_number(answered.number)
    assert (report.state, report.duty.state, report.closed_on) == ("reopened", "open", None)
    assert report.duty.due_on == answered.due_on


def test_a_closed_report_stays_closed_after_ninety_days(answered, resident):
    services.accept(code=answered.code, stamp=resident(days=3))
    before = record.root()

    with pytest.raises(services.TooLate):
        services.reopen(code=answered.code, text="Đèn lại tắt", stamp=resident(days=94))

    assert record.root() == before


def test_a_withdrawn_report_keeps_its_number(received, resident):
    services.withdraw(code=received.code, stamp=resident(days=1))

    report = queries.by_number(received.number)
    assert (report.state, report.duty.verdict) == ("withdrawn", "withdrawn")


def test_what_is_added_is_for_the_office_alone(received, resident):
    photo = services.NewPhoto(b"\xff\xd8jpeg", 10, 10)

    services.add(
        code=received.code, text="Thêm một bóng nữa", photos=(photo,), stamp=resident(days=1)
    )

    report = queries.by_number(received.number)
    assert queries.history(report)[-1].note == "Thêm một bóng nữa"
    assert queries.history(report)[-1].text == ""
    assert queries.photos(report) == []
    assert len(queries.photos(report, hidden=True)) == 1


def test_nobody_follows_twice(received, resident):
    services.follow(number=received.number, key="a", stamp=resident())

    assert services.follow(number=received.number, key="a", stamp=resident(days=1)) == 1
    assert services.follow(number=received.number, key="b", stamp=resident(days=1)) == 2


def test_a_merged_report_points_to_the_main_one(received, ward, filing, resident, officer):
    other = services.receive(filing=filing(), stamp=resident(hours=1))

    services.merge(number=other.number, into=received.number, stamp=officer(KT, days=1))

    report = queries.by_number(other.number)
    assert (report.state, report.merged_into.number) == ("merged", received.number)


def test_the_second_of_two_officers_is_told_what_changed(received, officer):
    seen = queries.by_number(received.number).version
    services.acknowledge(number=received.number, stamp=officer(KT), seen=seen)

    with pytest.raises(services.ChangedMeanwhile) as told:
        services.transfer(
            number=received.number, to=VHXH, reason="Đúng việc hơn", stamp=officer(KT), seen=seen
        )

    assert told.value.facts["act"] == "acknowledged"


def test_a_transfer_keeps_the_day_and_shows_the_chain(received, officer):
    services.transfer(
        number=received.number, to=VHXH, reason="Đúng việc hơn", stamp=officer(KT, days=2)
    )

    report = queries.by_number(received.number)
    assert (report.office, report.duty.due_on) == (VHXH, received.due_on)
    assert [one.office for one in queries.holders(report, date(2026, 10, 1))] == [KT, VHXH]


@pytest.mark.parametrize("code", ["", "K7QM-3WTR-9HXE-4C", "x" * 500, "0OIL", "K7QM\x003WTR"])
def test_a_code_that_is_none_opens_nothing(ward, code):
    with pytest.raises((BadCode, services.NotFound)):
        services.accept(code=code, stamp=None)


def test_an_act_out_of_turn_leaves_no_trace(received, resident):
    before = record.root()

    with pytest.raises(NotNow):
        services.accept(code=received.code, stamp=resident(days=1))
    with pytest.raises(NotNow):
        services.dispute(code=received.code, reason="slow", text="", stamp=resident(days=1))

    assert record.root() == before


def test_photos_of_a_refused_filing_are_not_left_behind(ward, filing, resident, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    photo = services.NewPhoto(b"\xff\xd8jpeg", 10, 10)
    bad = replace(filing(photos=(photo,)), part_of="PA-1999-00001")

    with pytest.raises(Report.DoesNotExist):
        services.receive(filing=bad, stamp=resident())

    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []
    assert FRONT


def test_photos_of_a_refused_addition_are_not_left_behind(answered, resident, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    services.accept(code=answered.code, stamp=resident(days=3))

    with pytest.raises(services.TooLate):
        services.add(
            code=answered.code,
            text="Thêm ảnh",
            photos=(services.NewPhoto(b"\xff\xd8jpeg", 10, 10),),
            stamp=resident(days=4),
        )

    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []
