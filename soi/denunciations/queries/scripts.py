"""What a browser runs and shows at the door, by its hashes: what anybody may compare."""

import hashlib
from pathlib import Path

from django.contrib.staticfiles import finders

from soi.denunciations.models import OpenEvent

PUBLISHED = "denunciations.scripts_published"
_HOUSE = Path(__file__).parents[2]
_SERVED = (  # what a browser runs and shows at the door: scripts, sheets, and pages as written
    ("denunciations/static", "denunciations/static/**/*.*"),
    ("denunciations/templates", "denunciations/templates/**/*.*"),
    ("web/static", "web/static/**/*.css"),
)


def scripts() -> dict[str, str]:
    """Return the SHA-256 of everything that a browser runs or shows, by its name."""
    found = {}
    bundle = finders.find("age.js")
    if isinstance(bundle, str):
        found["age.js"] = _digest(Path(bundle))
    for root, pattern in _SERVED:
        for path in sorted(_HOUSE.glob(pattern)):
            short = str(path.relative_to(_HOUSE / root)).removeprefix("denunciations/")
            found[short] = _digest(path)
    return found


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def are_published(hashes: dict[str, str]) -> bool:
    """Test if these are what the public was told last."""
    told = OpenEvent.objects.filter(kind=PUBLISHED, facts__last=True).first()
    return told is not None and told.facts["scripts"] == hashes
