"""Which room's rows lie in which database."""

from typing import Any

SEALED, ROOM = "sealed", "denunciations"


class SealedRouter:
    """Sends the sealed room to its own database, and nothing else there."""

    def db_for_read(self, model: Any, **hints: object) -> str | None:
        """Return the sealed alias for the sealed room."""
        return SEALED if model._meta.app_label == ROOM else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool | None:
        """Return whether this database has this room's tables."""
        return (db == SEALED) == (app_label == ROOM)
