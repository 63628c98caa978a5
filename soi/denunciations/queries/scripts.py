"""The scripts that a sender's browser runs, by their hashes: what anybody may compare."""

import hashlib
from pathlib import Path

from django.contrib.staticfiles import finders

from soi.denunciations.models import OpenEvent

PUBLISHED = "denunciations.scripts_published"
_SCRIPTS = (
    "age.js", "competence.js", "seal.js", "write.js", "boxes.js", "mailbox.js", "leave.js",
)  # fmt: skip


def scripts() -> dict[str, str]:
    """Return the SHA-256 of every script that is there, by its name."""
    found = {}
    for name in _SCRIPTS:
        path = finders.find(name if name == "age.js" else f"denunciations/{name}")
        if isinstance(path, str):
            found[name] = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    return found


def are_published(hashes: dict[str, str]) -> bool:
    """Test if these are what the public was told last."""
    told = OpenEvent.objects.filter(kind=PUBLISHED, facts__last=True).first()
    return told is not None and told.facts["scripts"] == hashes
