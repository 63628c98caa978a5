from datetime import date, timedelta

import pytest
from django.urls import reverse

from soi.core.hotspots import Act, Level, Outcome, State
from soi.core.lives import NotNow
from soi.core.mandates import NotPermitted
from soi.core.refusals import Unacceptable
from soi.duties import queries as duties
from soi.insight import queries, services
from soi.insight.services import Task
from soi.insight.words import rare, sentence
from soi.record.models import Entry
from tests.acting import acting
from tests.insight.conftest import FRONT, KT, LAST, NOON, WARD, burst, leader, night, told

TASK = Task(KT, "Đưa xe nhỏ vào thu gom hai buổi một ngày.", date(2026, 10, 9), "Ý kiến CT, 1/10")


def close(spot, stamp, outcome=Outcome.REAL):
    return services.close(
        number=spot.number, outcome=outcome, text="Đã xem tại chỗ, xe không vào.", stamp=stamp
    )


def test_a_quiet_year_shows_nothing(quiet_year):
    looked = night()

    assert looked.looked == 2
    assert not queries.open_spots().exists()


def test_a_burst_is_found_with_its_place_days_and_people(hot):
    assert hot.places == ["to-11"]
    assert hot.level == Level.SEE
    assert hot.observed >= 14
    assert hot.senders >= 14
    assert hot.expected < 4
    assert (hot.state, hot.last_on, hot.opened_on) == (State.FOUND, LAST, LAST)
    assert hot.rarer


def test_the_sentence_names_days_counts_usual_and_rarity(hot):
    text = sentence(hot)

    assert f"{hot.observed} phản ánh của {hot.senders} người gửi ở 1 tổ dân phố" in text
    assert "mức thường ngày ứng với khoảng" in text
    assert "hiếm hơn một lần trong 2,7 năm" in text


@pytest.mark.parametrize(
    ("days", "words"), [(1000, "2,7 năm"), (365, "1 năm"), (122, "4 tháng"), (31, "31 ngày")]
)
def test_a_recurrence_is_written_as_one_says_it(days, words):
    assert rare(days) == words


def test_one_person_who_tells_ten_times_is_one(quiet_year):
    for _ in range(14):
        told("to-11", LAST, phone="0900 000 111")

    night()

    assert not queries.open_spots().exists()


def test_a_night_is_looked_at_once(hot):
    before = Entry.objects.count()

    night()

    assert Entry.objects.count() == before
    assert queries.open_spots().filter(topic="rac_thai").count() == 1


def test_the_next_night_sees_the_same_one_again(hot):
    night(LAST + timedelta(days=1))

    again = queries.by_number(hot.number)
    assert again.seen_on == LAST + timedelta(days=1)
    assert [step.act for step in queries.steps(again)] == [Act.FOUND, Act.SEEN]
    assert queries.open_spots().filter(topic="rac_thai").count() == 1


def test_seven_days_without_it_make_it_quiet_and_a_person_says_what_it_was(hot):
    from soi.insight.models import HotSpot

    HotSpot.objects.filter(pk=hot.pk).update(seen_on=LAST - timedelta(days=40), topic="khac")

    night(LAST + timedelta(days=1))

    quiet = queries.by_number(hot.number)
    assert quiet.state == State.QUIET
    assert close(quiet, leader(), Outcome.CHANCE).state == State.CLOSED


def test_nobody_says_what_it_was_without_having_looked(hot):
    with pytest.raises(NotNow):
        close(hot, leader())


def test_a_decision_makes_it_a_duty(hot):
    spot = services.assign(number=hot.number, task=TASK, stamp=leader())

    duty = duties.by_number(spot.duty)
    assert (duty.holder.slug, duty.due_on, duty.source_ref) == (KT, TASK.due_on, hot.ref)
    assert (spot.state, spot.holder) == (State.ASSIGNED, KT)


@pytest.mark.parametrize(
    ("field", "task"),
    [
        ("text", Task(KT, "Dọn", TASK.due_on, TASK.document)),
        ("document", Task(KT, TASK.text, TASK.due_on, " ")),
        ("due_on", Task(KT, TASK.text, date(2026, 9, 30), TASK.document)),
        ("office", Task("phòng-ma", TASK.text, TASK.due_on, TASK.document)),
        ("office", Task("ubnd-thanh-pho-mau", TASK.text, TASK.due_on, TASK.document)),
    ],
)
def test_a_task_that_lacks_something_leaves_no_trace(hot, field, task):
    before = Entry.objects.count()

    with pytest.raises(Unacceptable) as refused:
        services.assign(number=hot.number, task=task, stamp=leader())

    assert refused.value.field == field
    assert Entry.objects.count() == before


def test_whoever_owes_it_does_not_say_that_it_was_chance(hot):
    services.assign(number=hot.number, task=TASK, stamp=leader())

    with pytest.raises(NotPermitted):
        close(hot, acting("leader", KT, NOON), Outcome.CHANCE)
    assert close(hot, acting("front_officer", FRONT, NOON)).outcome == Outcome.REAL


def test_how_often_it_was_real_is_told_beside_what_chance_brings(hot):
    services.look(number=hot.number, stamp=leader())
    close(hot, leader())

    trust = queries.trust(2026, date(2026, 10, 1))

    assert (trust.proven.real, trust.proven.closed) == (1, 1)
    assert trust.by_chance == 2
    assert trust.missed == 0


def test_a_night_that_was_left_out_is_told(quiet_year):
    night(LAST - timedelta(days=3))
    night(LAST)

    assert queries.trust(2026, LAST + timedelta(days=1)).missed == 2


def test_the_public_page_shows_what_burns_and_its_method(
    client, hot, django_assert_max_num_queries
):
    with django_assert_max_num_queries(25):
        page = client.get(reverse("insight:hotspots"))

    text = page.content.decode()
    assert page.status_code == 200
    assert "mức thường ngày ứng với khoảng" in text
    assert "Nhiều phản ánh không có nghĩa là nơi đó tệ hơn" in text
    assert "<svg" in text
    assert reverse("insight:hotspot", args=[hot.number]) not in text


def test_fewer_than_five_people_are_shown_to_nobody_outside(client, hot):
    from soi.insight.models import HotSpot

    HotSpot.objects.update(senders=4)

    assert (
        "mức thường ngày ứng với khoảng"
        not in client.get(reverse("insight:hotspots")).content.decode()
    )


def test_no_number_of_a_place_is_shown_where_one_place_has_few(client, hot):
    from soi.insight.views.pictures import shown_numbers

    hot.places, hot.counted, hot.usual = ["to-11", "to-12"], {"to-11": 14, "to-12": 3}, {
        "to-11": 1.0, "to-12": 1.0}  # fmt: skip

    assert shown_numbers(hot, inside=False) == {}
    assert shown_numbers(hot, inside=True) == {"to-11": "14 / 1", "to-12": "3 / 1"}


@pytest.fixture
def signed_in(client, hot, person):
    def enter(role, office):
        from django.contrib.auth import get_user_model

        stamp = person(role, office, NOON)
        client.force_login(get_user_model().objects.get(pk=stamp.person.removeprefix("user:")))
        return client

    return enter


def test_the_page_of_one_offers_what_may_be_done(signed_in, hot, monkeypatch):
    client = signed_in("leader", WARD)

    page = client.get(reverse("insight:hotspot", args=[hot.number])).content.decode()

    for act in ("look", "assign", "follow"):
        assert reverse("insight:hotspot-act", args=[hot.number, act]) in page
    assert reverse("insight:hotspot-act", args=[hot.number, "close"]) not in page


def test_a_refusal_keeps_what_was_typed(signed_in, hot):
    client = signed_in("leader", WARD)
    address = reverse("insight:hotspot-act", args=[hot.number, "assign"])
    data = {"seen": hot.version, "office": KT, "text": TASK.text, "due_on": "2020-01-01",
            "document": "Ý kiến CT"}  # fmt: skip

    page = client.post(address, data)

    assert page.status_code == 422
    assert TASK.text in page.content.decode()
    assert queries.by_number(hot.number).state == State.FOUND


def test_a_stranger_to_it_sees_no_page_of_one(signed_in, hot):
    client = signed_in("law_editor", WARD)

    assert client.get(reverse("insight:hotspot", args=[hot.number])).status_code == 403


def test_burst_of_another_topic_without_enough_behind_it_shows_in_all_topics(quiet_year):
    burst("to-05", topic="an_ninh_trat_tu")

    night()

    assert [spot.topic for spot in queries.open_spots()] == [""]
