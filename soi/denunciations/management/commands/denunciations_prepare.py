"""Make the room ready: tables, scripts, and in the demo its readers and their keys."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from soi.denunciations import queries, services
from soi.denunciations.management import keyfiles
from soi.web import clock

_DEMO = Path(__file__).parents[2] / "data" / "demo.json"


class Command(BaseCommand):
    help = "Bring the sealed room up to date."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", database="sealed", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        services.publish_scripts(day=clock.today())
        services.pin_what_is_there(day=clock.today())
        known = queries.known()
        if settings.SOI_DEMO and (known is None or _is_old(known)):
            demo(known.version if known else 0)
            # Two batches of nothing, so that the first that holds something does not stand out.
            services.release(day=clock.today())


def demo(version: int) -> None:
    """Sign the demo's manifest with keys made here; they lie in SOI_SEALED_DATA/demo-keys."""
    today = clock.today()
    epoch = services.epoch_of(today)
    body = json.loads(_DEMO.read_text())
    folder = settings.SOI_DATA / "demo-keys"
    folder.mkdir(exist_ok=True)
    oversight = _kept(folder / "oversight.key", "", epoch)
    receivers = []
    for one in body.pop("readers"):
        key = _kept(folder / f"{one['login']}-{epoch}.key", one["person"], epoch)
        receivers.append({**key.request, "signature": None})
        address, locked = key.locker(f"soi mau 2026 {one['login']}", settings.SOI_SALT)
        if epoch not in queries.lockers(address):
            services.put_away(address=address, epoch=epoch, content=locked)
    told = {
        **body, "version": version + 1, "day": today.isoformat(), "receivers": receivers,
        "salt": settings.SOI_SALT.hex(), "format": "soi/denunciations/manifest/v1",
    }  # fmt: skip
    services.publish(signed_text=services.signed(told, oversight.seed), day=today)


def _kept(path: Path, person: str, epoch: str) -> keyfiles.Key:
    if path.exists():
        secrets, seed = keyfiles.read(path)
        return keyfiles.Key(person, secrets[0], seed, epoch)
    key = keyfiles.new(person, epoch)
    keyfiles.put(path, key.text().encode())
    return key


def _is_old(known: queries.Known) -> bool:
    epoch = services.epoch_of(clock.today())
    return any(epoch not in one["recipients"] for one in known.body["receivers"])
