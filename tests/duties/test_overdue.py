"""What the background does about lateness: once each, and no more in a run than it can."""

from django.core.management import call_command

from soi.duties import queries, services
from soi.duties.management.commands import duties_overdue
from tests.duties.conftest import HOLDER

ALONE = "mttq-thanh-pho-mau"  # nobody stands above it


def acts(duty):
    return [event.act for event in queries.events([duty.number])]


def test_a_note_of_lateness_reaches_the_overseer_once(duty, ward):
    call_command("duties_overdue")
    call_command("duties_overdue")

    acts = [event.act for event in queries.events([duty.number])]
    assert (acts.count("notice_overdue"), acts.count("escalate")) == (1, 1)


def test_a_long_morning_is_done_in_several_runs_and_nobody_is_left_out(
    ward, new_duty, stamp, monkeypatch
):
    monkeypatch.setattr(duties_overdue, "MOST", 2)
    offices = [ALONE] * 3 + [HOLDER] * 2
    late = [services.assign(new=new_duty(holder=office), stamp=stamp) for office in offices]

    told = 0
    for _ in range(5):
        call_command("duties_overdue")
        before, told = told, sum(len(acts(one)) - 1 for one in late)
        assert told - before <= 3  # one duty can take two acts

    assert [acts(one)[1:] for one in late[:3]] == [["notice_overdue"]] * 3
    assert [acts(one)[1:] for one in late[3:]] == [["notice_overdue", "escalate"]] * 2
