"""Tables as files: XLSX written row by row, CSV that a Vietnamese Excel opens right."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 100_000
Cell = str | int | float | bool | date | datetime | None
# A cell that begins so would be run as a formula by whoever opens the file.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def answer(
    name: str, kind: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> HttpResponse:
    """Answer with a table as a file.

    name: without its ending; kind: xlsx or csv
    """
    data = xlsx(head, rows) if kind == "xlsx" else csv_bytes(head, rows)
    response = HttpResponse(
        data, content_type=XLSX if kind == "xlsx" else "text/csv; charset=utf-8"
    )
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


def _plain(cell: Cell) -> Any:
    if isinstance(cell, datetime):
        return timezone.localtime(cell).replace(tzinfo=None)
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell


def _written(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell
