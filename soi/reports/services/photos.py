"""Photos on the disk: written before any lock is taken, taken away if the act fails."""

import secrets
from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from soi.core.stamps import Stamp
from soi.reports.models import Photo, Report
from soi.reports.services.planning import NewPhoto


def write(photos: Sequence[NewPhoto], stamp: Stamp) -> list[Photo]:
    """Return rows, not yet saved, for photos that are safe on the disk under random names."""
    rows: list[Photo] = []
    try:
        for one in photos:
            name = f"reports/{stamp.on:%Y/%m}/{secrets.token_hex(16)}.jpg"
            file = default_storage.save(name, ContentFile(one.data))
            rows.append(Photo(file=file, width=one.width, height=one.height, added_at=stamp.at))
    except BaseException:
        drop(rows)
        raise
    return rows


def attach(rows: Sequence[Photo], report: Report) -> None:
    """Save the rows as photos of `report`, in one statement."""
    for one in rows:
        one.report = report
    if rows:
        Photo.objects.bulk_create(rows)


def drop(rows: Sequence[Photo]) -> None:
    """Take the files away again."""
    for one in rows:
        default_storage.delete(one.file)
