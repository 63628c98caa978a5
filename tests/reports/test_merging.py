"""Merged filings: the matter is always owed by somebody, whatever becomes of the main one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from soi.core.filings import NotNow
from soi.core.mandates import Role
from soi.core.refusals import Unacceptable
from soi.duties import queries as duties
from soi.notices.models import Notice
from soi.record import queries as record
from soi.reports import queries, services
from soi.reports.services import Contact
from soi.reports.services.acts import lock
from tests.reports.conftest import KT

DESK = "mot-cua-phuong-mau"


@pytest.fixture
def desk(officer):
    return lambda days=1: officer(DESK, Role.DESK_OFFICER, days=days)


@pytest.fixture
def three(ward, filing, resident):
    """Three receipts about the same lamp, a day apart."""
    return [
        services.receive(
            filing=filing(
                text=f"Đèn đường Sen Hồng tắt {n} đêm liền.",
                contact=Contact(name="Lê Thử", address="tổ 1"),
            ),
            stamp=resident(days=n),
        )
        for n in range(3)
    ]


@pytest.fixture
def merged(three, desk):
    """The second and the third of them merged into the first."""
    first, *others = three
    for one in others:
        services.merge(number=one.number, into=first.number, stamp=desk(3))
    return three


def stands(receipt):
    report = queries.by_number(receipt.number)
    main = report.merged_into.number if report.merged_into else ""
    return report.state, main, report.duty.state


def demand_refused(receipt, into, stamp):
    before = record.root()
    with pytest.raises(Unacceptable) as refused:
        services.merge(number=receipt.number, into=into.number, stamp=stamp)
    assert refused.value.facts["reason"] == "main_not_open"
    assert record.root() == before


def test_two_filings_are_not_merged_into_each_other(three, desk):
    first, second, _ = three
    services.merge(number=first.number, into=second.number, stamp=desk())

    demand_refused(second, first, desk())

    assert stands(second) == ("assigned", "", "open")


def test_nothing_is_merged_into_what_is_over(three, desk, resident):
    first, second, _ = three
    services.withdraw(code=first.code, stamp=resident(days=3))

    demand_refused(second, first, desk(4))


def test_nothing_is_merged_into_what_is_answered_already(answered, filing, resident, desk):
    late = services.receive(filing=filing(), stamp=resident(days=3))

    demand_refused(late, answered, desk(4))


def test_both_filings_are_locked_in_one_order(three, desk):
    first, second, _ = three
    asked = []
    for pair in ((first, second), (second, first)):
        with CaptureQueriesContext(connection) as told:
            lock(*(one.number for one in pair))
        asked.append(told.captured_queries[0]["sql"].partition("ORDER BY")[2])

    assert asked[0] == asked[1]
    assert asked[0]


def test_whoever_was_merged_before_goes_along(three, desk):
    first, second, third = three
    services.merge(number=first.number, into=second.number, stamp=desk(3))

    services.merge(number=second.number, into=third.number, stamp=desk(4))

    assert [stands(one)[:2] for one in three] == [
        ("merged", third.number), ("merged", third.number), ("assigned", ""),
    ]  # fmt: skip
    assert queries.by_number(third.number).duty.due_on == first.due_on  # the earliest receipt
    acts = [one.act for one in queries.history(queries.by_number(first.number))][-3:]
    assert acts == ["merged", "unmerged", "merged"]


def test_the_matter_goes_on_for_the_others_when_the_sender_of_the_main_one_withdraws(
    merged, resident
):
    first, second, third = merged

    services.withdraw(code=first.code, stamp=resident(days=4))

    assert stands(first) == ("withdrawn", "", "closed")
    assert stands(second) == ("assigned", "", "open")
    assert stands(third) == ("merged", second.number, "closed")
    heir = queries.by_number(second.number)
    assert heir.duty.due_on == second.due_on  # its own receipt is the earliest of those left
    assert heir.office == KT
    last = queries.history(heir)[-1]
    assert (last.act, last.by, last.facts["from"]) == ("unmerged", "system", first.number)
    assert Notice.objects.filter(template="report_assigned", context__number=second.number).exists()


def test_the_heir_is_answered_and_its_sender_speaks(merged, resident, officer, note):
    first, second, _ = merged
    services.withdraw(code=first.code, stamp=resident(days=4))

    services.answer(
        number=second.number, text="Đã thay bóng.", evidence=[note], outcome="done",
        stamp=officer(KT, days=5),
    )  # fmt: skip
    services.accept(code=second.code, stamp=resident(days=6))

    assert stands(second) == ("done", "", "closed")


def test_withdrawing_an_answered_main_one_owes_the_others_an_answer(
    merged, resident, officer, note
):
    first, second, _ = merged
    services.answer(
        number=first.number, text="Đã thay bóng.", evidence=[note], outcome="done",
        stamp=officer(KT, days=4),
    )  # fmt: skip

    services.withdraw(code=first.code, stamp=resident(days=5))

    assert stands(second) == ("assigned", "", "open")


def test_a_merged_one_that_is_not_the_main_one_cannot_be_taken_back_by_its_code(merged, resident):
    with pytest.raises(NotNow):
        services.withdraw(code=merged[1].code, stamp=resident(days=4))


def test_a_main_one_that_proves_a_complaint_walks_alone(merged, desk):
    first, second, third = merged

    services.reclassify(
        number=first.number, kind="complaint", topic="ha_tang", reason="khiếu nại", stamp=desk(4)
    )

    assert (stands(second), stands(third)[1]) == (("assigned", "", "open"), second.number)


def test_those_merged_into_a_denunciation_found_late_are_owed_again(merged, desk):
    first, second, third = merged

    services.erase_denunciation(number=first.number, stamp=desk(4))

    assert (stands(second), stands(third)[1]) == (("assigned", "", "open"), second.number)
    assert duties.by_number(queries.by_number(second.number).duty.number).state == "open"


def test_the_thread_says_that_the_matter_goes_on(client, merged, resident, desk):
    first, second, _ = merged
    services.publish(number=second.number, stamp=desk(3))
    services.withdraw(code=first.code, stamp=resident(days=4))

    page = client.get(f"/reports/{second.number}/").content.decode()

    assert f"Việc ở đây đi tiếp, không theo {first.number} nữa." in page


def test_the_desk_is_told_why_nothing_is_merged_into_a_closed_filing(
    client, three, officer, resident
):
    from soi.people import queries as people

    stamp = officer(DESK, Role.DESK_OFFICER)
    client.force_login(
        people.users().get(pk=int(stamp.person.partition(":")[2])),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    first, second, _ = three
    services.withdraw(code=first.code, stamp=resident(days=3))

    answer = client.post(
        f"/staff/desk/sort/{second.number}/merge/", {"into": first.number, "seen": "1"}
    )

    assert answer.status_code == 422
    assert "Chỉ gộp vào hồ sơ đang mở" in answer.content.decode()
