"""Answers to a denouncer, and the one way to an identity."""

import re
import secrets
from datetime import date

from django.db import transaction

from soi.core import sealed
from soi.core.refusals import Refusal
from soi.denunciations import queries
from soi.denunciations.models import Mailbox, Message
from soi.denunciations.queries import Parcel
from soi.denunciations.services.intake import BadLength, epoch_of, note, random_words, take

_HEX = re.compile(r"[0-9a-f]{64}")


class NoMailbox(Refusal):
    """There is no such mailbox, or no such identity."""

    code = "no_mailbox"


@transaction.atomic(using="sealed")
def open_mailbox(*, address: str, verify: bytes, day: date) -> None:
    """Make a mailbox. A second time changes nothing: nobody takes over another's.

    Raises: NoMailbox, where the words are none.
    """
    if not _HEX.fullmatch(address) or len(verify) != 32:
        raise NoMailbox
    row = Mailbox(address=address, verify=verify, epoch=epoch_of(day))
    Mailbox.objects.bulk_create([row], ignore_conflicts=True)


def is_holder(address: str, message: bytes, signature: bytes) -> bool:
    """Test if whoever signed `message` holds the code of a mailbox."""
    verify = Mailbox.objects.filter(address=address).values_list("verify", flat=True).first()
    # The same work whether there is a mailbox or not.
    return sealed.is_signed(bytes(verify or bytes(32)), message, signature) and verify is not None


@transaction.atomic(using="sealed")
def deliver(*, address: str, content: bytes, day: date) -> None:
    """Put a sealed answer into a mailbox and into the feed, for the other readers.

    Raises: NoMailbox, BadLength, NotAnEnvelope.
    """
    if not Mailbox.objects.filter(address=address).exists():
        raise NoMailbox
    if sealed.LENGTHS.get(len(content)) not in sealed.WRITINGS:
        raise BadLength
    if take(content=content, day=day).fresh:
        Message.objects.create(name=random_words(), address=address, day=day, content=content)


@transaction.atomic(using="sealed")
def open_identity(*, name: str, commitment: bytes, day: date) -> Parcel:
    """Hand an identity out, after the opening was put on its way to the public record.

    commitment: 32 bytes over the reason, which the reader keeps with the case
    Raises: NoMailbox, where there is no such identity.
    """
    parcel = queries.shut_box(name)
    if parcel is None:
        raise NoMailbox
    note(commitment if len(commitment) == 32 else secrets.token_bytes(32), day)
    return parcel
