"""Photos as they may be kept: turned upright, made smaller, without a word about the phone."""

import io
import warnings
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError

from soi.core.refusals import Unacceptable

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_SIDE = 2048
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")  # JPEG reads the MPO of some phones too

Image.MAX_IMAGE_PIXELS = MAX_PIXELS


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo, written anew as JPEG."""

    data: bytes
    width: int
    height: int


def reencode(file: "UploadedFile[Any]", field: str = "photos") -> Picture:
    """Return the photo in `file` without its metadata, no side longer than 2048 pixels.

    Raises: Unacceptable, with reason photo_too_heavy, photo_too_many_pixels or not_a_photo.
    """
    name = (file.name or "")[:60]
    if (file.size or 0) > MAX_BYTES:
        megabytes = round((file.size or 0) / 1024 / 1024)
        raise Unacceptable(field, "photo_too_heavy", name=name, megabytes=megabytes)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _written_anew(file)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Unacceptable(field, "photo_too_many_pixels", name=name) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise Unacceptable(field, "not_a_photo", name=name) from error


def _written_anew(file: "UploadedFile[Any]") -> Picture:
    with Image.open(file, formats=_FORMATS) as image:
        image.draft("RGB", (MAX_SIDE, MAX_SIDE))
        upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    return _as_jpeg(upright)


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
    return _as_jpeg(picture)


def _as_jpeg(image: Image.Image) -> Picture:
    # A comment or XMP that came with the file would go into the new one by itself.
    image.info.clear()
    target = io.BytesIO()
    image.save(target, "JPEG", quality=82)
    return Picture(target.getvalue(), image.width, image.height)
