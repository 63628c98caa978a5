"""Who sent a filing, beyond its first sender: kept under keys, read one by one for a reason."""

import secrets
from collections.abc import Sequence

import phonenumbers
from django.db import transaction

from soi.core.filings import Act
from soi.core.stamps import Stamp
from soi.reports.models import Identity, Report
from soi.reports.services.acts import demand, hold, move
from soi.reports.services.planning import Contact


def keep_identity(contact: Contact) -> str:
    """Keep who somebody is, and return the random key; empty where nothing was given."""
    if not contact.is_given:
        return ""
    key = secrets.token_hex(16)
    Identity.objects.create(
        key=key,
        name=contact.name,
        phone=_e164(contact.phone),
        typed_phone=contact.phone,
        email=contact.email,
        address=contact.address,
    )
    return key


@transaction.atomic
def read_identities(
    *, number: str, keys: Sequence[str], reason: str, stamp: Stamp
) -> dict[str, Identity]:
    """Open who stands behind `keys` of one filing, for a reason that is written down.

    Who asks needs a mandate.
    Raises: NeedsWords, NotFound.
    """
    demand("reason", reason)
    report = hold(number, Act.IDENTITY_READ)
    found = {one.key: one for one in Identity.objects.filter(key__in=[key for key in keys if key])}
    facts = {"reason": reason, "count": len(found)}
    move(report, Act.IDENTITY_READ, stamp, note=reason, facts=facts)
    return found


def _e164(typed: str) -> str:
    try:
        number = phonenumbers.parse(typed, "VN")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def contact_of(key: str) -> Contact | None:
    """Return what is known under a key, to file for the same person; no page ever asks this."""
    one = Identity.objects.filter(key=key).first() if key else None
    if one is None:
        return None
    return Contact(one.name, one.typed_phone, one.email, one.address)


def forget_identity(key: str) -> None:
    """Destroy who stands behind a key, unless a filing that is kept came from the same person."""
    if not Report.objects.filter(identity_key=key).exists():
        Identity.objects.filter(key=key).delete()


@transaction.atomic
def note(*, number: str, facts: dict[str, object], stamp: Stamp) -> None:
    """Write down that something was added to a filing, such as the scan of its paper.

    Raises: NotFound.
    """
    report = hold(number, Act.ADDED)
    move(report, Act.ADDED, stamp, facts=facts)
