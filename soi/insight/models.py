from typing import Any

from django.db import models
from django.urls import reverse

from soi.counter.models import Case, Step


class Night(models.Model):
    """A night's look over the ward; what did not run is missing here, and its page says so.

    looked: how many streams had enough behind them; key: with which chance was dealt
    """

    day = models.DateField("ngày nhìn", unique=True)
    at = models.DateTimeField("chạy lúc")
    looked = models.PositiveIntegerField("số dòng đã nhìn")
    too_few = models.JSONField("chưa đủ số liệu", default=list)
    found = models.PositiveIntegerField("số cụm")
    key = models.BigIntegerField("khóa ngẫu nhiên")

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return self.day.isoformat()


class HotSpot(Case):
    """A hot spot (điểm nóng): more was told at some places in some days than chance would have.

    places: slugs of residential groups, in the order in which they joined
    expected: what the usual run of the ward comes to there; counted, usual: both by place
    recurrence: days in which chance alone shows as much once; rarer: it is rarer still
    seen_on: the last day on which a night found it
    """

    number = models.CharField("số", max_length=20, unique=True)
    state = models.CharField("trạng thái", max_length=20)
    kind = models.CharField("loại đơn", max_length=20, blank=True)
    topic = models.CharField("lĩnh vực", max_length=30, blank=True)
    places = models.JSONField("nơi", default=list)
    first_on = models.DateField("từ ngày")
    last_on = models.DateField("đến ngày")
    observed = models.PositiveIntegerField("số phản ánh")
    expected = models.FloatField("mức thường")
    senders = models.PositiveIntegerField("số người gửi")
    counted = models.JSONField("theo nơi", default=dict)
    usual = models.JSONField("mức thường theo nơi", default=dict)
    recurrence = models.FloatField("chu kỳ ngẫu nhiên, ngày")
    rarer = models.BooleanField("hiếm hơn mức đo được", default=False)
    level = models.CharField("mức", max_length=10)
    opened_on = models.DateField("mở ngày")
    seen_on = models.DateField("thấy lần cuối")
    closed_on = models.DateField("đóng ngày", null=True)
    outcome = models.CharField("thực ra là gì", max_length=20, blank=True)
    duty = models.CharField("nhiệm vụ", max_length=20, blank=True)
    holder = models.CharField("nơi giữ", max_length=60, blank=True)

    class Meta:
        ordering = ["-recurrence", "-pk"]
        indexes = [models.Index(fields=["state", "-seen_on"], name="hotspot_state")]

    steps: Any

    def __str__(self) -> str:
        return self.number

    @property
    def ref(self) -> str:
        """How the record and other rooms name it."""
        return f"hotspot:{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("insight:hotspot", args=[self.number])


class HotSpotStep(Step):
    """One act on a hot spot."""

    spot = models.ForeignKey(HotSpot, models.PROTECT, related_name="steps")

    def __str__(self) -> str:
        return f"{self.spot_id} {self.act}"
