"""The whole state of a ward in one file, saved while it is in use, and brought back.

The file is a tar: manifest.json, the database, the photos and the key. The database is
saved first and the photos after it, so that every row has its photo; a photo may have no row.

The window of loss is the time since the last backup: what was acknowledged before a backup
began is in it.
"""

from soi.project.backup.exchange import pack, unpack
from soi.project.backup.restoring import Damaged, NotEmpty, restore
from soi.project.backup.saving import save

__all__ = ["Damaged", "NotEmpty", "pack", "restore", "save", "unpack"]
