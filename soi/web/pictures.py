"""Photos as they may be kept: turned upright, made smaller, without a word about the phone."""

import io
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageFilter

from soi.core.refusals import Unacceptable
from soi.web import decoding, limits
from soi.web.decoding import MAX_PIXELS, MAX_SIDE
from soi.web.workshop import Gave, Workshop

__all__ = ["MAX_BYTES", "MAX_PIXELS", "MAX_SIDE", "Picture", "blurred", "reencode"]

MAX_BYTES = 10 * 1024 * 1024
# A phone's photo has 12 million pixels: fifty of them in ten minutes, from one address.
_PIXELS, _SPAN = 600_000_000, 600
_workshop = Workshop("soi.web.decoding:written_anew", memory=640 * 1024 * 1024, seconds=10)


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo, written anew as JPEG."""

    data: bytes
    width: int
    height: int


def reencode(file: "UploadedFile[Any]", field: str = "photos") -> Picture:
    """Return the photo in `file` without its metadata, no side longer than 2048 pixels.

    Raises: Unacceptable, with reason photo_too_heavy, photo_too_many_pixels, not_a_photo,
    photos_too_often (facts: minutes) or photos_busy.
    """
    name = (file.name or "")[:60]
    if (file.size or 0) > MAX_BYTES:
        megabytes = round((file.size or 0) / 1024 / 1024)
        raise Unacceptable(field, "photo_too_heavy", name=name, megabytes=megabytes)
    try:
        pixels = decoding.measured(file)
    except decoding.BadPicture as refusal:
        raise Unacceptable(field, str(refusal.facts["reason"]), name=name) from refusal
    _demand_room(field, "pixels", pixels, most=_PIXELS, seconds=_SPAN)
    file.seek(0)
    picture = _decoded(file.read(), field, name)
    _demand_room(field, "kept", len(picture.data), most=limits.A_DAY, seconds=limits.DAY)
    return picture


def _demand_room(field: str, what: str, amount: int, *, most: int, seconds: int) -> None:
    if wait := limits.spend(what, amount, most=most, seconds=seconds):
        raise Unacceptable(field, "photos_too_often", minutes=wait // 60 + 1)


def _decoded(data: bytes, field: str, name: str) -> Picture:
    try:
        found = _workshop.run(data)
    except Gave as gave:
        reason = {"busy": "photos_busy", "broken": "not_a_photo"}.get(gave.why)
        raise Unacceptable(field, reason or "photo_too_many_pixels", name=name) from gave
    if refused := found.get("refused"):
        raise Unacceptable(field, str(refused.get("reason", "not_a_photo")), name=name)
    return Picture(**found["done"])


def blurred(data: bytes, cells: Collection[int], side: int = 4) -> Picture:
    """Return a stored photo with some of its cells blurred beyond reading.

    data: JPEG of our own writing; side: cells in a row and in a column
    cells: from 0, along the rows, the first row on top
    """
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        picture = image.convert("RGB")
    wide, high = picture.size
    for cell in cells:
        row, column = divmod(cell, side)
        box = (
            column * wide // side,
            row * high // side,
            (column + 1) * wide // side,
            (row + 1) * high // side,
        )
        # Few and large squares first: blurring alone can be undone, what was averaged cannot.
        part = picture.crop(box)
        coarse = part.resize((4, 4), Image.Resampling.BOX).resize(part.size)
        picture.paste(coarse.filter(ImageFilter.GaussianBlur(max(part.size) / 16)), box)
    return Picture(decoding.as_jpeg(picture), picture.width, picture.height)
