"""Reminders, standing in for somebody, and handing over."""

from datetime import date, timedelta

from soi.core.stamps import SYSTEM, Stamp
from soi.desk import services
from soi.desk.models import Reminder
from soi.duties import queries as duties
from soi.people import queries as people
from soi.reports import queries as reports
from tests.desk.conftest import KT, START, at, paper


def test_reminders_go_at_half_at_the_end_and_to_the_overseer_after(ward):
    number = services.take_in(paper=paper(), stamp=at()).number
    duty = reports.by_number(number).duty
    assert duty.due_on == date(2026, 10, 5)

    sent = {}
    for day in range(15):
        stamp = Stamp(SYSTEM, START + timedelta(days=day))
        for rung, count in services.remind(today=stamp.on, stamp=stamp).items():
            if count:
                sent[rung] = (stamp.on, Reminder.objects.get(rung=rung).to)

    assert sent == {
        "half": (date(2026, 10, 2), KT),
        "end": (date(2026, 10, 5), KT),
        "after": (date(2026, 10, 12), "mttq-phuong-mau"),
    }


def test_a_deputy_gets_the_roles_for_the_days_but_never_reads_identities(ward, user):
    from soi.core.mandates import Role
    from soi.people import services as people_services

    away, other = user("office_head", KT), user("officer", KT)
    people_services.give_mandate(
        user=away, role=Role.IDENTITY_READER, office=KT, since=date(2026, 1, 1), document="QĐ",
        stamp=at(person="user:0"),
    )  # fmt: skip

    services.deputise(
        user=away.pk, deputy=other.pk, since=at(1).on, until=at(5).on, document="QĐ 3",
        stamp=at(office=KT, person="user:0"),
    )  # fmt: skip

    roles = {one.role.value for one in people.mandates(other.pk, at(2).on)}
    assert roles == {"officer", "office_head"}
    assert {one.role.value for one in people.mandates(other.pk, at(6).on)} == {"officer"}


def test_a_post_hands_over_what_it_owes(ward):
    number = services.take_in(paper=paper(), stamp=at()).number
    duty = reports.by_number(number).duty.number
    from soi.duties import services as duty_services

    giver, taker = f"{KT}-chuyen-vien", f"{KT}-pho"
    duty_services.reassign(number=duty, post=giver, reason="phân công", stamp=at(office=KT))

    row = services.hand_over(
        office=KT, giver=giver, taker=taker, document="BB 1", stamp=at(1, office=KT)
    )

    assert row.duties[0]["own"]
    assert duties.by_number(duty).responsible_post == taker


def test_on_the_page_a_deputy_gets_no_more_and_no_longer_than_whoever_is_away(ward, user, client):
    from soi.core.mandates import Role
    from soi.people import services as people_services
    from soi.web import clock

    today = clock.today()
    soon = today + timedelta(days=2)
    head, away, other = user("office_head", KT), user("officer", KT), user("reviewer", KT)
    given = {"user": away, "office": KT, "since": date(2026, 1, 1), "document": "QĐ"}
    by = at(person="user:0")
    people_services.give_mandate(role=Role.OFFICE_HEAD, until=soon, stamp=by, **given)
    people_services.give_mandate(role=Role.ADMINISTRATOR, stamp=by, **given)
    client.force_login(head)

    answer = client.post(
        "/staff/desk/turns/",
        {"user": away.pk, "deputy": other.pk, "since": f"{today:%d/%m/%Y}",
         "until": "31/12/2030", "document": "QĐ 5"},
    )  # fmt: skip

    assert answer.status_code == 302
    roles = {one.role.value: one.until for one in people.mandates(other.pk, today)}
    assert roles == {"reviewer": None, "officer": date(2030, 12, 31), "office_head": soon}
