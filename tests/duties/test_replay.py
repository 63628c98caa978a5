"""Random histories of several duties at once: the record alone rebuilds every one of them exactly.

All acts of the ledger, drawn by chance, and the events that hand duties from office to office.
What reports, complaints and directives do to duties is held against the record after every one
of their tests (`tests/conftest.py`).
"""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.db import transaction

from soi.core.deadlines import Unit
from soi.core.duties import LIFE, Act, Kind, Visibility
from soi.core.histories import Told, Unrecorded, replay
from soi.core.refusals import Refusal
from soi.core.stamps import SYSTEM, Stamp
from soi.core.successions import Heir
from soi.duties import queries, services
from soi.duties.models import Duty, SubHolder
from soi.duties.services import NewEvidence
from soi.law import queries as law
from soi.offices import queries as offices
from soi.record import queries as record
from tests.duties.conftest import LIMIT

HISTORIES = 3000 if os.environ.get("SOI_LONG") else 40
BEGAN = date(2026, 3, 2)
OFFICES = (
    "phong-kt-phuong-mau", "phong-vhxh-phuong-mau", "van-phong-phuong-mau",
    "tram-y-te-phuong-mau", "ubnd-phuong-mau",
)  # fmt: skip
JUDGE = "dang-uy-phuong-mau"
CASE = "test:1"  # whose parts all these acts are: permission is not what is tried here
PAUSABLE = replace(LIMIT, suspension="tam_dinh_chi")
NOTE = NewEvidence("note", text="Đã đến nơi")


class History:
    """One random life of a few duties."""

    def __init__(self, new_duty, seed):
        self.chance, self.new_duty = Random(seed), new_duty
        self.day, self.numbers, self.events = 0, [], []
        self.done = set()

    def live(self):
        for _ in range(self.chance.randint(1, 3)):
            self.begin()
        for _ in range(self.chance.randint(4, 18)):
            self.day += self.chance.choice((0, 0, 1, 1, 2, 5))
            self.try_one()

    def try_one(self):
        name = self.chance.choice(self.ACTS)
        try:
            with transaction.atomic():
                getattr(self, name)()
        except Refusal:
            return
        self.done.add(name)

    def stamp(self, office=""):
        at = datetime(BEGAN.year, BEGAN.month, BEGAN.day, 2, tzinfo=UTC)
        office = office or self.chance.choice((JUDGE, *OFFICES))
        return Stamp("tester", at + timedelta(days=self.day), office, f"user:{office}", case=CASE)

    def one(self):
        return self.chance.choice(self.numbers)

    def common(self, **more):
        return {"number": self.one(), "stamp": self.stamp(), **more}

    def worded(self, **more):
        return self.common(reason="Có lý do", **more)

    def office(self):
        return self.chance.choice(OFFICES)

    def begin(self):
        beside = [(self.office(), self.chance.choice(("coordinates", "oversees")))
                  for _ in range(self.chance.randint(0, 2))]  # fmt: skip
        new = self.new_duty(
            source_ref=CASE,
            kind=self.chance.choice((Kind.SESSION_REQUEST, Kind.PETITION_REPLY, Kind.TARGET)),
            holder=self.office(),
            limit=self.chance.choice((None, PAUSABLE, law.book().limit("td.reply", BEGAN))),
            starts_on=BEGAN + timedelta(days=self.day),
            sub_holders=list(dict.fromkeys(beside)),
            visibility=self.chance.choice(list(Visibility)),
            responsible_post=self.chance.choice(("", "truong-phong-kt")),
        )
        do = self.chance.choice((services.draft, services.assign, services.assign))
        self.numbers.append(do(new=new, stamp=self.stamp()).number)

    def confirm(self):
        services.confirm(**self.common())

    def acknowledge(self):
        services.acknowledge(**self.common())

    def delegate(self):
        services.delegate(office=self.office(), **self.worded())

    def transfer(self):
        services.transfer(office=self.office(), **self.worded())

    def extend(self):
        services.extend(condition="needed", amount=5, unit=Unit.WORKING_DAY, document="1/QĐ",
                        **self.worded())  # fmt: skip

    def pause(self):
        services.pause(ground="Chờ giám định", document="2/QĐ", **self.common())

    def resume(self):
        services.resume(**self.worded())

    def add_evidence(self):
        services.add_evidence(evidence=[NOTE], **self.common())

    def progress(self):
        actual = self.chance.choice((None, 3, 8))
        services.progress(percent=self.chance.randint(0, 100), text="", actual=actual,
                          **self.common())  # fmt: skip

    def escalate(self):
        services.escalate(to="ubnd-phuong-mau", **self.worded())

    def notice_overdue(self):
        services.notice_overdue(**self.common())

    def report(self):
        services.report(text="Đã làm", evidence=[NOTE], **self.common())

    def return_(self):
        services.return_(**self.worded())

    def judge(self):
        met = self.chance.choice(("met", "partly", "not_met"))
        services.judge(met=met, **self.common(stamp=self.judging()))

    def judging(self):
        return self.chance.choice((self.stamp(JUDGE), replace(self.stamp(), by=SYSTEM)))

    def void(self):
        services.void(**self.worded(stamp=self.judging()))

    def reopen(self):
        services.reopen(**self.worded(stamp=self.judging()))

    def withdraw(self):
        services.withdraw(**self.worded())

    def merge(self):
        services.merge(into=self.one(), **self.common())

    def unmerge(self):
        services.unmerge(**self.worded())

    def remind(self):
        services.remind(to=self.office(), rung="half", **self.common())

    def reassign(self):
        number, stamp = self.one(), self.stamp()
        posts = offices.chart(stamp.on).posts(queries.by_number(number).holder.slug)
        services.reassign(number=number, stamp=stamp, reason="Có lý do",
                          post=self.chance.choice([*(one.slug for one in posts), "x"]))  # fmt: skip

    def count_from(self):
        on = BEGAN + timedelta(days=self.chance.randint(0, 9))
        services.count_from(on=on, cause="tiếp nhận sớm hơn", **self.common())

    def recompute(self):
        swap = BEGAN + timedelta(days=self.chance.randint(1, 30))
        calendar = law.book().calendar().with_swap(swap, swap + timedelta(days=12), "hoán đổi")
        services.recompute(calendar=calendar, cause="QĐ 9", stamp=self.stamp())

    def adopt(self):
        version = (BEGAN + timedelta(days=self.chance.randint(0, 5))).isoformat()
        limit = replace(PAUSABLE, version=version, amount=self.chance.randint(3, 9), source="mới")
        services.adopt(limit=limit, calendar=law.book().calendar(), cause="luật mới",
                       stamp=self.stamp())  # fmt: skip

    def pass_on(self):
        event = f"SK-{len(self.events)}"
        old = self.chance.sample(OFFICES, self.chance.randint(1, 2))
        rest = [one for one in OFFICES if one not in old]
        heirs = [
            Heir(one, self.chance.choice(rest), "", self.chance.random() < 0.4, tuple(rest))
            for one in old
        ]
        if self.chance.random() < 0.5:
            heirs.append(Heir(old[0], self.chance.choice(rest), Kind.TARGET.value))
        services.pass_on(event=event, heirs=heirs, document="9/NQ", stamp=self.stamp(),
                         effective_on=BEGAN + timedelta(days=self.day + 1))  # fmt: skip
        self.events.append(event)

    def take_back(self):
        if self.events:
            services.take_back(event=self.events[-1], reason="thử", stamp=self.stamp())
            self.events.pop()

    def settle(self):
        services.settle(office=self.office(), **self.worded())

    ACTS = (
        "begin", "confirm", "acknowledge", "delegate", "transfer", "extend", "pause", "resume",
        "add_evidence", "progress", "escalate", "notice_overdue", "report", "report", "return_",
        "judge", "judge", "void", "reopen", "withdraw", "merge", "unmerge", "remind", "reassign",
        "count_from", "recompute", "adopt", "pass_on", "take_back", "settle",
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("ward")
def test_the_record_alone_rebuilds_every_duty(new_duty):
    done, kinds = set(), set()
    for seed in range(HISTORIES):
        with transaction.atomic():
            history = History(new_duty, seed)
            history.live()
            assert queries.unlike_record() == [], f"history {seed}"
            done |= history.done
            kinds |= {one.kind for one in record.told("duty.")}
            transaction.set_rollback(True)

    if HISTORIES > 1000:
        assert done == set(History.ACTS)
        assert kinds == {LIFE.kind(act) for act in Act}


FORGED = {
    "state": "closed", "verdict": "met", "due_on": date(2027, 1, 1), "percent": 99,
    "reported_on": BEGAN, "closed_on": BEGAN, "paused_on": BEGAN, "escalated_on": BEGAN,
    "responsible_post": "x", "measure_actual": 5, "origin_holder": "x", "version": 9,
    "starts_on": date(2026, 1, 1), "due_source": "x", "visibility": "sealed", "provisional": True,
    "overdue_noticed_on": BEGAN, "acknowledged_at": datetime(2026, 3, 2, tzinfo=UTC),
}  # fmt: skip


@pytest.mark.parametrize(("name", "value"), FORGED.items())
def test_a_row_that_was_changed_without_an_entry_is_named(duty, name, value):
    with transaction.atomic():
        Duty.objects.filter(pk=duty.pk).update(**{name: value})
        (found,) = queries.unlike_record()
        transaction.set_rollback(True)

    column = {"responsible_post": "post", "measure_actual": "actual"}.get(name, name)
    assert found == f"{duty.ref} is not what was recorded: {column}"


def test_a_part_beside_the_holder_and_a_row_that_is_gone_are_named_too(duty):
    with transaction.atomic():
        SubHolder.objects.create(duty=duty, office=duty.holder, role="oversees")
        assert queries.unlike_record() == [f"{duty.ref} is not what was recorded: beside"]
        SubHolder.objects.all().delete()
        duty.events.all().delete()
        Duty.objects.filter(pk=duty.pk).delete()
        assert queries.unlike_record() == [f"{duty.ref} is recorded and not there"]
        transaction.set_rollback(True)


def test_entries_that_do_not_follow_from_each_other_are_named():
    from soi.core.histories import Told, replay

    lost = Told("duty.reported", "duty:NV-1", "2026-03-02", "", {"state": "reported"})
    strange = Told("duty.danced", "duty:NV-1", "2026-03-02", "", {})
    for one in (lost, strange):
        with pytest.raises(Unrecorded):
            replay([one])


def test_a_duty_entered_before_entries_told_its_first_day_is_left_out_of_the_replay():
    early = Told("duty.assigned", "duty:NV-2025-00001", "2025-07-01", "", {"holder": "a"})
    later = Told("duty.reported", "duty:NV-2025-00001", "2025-07-02", "", {})

    assert replay([early, later]) == ({}, {"duty:NV-2025-00001"})
