import random
from datetime import UTC, date, datetime, timedelta

import pytest

from soi.core.duties import Kind
from soi.core.stamps import SYSTEM, Stamp
from soi.duties import services
from soi.duties.services import NewDuty, NewEvidence

UBND, KT, VHXH = "ubnd-phuong-mau", "phong-kt-phuong-mau", "phong-vhxh-phuong-mau"
YEAR = 2026
CASE = "test:year"  # whose parts all these acts are
KINDS = [Kind.DIRECTIVE_TASK, Kind.SESSION_REQUEST, Kind.OVERSIGHT_FIX, Kind.REPORT_ANSWER]


def system(on):
    moment = datetime.combine(on, datetime.min.time(), UTC) + timedelta(hours=2)
    return Stamp(SYSTEM, moment, case=CASE)


def owe(holder, began_on, due_on, kind=Kind.DIRECTIVE_TASK):
    new = NewDuty(
        kind=kind,
        title="Việc thử",
        holder=holder,
        source_ref=CASE,
        starts_on=began_on,
        due_on=due_on,
        due_source="QĐ 1/QĐ-UBND" if due_on else "",
        evidence_required=(),
        requester_office="dang-uy-phuong-mau",
    )
    return services.assign(new=new, stamp=system(began_on))


def close(duty, reported_on, met="met"):
    note = (NewEvidence("note", text="xong"),)
    services.report(number=duty.number, text="Đã xong", evidence=note, stamp=system(reported_on))
    if met:
        services.judge(number=duty.number, met=met, stamp=system(reported_on))


@pytest.fixture
def busy_year(ward):
    """Sixty duties of two offices under the committee, with every outcome there is."""
    chance = random.Random(2026)
    for _ in range(60):
        began = date(2025, 11, 1) + timedelta(days=chance.randrange(380))
        due = None if chance.random() < 0.1 else began + timedelta(days=chance.randrange(5, 60))
        duty = owe(chance.choice((KT, VHXH)), began, due, chance.choice(KINDS))
        how = chance.choice(("open", "met", "met", "late", "partly", "not_met", "claimed", "void"))
        if how == "void":
            services.void(number=duty.number, reason="không còn đối tượng", stamp=system(began))
        elif how != "open":
            late = timedelta(days=chance.randrange(1, 30)) if how == "late" else timedelta(0)
            met = {"late": "met", "claimed": ""}.get(how, how)
            close(duty, (due or began) + late, met)
