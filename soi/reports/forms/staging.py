"""Photos between two pages: written anew at once, kept for a day at most, then forgotten.

A resident sees a check page before anything is sent. Until then the photos wait here, under
names that nobody can guess, and belong to no case. What waits has one bound for the whole ward,
so that nobody fills the disk: who has waited longest goes first, and nobody at once.
"""

import contextlib
import re
import secrets
from collections.abc import Iterable
from typing import Any

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from soi.core.refusals import Unacceptable
from soi.web import clock, pictures

FOLDER = "staging"
KEPT_SECONDS = 24 * 60 * 60
MOST = 5
MOST_BYTES = 512 * 1024 * 1024
SAFE_SECONDS = 15 * 60  # within which no photo goes: its sender is reading the check page
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

    Raises: Unacceptable, where a file is no photo that may be kept, or too much waits already;
    then none is kept.
    """
    written = [pictures.reencode(file) for file in files]
    _make_room(sum(len(picture.data) for picture in written))
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


def lost(names: Iterable[str], kept: Iterable[str]) -> bool:
    """Test if photos were named that do not wait here any more."""
    return bool({name for name in names if _NAME.fullmatch(name)} - set(kept))


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
    old = [name.removesuffix(".jpg") for name in _listed() if _old(name)]
    drop(old)
    return len(old)


def _make_room(needed: int) -> None:
    """Forget what has waited longest until `needed` bytes fit.

    Raises: Unacceptable, where only photos are left that came a moment ago.
    """
    sweep()
    waiting = _waiting()
    over, gone = sum(waiting.values()) + needed - MOST_BYTES, []
    for name in sorted(waiting):  # a name begins with its moment
        if over <= 0 or not _old(name, SAFE_SECONDS):
            break
        gone.append(name)
        over -= waiting[name]
    if over > 0:
        raise Unacceptable("photos", "too_many_wait")
    drop(gone)


def _waiting() -> dict[str, int]:
    """Return the bytes of every photo that waits here."""
    found = {}
    for file in _listed():
        name = file.removesuffix(".jpg")
        if _NAME.fullmatch(name):
            with contextlib.suppress(FileNotFoundError):  # another process was quicker
                found[name] = default_storage.size(_path(name))
    return found


def _listed() -> list[str]:
    try:
        return list(default_storage.listdir(FOLDER)[1])
    except FileNotFoundError:
        return []


def _path(name: str) -> str:
    return f"{FOLDER}/{name}.jpg"


def _old(name: str, seconds: int | None = None) -> bool:
    moment = name.partition("-")[0]
    since = clock.now().timestamp() - (KEPT_SECONDS if seconds is None else seconds)
    return moment.isdigit() and int(moment) < since
