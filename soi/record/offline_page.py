"""The page that checks receipts and proofs: one file, no library, no server.

It is put together here from its words, the ward's stylesheet and one script, so that a saved
copy is whole. Its policy lets run exactly this script and asks nothing of anybody else.
"""

import base64
import json
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from soi.record import files

_HERE = Path(__file__).parent
_SCRIPT = _HERE / "static" / "record" / "verify.js"
_STYLE = _HERE.parent / "web" / "static" / "web" / "ward.css"


def composed(language: str, address: str) -> tuple[str, str]:
    """Return the page and the Content-Security-Policy that it is to be served with.

    address: where the record can be fetched, for a copy that has a network
    """
    style, script = _parts()
    page = render_to_string(
        "record/verify.html",
        {
            "language": language,
            "facts": mark_safe(json.dumps(_facts(address)).replace("<", "\\u003c")),  # noqa: S308
            "style": mark_safe(f"<style>{style}</style>"),  # noqa: S308 - our own file
            "script": mark_safe(f"<script>{script}</script>"),  # noqa: S308 - our own file
        },
    )
    policy = (
        "default-src 'none'; img-src 'self' blob: data:; media-src blob:; base-uri 'none'; "
        f"form-action 'none'; connect-src 'self'; script-src 'sha256-{_mark(script)}'; "
        f"style-src 'sha256-{_mark(style)}'; frame-ancestors 'none'"
    )
    return page, policy


def _facts(address: str) -> dict[str, object]:
    """Return what the page must know to trust a signature: the keys of every log, and witnesses."""
    logs = sorted(files.home().glob("*/vkey"))
    return {
        "logs": [
            {
                "name": one.parent.name,
                "vkey": one.read_text().strip(),
                "promise": (one.parent / "promise.vkey").read_text().strip(),
            }
            for one in logs
        ],
        "policy": files.policy(),
        "address": f"{address}/record",
    }


@lru_cache(1)
def _parts() -> tuple[str, str]:
    return _STYLE.read_text(), _SCRIPT.read_text()


def _mark(text: str) -> str:
    return base64.b64encode(sha256(text.encode()).digest()).decode()
