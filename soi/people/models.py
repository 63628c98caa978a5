import unicodedata

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

    def set_password(self, raw_password: str | None) -> None:
        """Store a password as any keyboard composes it (NFKC; RFC 8265, NIST SP 800-63B)."""
        super().set_password(_composed(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Test a password, however its letters are composed; older ones stand as they were set."""
        composed = _composed(raw_password)
        if super().check_password(composed):
            return True
        return composed != raw_password and super().check_password(raw_password)

    def get_full_name(self) -> str:
        """Return the name that pages show."""
        return self.display_name

    def get_short_name(self) -> str:
        """Return the same: a Vietnamese name is not cut by machine."""
        return self.display_name


def _composed(password: str | None) -> str | None:
    return None if password is None else unicodedata.normalize("NFKC", password)


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
