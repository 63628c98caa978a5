"""Referral to an office outside the ward: followed here, and answered from there."""

from soi.reports import queries, services
from tests.reports.conftest import KT


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
