"""Steps and their days: begun, extended, suspended and done as the law lets them be."""

import json
from datetime import date

import pytest

from soi.core.deadlines import ExtensionRefused
from soi.denunciations import queries, services
from soi.denunciations.models import Duty
from tests.denunciations.conftest import DAY

pytestmark = pytest.mark.django_db(databases=["sealed"], transaction=True)


def test_a_step_is_a_name_of_words_a_rule_and_a_day(room):
    number = services.begin(
        rule="tc.initial", began_on=date(2026, 8, 20), facts=[], day=DAY
    )  # fmt: skip
    row = Duty.objects.get()

    assert row.due_on == date(2026, 8, 28)  # Saturday 22 August is worked
    assert queries.duty(number).trace["review"] == "not_reviewed"
    assert "office" not in json.dumps(row.trace)
    several = ["several_places"]
    other = services.begin(rule="tc.initial", began_on=date(2026, 8, 20), facts=several, day=DAY)
    assert queries.duty(other).due_on > row.due_on


def test_an_extension_needs_a_decision_in_time_and_the_law_grants_so_many(room):
    number = services.begin(rule="tc.resolve", began_on=date(2026, 9, 1), facts=[], day=DAY)
    first = queries.duty(number).due_on

    def extend(condition, on, document="QĐ 7"):
        return services.extend(
            number=number, condition=condition, document=document, decided_on=on, day=DAY
        )

    for condition, on, document in [
        ("complex", date(2026, 9, 5), " "), ("complex", date(2026, 12, 1), "QĐ 7"),
        ("sleepy", date(2026, 9, 5), "QĐ 7"),
    ]:  # fmt: skip
        with pytest.raises(ExtensionRefused):
            extend(condition, on, document)
    second = extend("very_complex", first)
    assert (second - first).days >= 30
    extend("very_complex", second)
    with pytest.raises(ExtensionRefused):
        extend("very_complex", second)
    assert "QĐ 7" not in json.dumps(Duty.objects.get().granted)


def test_a_suspension_is_not_counted_and_a_step_that_is_done_is_done(room):
    number = services.begin(rule="tc.resolve", began_on=date(2026, 9, 1), facts=[], day=DAY)
    before = queries.duty(number).due_on
    after = services.pause(
        number=number, since=date(2026, 9, 10), until=date(2026, 9, 20), day=DAY
    )  # fmt: skip

    assert (after - before).days >= 10
    services.finish(number=number, day=DAY)
    for act in (
        lambda: services.finish(number=number, day=DAY),
        lambda: services.pause(number=number, since=DAY, until=DAY, day=DAY),
        lambda: services.finish(number="am-ao", day=DAY),
    ):
        with pytest.raises(services.NoSuchDuty):
            act()
    with pytest.raises(services.NoSuchRule):
        services.begin(rule="kn.resolve", began_on=DAY, facts=[], day=DAY)


@pytest.mark.parametrize("told", [{}, {"act": "begin"}, {"act": "begin", "rule": "tc.initial",
    "began_on": "hom qua"}, {"act": "finish", "number": "khong"}, {"act": "extend"}])  # fmt: skip
def test_steps_refuse_nonsense_in_a_sentence(room, client, told):
    answer = client.post(
        "/denunciations/room/duties", told, "application/json",
        headers=room.passed(client, "chanh-thanh-tra"),
    )  # fmt: skip

    assert answer.status_code in {404, 422}
    assert answer.json()["error"]
    assert not Duty.objects.exists()
