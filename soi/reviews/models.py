from django.db import models


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
