"""From a stranger's picture to one of our own; runs in a workshop, without Django."""

import io
import warnings
from typing import Any

from PIL import Image, ImageOps

from soi.core.refusals import Refusal

MAX_PIXELS = 40_000_000
MAX_JPEG_PIXELS = 64_000_000  # phones with 48 or 50 million; JPEG is made smaller as it is read
MAX_SIDE = 2048
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")  # JPEG reads the MPO of some phones too

Image.MAX_IMAGE_PIXELS = MAX_JPEG_PIXELS


class BadPicture(Refusal):
    """A file is no picture that may be kept. facts: reason."""

    code = "bad_picture"


def measured(data: Any) -> int:
    """Return the pixels that a picture says it has; nothing is unpacked.

    data: bytes, or a file
    Raises: BadPicture.
    """
    source = io.BytesIO(data) if isinstance(data, bytes) else data
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(source, formats=FORMATS) as image:
                pixels = image.width * image.height
                if pixels > MAX_PIXELS and image.format not in {"JPEG", "MPO"}:
                    raise BadPicture(reason="photo_too_many_pixels")
                return pixels
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise BadPicture(reason="photo_too_many_pixels") from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise BadPicture(reason="not_a_photo") from error


def written_anew(data: bytes) -> dict[str, Any]:
    """Return the picture as JPEG with `width` and `height`, no side longer than 2048 pixels.

    Raises: BadPicture.
    """
    measured(data)
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            image.draft("RGB", (MAX_SIDE, MAX_SIDE))
            # What is unpacked is let go before the next step: three of them would be too many.
            image.thumbnail((MAX_SIDE * 2, MAX_SIDE * 2), Image.Resampling.BOX)
            upright = _eight_bits(ImageOps.exif_transpose(image)).convert("RGB")
        upright.thumbnail((MAX_SIDE, MAX_SIDE))
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise BadPicture(reason="not_a_photo") from error
    written = as_jpeg(upright)
    return {"data": written, "width": upright.width, "height": upright.height}


def _eight_bits(image: Image.Image) -> Image.Image:
    """Return a picture of 16 bits a sign with the 8 that are seen: Pillow would cut, not scale."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda value: value / 256, "L")


def as_jpeg(image: Image.Image) -> bytes:
    """Return a picture as JPEG, without a word beside it."""
    # A comment or XMP that came with the file would go into the new one by itself.
    image.info.clear()
    target = io.BytesIO()
    image.save(target, "JPEG", quality=82)
    return target.getvalue()
