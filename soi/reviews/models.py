from django.db import models

from soi.core.targets import Aim, Kind
from soi.core.targets.life import State as TargetState
from soi.counter.models import Case, Step


def _choices(words: type[Aim | Kind | TargetState]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class Passage(models.Model):
    """One passage of a body's year-end report as a person worded it; rows are only ever added.

    key: which passage, by the names of `queries.passages`
    drafted: what the ledger's draft said when it was reworded; where the draft says something
        else by now, the page shows both
    """

    office = models.CharField("cơ quan", max_length=60)
    year = models.PositiveSmallIntegerField("năm")
    key = models.CharField("đoạn", max_length=30)
    drafted = models.TextField("bản nháp lúc sửa")
    text = models.TextField("lời đã sửa", blank=True)
    at = models.DateTimeField("lúc")
    by = models.CharField("chức vụ", max_length=80)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["office", "year", "key"], name="passage_year")]

    def __str__(self) -> str:
        return f"{self.office} {self.year} {self.key}"


class Target(Case):
    """What one body is to reach in one year (chỉ tiêu), set by somebody else.

    plan: of the ward; plan_above: of the province, where it set another; both are shown
    baseline: last year's value, by the same definition and territory; None where there is none
    series: joins the same target of several years; a unit that changed begins another
    """

    number = models.CharField("số", max_length=20, unique=True)
    office = models.CharField("cơ quan", max_length=60)
    year = models.PositiveSmallIntegerField("năm")
    name = models.CharField("chỉ tiêu", max_length=200)
    unit = models.CharField("đơn vị tính", max_length=40)
    kind = models.CharField("loại", max_length=12, choices=_choices(Kind))
    aim = models.CharField("hướng", max_length=12, choices=_choices(Aim))
    plan = models.DecimalField("kế hoạch phường", max_digits=20, decimal_places=4)
    plan_above = models.DecimalField(
        "kế hoạch cấp trên giao", max_digits=20, decimal_places=4, null=True
    )
    baseline = models.DecimalField("năm trước", max_digits=20, decimal_places=4, null=True)
    document = models.CharField("văn bản giao", max_length=200)
    series = models.CharField("chuỗi", max_length=60, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    state = models.CharField("trạng thái", max_length=10, choices=_choices(TargetState))

    class Meta:
        ordering = ["office", "year", "position", "id"]
        indexes = [
            models.Index(fields=["office", "year"], name="target_year"),
            models.Index(fields=["series", "year"], name="target_series"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def ref(self) -> str:
        """How other rooms name this target."""
        return f"target:{self.number}"


class TargetStep(Step):
    """One act on a target."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="steps")


class TargetValue(models.Model):
    """What had come in by the end of a month, or stood then; rows are only ever added.

    month: 1 to 12; value: cumulative for a flow; estimate: a guess (ước), apart from actuals
    corrects: the row that this one sets right, which stays
    """

    target = models.ForeignKey(Target, models.CASCADE, related_name="values")
    month = models.PositiveSmallIntegerField("tháng")
    value = models.DecimalField("giá trị", max_digits=20, decimal_places=4)
    estimate = models.BooleanField("ước", default=False)
    evidence = models.CharField("nguồn số liệu", max_length=200, blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrected_by")
    at = models.DateTimeField("lúc")
    by = models.CharField("chức vụ", max_length=80)

    class Meta:
        ordering = ["month", "id"]

    def __str__(self) -> str:
        return f"{self.month}: {self.value}"
