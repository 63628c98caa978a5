"""Settings for the yard's own tools (types, migrations): every room at once. Never served."""

from pathlib import Path

from soi.project import sealed as _sealed
from soi.project.settings import *  # noqa: F403
from soi.project.settings import INSTALLED_APPS as _PUBLIC

INSTALLED_APPS = [*_PUBLIC, "soi.denunciations"]
SOI_BUNDLE: Path = _sealed.SOI_BUNDLE
SOI_SALT: bytes = _sealed.SOI_SALT
SOI_SEALED_EXIT: str = _sealed.SOI_SEALED_EXIT
SOI_SEALED_HOURS: str = _sealed.SOI_SEALED_HOURS
SOI_SEALED_NOTICE: Path | None = _sealed.SOI_SEALED_NOTICE
SOI_SEALED_ONION: str = _sealed.SOI_SEALED_ONION
SOI_SEALED_POSTS: int = _sealed.SOI_SEALED_POSTS
