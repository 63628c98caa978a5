"""Eighteen targets of phường Mẫu for this year, with last year's figures beside them.

The ward is younger than two years: only what was worked out anew for its territory is forecast.
"""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import partial

from soi.core.stamps import SYSTEM, VIETNAM, Stamp
from soi.core.targets import Aim, Kind
from soi.portal.management.demo import people
from soi.portal.management.demo.oversight import TEXTS
from soi.portal.management.demo.play import Stage
from soi.reviews import services
from soi.reviews.services import NewTarget

_TENTH = Decimal("0.1")
_DOCUMENT = "Nghị quyết 08/NQ-HĐND của phường Mẫu (hư cấu)"
_ANEW = "Số tính lại theo địa bàn hiện nay (hư cấu)"


class Targets:
    """The council sets them at the year's start; the committee enters what came in."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.now = stage, stage.agenda.now.astimezone(VIETNAM)
        self.month = max(1, self.now.month - 1)  # the last whole month of this year
        stage.agenda.plan(self.now.replace(month=1, day=8, hour=9, minute=0), self.set_all)

    def set_all(self, at: datetime) -> None:
        """Set this year's targets, and enter what is known of the years before."""
        for place, row in enumerate(TEXTS["targets"]):
            name, unit, kind, aim, before, above, plan, shares, actual = row
            new = NewTarget(
                office=people.COMMITTEE,
                year=at.year,
                name=name,
                unit=unit,
                kind=Kind(kind),
                aim=Aim(aim),
                plan=Decimal(plan),
                plan_above=Decimal(above),
                baseline=Decimal(before),
                document=_DOCUMENT,
                series=f"chi-tieu-{place + 1:02}",
                position=place,
            )
            years = (at.year - 2, at.year - 1)
            for year, share in zip(years, shares, strict=False):
                self._past(new, year, Decimal(str(share)), at)
            number = services.set_target(new=new, stamp=self.stage.cast.council(at)).number
            self._plan_values(number, Decimal(actual), new.kind)

    def _past(self, new: NewTarget, year: int, share: Decimal, at: datetime) -> None:
        whole, stamp = new.baseline or new.plan, Stamp(SYSTEM, at)
        old = replace(new, year=year, plan=whole, plan_above=None, baseline=None, document=_ANEW)
        number = services.set_target(new=old, stamp=stamp).number
        known = {self.month: (whole * share).quantize(_TENTH), 12: whole}
        for month, value in known.items():
            services.enter_value(
                number=number, month=month, value=value, evidence="Kho bạc", stamp=stamp
            )

    def _plan_values(self, number: str, actual: Decimal, kind: Kind) -> None:
        for month in sorted({max(1, self.month // 2), self.month}):
            value = actual * month / self.month if kind is Kind.FLOW else actual
            at = self.now.replace(month=min(12, month + 1), day=1, hour=8, minute=0)
            step = partial(self._enter, number, month, value.quantize(_TENTH))
            self.stage.agenda.plan(at, step)

    def _enter(self, number: str, month: int, value: Decimal, at: datetime) -> None:
        services.enter_value(
            number=number,
            month=month,
            value=value,
            evidence="Báo cáo của phòng Kinh tế (hư cấu)",
            stamp=self.stage.cast.officer(people.COMMITTEE, at),
        )
