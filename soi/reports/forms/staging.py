"""Photos between two pages: written anew at once, kept for a day at most, then forgotten.

A resident sees a check page before anything is sent. Until then the photos wait here, under
names that nobody can guess, and belong to no case.
"""

import re
import secrets
from collections.abc import Iterable
from typing import Any

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from soi.web import clock, pictures

FOLDER = "staging"
KEPT_SECONDS = 24 * 60 * 60
MOST = 5
_SALT = "reports.form"
_NAME = re.compile(r"\d{10}-[A-Za-z0-9_-]{22}-(\d{1,4})x(\d{1,4})")


class StaleForm(Exception):
    """A form was opened too long ago, or is not one of ours."""


def new_key() -> str:
    """Return a key for one form: two sendings of the same form make one case."""
    return signing.TimestampSigner(salt=_SALT).sign(secrets.token_urlsafe(18))


def checked_key(key: str) -> str:
    """Return the form key without its signature.

    Raises: StaleForm, if it is older than a day or was made elsewhere.
    """
    try:
        return signing.TimestampSigner(salt=_SALT).unsign(key, max_age=KEPT_SECONDS)
    except signing.BadSignature as error:
        raise StaleForm from error


def stage(files: Iterable["UploadedFile[Any]"]) -> list[str]:
    """Return the names under which `files`, written anew as JPEG, wait for a day.

    Raises: Unacceptable, where a file is no photo that may be kept; then none is kept.
    """
    written = [pictures.reencode(file) for file in files]
    sweep()
    moment = int(clock.now().timestamp())
    names = []
    for picture in written:
        name = f"{moment}-{secrets.token_urlsafe(16)}-{picture.width}x{picture.height}"
        default_storage.save(_path(name), ContentFile(picture.data))
        names.append(name)
    return names


def still_there(names: Iterable[str]) -> list[str]:
    """Return those of `names` whose photos wait here, at most five."""
    fitting = dict.fromkeys(name for name in names if _NAME.fullmatch(name) and not _old(name))
    return [name for name in fitting if default_storage.exists(_path(name))][:MOST]


def read(name: str) -> bytes | None:
    """Return the photo that waits under `name`, or None."""
    if not still_there([name]):
        return None
    with default_storage.open(_path(name)) as file:
        return bytes(file.read())


def size(name: str) -> tuple[int, int]:
    """Return the width and height of a photo that waits, which its name tells."""
    match = _NAME.fullmatch(name)
    return (int(match[1]), int(match[2])) if match else (0, 0)


def drop(names: Iterable[str]) -> None:
    """Forget these photos."""
    for name in names:
        if _NAME.fullmatch(name):
            default_storage.delete(_path(name))


def sweep() -> int:
    """Forget every photo that has waited for more than a day, and return how many."""
    try:
        _, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    old = [name.removesuffix(".jpg") for name in names if _old(name)]
    drop(old)
    return len(old)


def _path(name: str) -> str:
    return f"{FOLDER}/{name}.jpg"


def _old(name: str) -> bool:
    moment = name.partition("-")[0]
    return moment.isdigit() and int(moment) < clock.now().timestamp() - KEPT_SECONDS
