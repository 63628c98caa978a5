"""Messages by SMS and by Zalo, through a gateway that the operator names.

The gateway is an address that takes {"id", "to", "text"} as JSON. `file:` and a path is the
recorded fake: each message becomes one line there, and nothing leaves the machine.
"""

import json
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from soi.notices.channels.email import Message

_SECONDS = 10


def gateway(channel: str) -> str:
    """Return the address that a channel sends to; empty where none was set up."""
    return str(settings.SOI_GATEWAYS.get(channel, ""))


def send_by(channel: str) -> Callable[[Message], None]:
    """Return what sends one message by `channel`."""

    def send(message: Message) -> None:
        """Hand one message to the gateway.

        Raises: OSError, where it was not taken.
        """
        address = gateway(channel)
        # A short message has no subject: the body says all.
        body = {"id": message.key, "to": message.to, "text": message.body.strip()}
        if address.startswith("file:"):
            _note(Path(address.removeprefix("file:")), {**body, "channel": channel})
            return
        if urlsplit(address).scheme not in ("http", "https"):
            raise OSError("no gateway")
        request = urllib.request.Request(  # noqa: S310 - the scheme was looked at
            address, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            answer.read(1)

    return send


def _note(path: Path, body: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(body, ensure_ascii=False) + "\n")
