from typing import Any, ClassVar

from django.db import models


class Case(models.Model):
    """A row of a register (hồ sơ): it stands in a state, which an act alone moves.

    Whatever has a state of its own with a history is one. `state` and any key are the concrete
    model's, so that its indexes stay real.
    """

    state: Any
    version = models.PositiveIntegerField("lần sửa", default=1)

    class Meta:
        abstract = True

    _loaded: ClassVar[dict[str, Any] | None] = None  # its columns as they were when it was locked

    @property
    def ref(self) -> str:
        """What the record and other rooms call this case, such as "duty:NV-2026-00001"."""
        raise NotImplementedError


class Step(models.Model):
    """One act on a case; rows are only ever added, and the state follows from all of them.

    A concrete model adds a foreign key to its case, with `related_name` "events" or "steps".
    """

    act = models.CharField("việc", max_length=20)
    at = models.DateTimeField("lúc")
    by = models.CharField("chức vụ", max_length=80)
    office = models.CharField("cơ quan", max_length=60, blank=True)
    text = models.TextField("lời", blank=True)
    document = models.CharField("văn bản", max_length=200, blank=True)
    facts = models.JSONField("dữ kiện", default=dict)

    class Meta:
        abstract = True
        ordering = ["id"]


class Version(models.Model):
    """One version of a text that may be corrected, kept for good; its digest is in the record.

    A concrete model adds a foreign key `case` to its case.
    digest: SHA-256 of the text in UTF-8, as hex
    """

    field = models.CharField("phần", max_length=40)
    text = models.TextField("nội dung")
    digest = models.CharField("mã băm", max_length=64)
    at = models.DateTimeField("lúc")
    by = models.CharField("chức vụ", max_length=80)
    office = models.CharField("cơ quan", max_length=60, blank=True)

    class Meta:
        abstract = True
        ordering = ["id"]
