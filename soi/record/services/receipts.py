"""The ward's word, given at once, that an entry will be in the public record."""

from soi.core import proofs
from soi.core.entries import Class
from soi.record import files
from soi.record.models import Entry, Payload
from soi.record.services.keys import ensure_keys, promise_signer


def promised(row: Entry) -> str:
    """Return the signed promise for an entry just appended, as the text of a QR code."""
    return _text(row, row.payload)


def promise_of(*, subject: str, kind: str) -> str:
    """Return the promise for the first entry of a kind about a subject; empty once erased."""
    told = Payload.objects.filter(subject=subject, kind=kind).select_related("entry")
    payload = told.order_by("entry_id").first()
    return _text(payload.entry, payload) if payload else ""


def _text(row: Entry, payload: Payload) -> str:
    name = files.current()
    if not name:
        name = str(row.day.year)
        ensure_keys(name)
    entry_class = Class(row.entry_class)
    given = proofs.promise(bytes(row.commitment), entry_class, row.day, promise_signer(name))
    return proofs.to_text(given, bytes(payload.salt))
