from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """An account of somebody who works with Soi. Residents need none."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    display_name = models.CharField("tên hiển thị", max_length=120)
    is_demo = models.BooleanField("tài khoản trình diễn", default=False)

    REQUIRED_FIELDS = ["display_name"]

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        """Return the name that pages show."""
        return self.display_name

    def get_short_name(self) -> str:
        """Return the same: a Vietnamese name is not cut by machine."""
        return self.display_name


class Mandate(models.Model):
    """What a user is trusted with, for one office, from one day until another (phân công).

    stands_in_for: the mandate of somebody away, with which this one ends at the latest
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="mandates")
    role = models.CharField("vai", max_length=30)
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    post = models.ForeignKey("offices.Post", models.PROTECT, null=True, related_name="+")
    since = models.DateField("từ ngày")
    until = models.DateField("đến hết ngày", null=True)
    document = models.CharField("văn bản", max_length=200)
    stands_in_for = models.ForeignKey("self", models.PROTECT, null=True, related_name="deputies")

    class Meta:
        indexes = [models.Index(fields=["user", "since"])]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"
