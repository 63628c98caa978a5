"""The demo's two witnesses: the Front above the ward, and somebody outside the chain of command.

Real witnesses run on other people's machines; these show how it looks. A policy that is
already there is left alone.
"""

import sys
from pathlib import Path

from django.conf import settings

from soi.record import files, services
from soi.record import queries as record
from soi.record.offline import witness
from soi.web import clock

_NAMES = {"mttq-thanh-pho-mau": "above", "doan-luat-su-mau": "independent"}
_GROUPS = """group above all mttq-thanh-pho-mau
group independent any doan-luat-su-mau
group needed all above independent
quorum needed
"""


def commands() -> list[list[str]]:
    """Return the commands that serve the demo's witnesses, having made their keys."""
    log = _log_key()
    lines, found = [f"log {log}"], []
    for name in _NAMES:
        folder = Path(settings.SOI_DATA) / "witnesses" / name
        key = witness.signer(folder, f"{name}.localhost/soi").key
        lines.append(f"witness {name} {key}")
        (folder / "address").unlink(missing_ok=True)
        found.append(
            [
                *(sys.executable, "-m", "soi.project.cli", "witness", "--dir", str(folder)),
                *("--log", log, "--port", "0", "--address-file", str(folder / "address")),
            ]
        )
    policy = files.home() / "policy"
    if not policy.exists():
        files.write(policy, ("\n".join(lines) + "\n" + _GROUPS).encode())
    return found


def _log_key() -> str:
    current = record.log()
    name = current.name if current else str(clock.today().year)
    services.ensure_keys(name)
    return (files.folder(name) / "vkey").read_text().strip()
