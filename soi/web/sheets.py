"""Tables as files: XLSX written row by row, CSV that a Vietnamese Excel opens right, JSON."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from django.http import HttpResponse
from django.utils import timezone

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8", "json": "application/json"}
Cell = str | int | float | bool | date | datetime | None
# A cell that begins so would be run as a formula by whoever opens the file.
_FORMULA = ("=", "+", "-", "@")


def answer(
    name: str, kind: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> HttpResponse:
    """Answer with a table as a file.

    name: without its ending; kind: one of KINDS
    """
    response = HttpResponse(_WRITERS[kind](head, rows), content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def xlsx(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a workbook of one sheet; rows are written as they come, none kept."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Soi")
    sheet.append(list(head))
    for row in rows:
        sheet.append([_plain(one) for one in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return comma-separated rows as UTF-8 with the mark that Excel needs."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    for row in rows:
        writer.writerow([_written(_plain(one)) for one in row])
    return out.getvalue().encode("utf-8-sig")


def json_bytes(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return rows as JSON, each an object with the names in `head`."""
    return msgspec.json.encode([dict(zip(head, row, strict=True)) for row in rows])


def _plain(cell: Cell) -> Any:
    if isinstance(cell, datetime):
        return timezone.localtime(cell).replace(tzinfo=None)
    return f"'{cell}" if isinstance(cell, str) and _is_formula(cell) else cell


def _is_formula(cell: str) -> bool:
    # A spreadsheet takes the wide ＝ of East Asian keyboards for =, and looks past blanks.
    start = unicodedata.normalize("NFKC", cell[:40]).lstrip()
    return start.startswith(_FORMULA) or cell[:1] in {"\t", "\r", "\n"}


def _written(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell


_WRITERS = {"xlsx": xlsx, "csv": csv_bytes, "json": json_bytes}
