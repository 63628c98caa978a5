"""Photos go out as what they were written as: JPEG, and never as a page of ours."""

from django.core.files.storage import default_storage
from django.http import HttpResponse


def answer(data: bytes) -> HttpResponse:
    """Return a photo that no browser takes for anything else."""
    response = HttpResponse(data, content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Content-Disposition"] = "inline"
    return response


def stored(name: str) -> bytes | None:
    """Return the bytes of a stored photo; None if it is gone."""
    try:
        with default_storage.open(name) as file:
            return bytes(file.read())
    except FileNotFoundError:
        return None
