"""Services of reports: what a filing goes through, and what is refused without a trace."""

from datetime import date

import pytest

from soi.core.competence import MayNotJudge
from soi.core.duties import MissingEvidence
from soi.core.filings import NotNow
from soi.core.mandates import Role
from soi.core.privacy import Span
from soi.core.receipts import BadCode
from soi.record import queries as record
from soi.reports import queries, services
from tests.reports.conftest import KT, UBND, VHXH


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


def test_nobody_follows_twice(received, resident, officer):
    services.publish(number=received.number, stamp=officer("mot-cua-phuong-mau"))
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
