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
from soi.denunciations.services.intake import (
    demand_writing,
    epoch_of,
    note,
    random_words,
    take,
)  # fmt: skip

_HEX = re.compile(r"[0-9a-f]{64}")


class NoMailbox(Refusal):
    """There is no such mailbox, or no such identity."""

    code = "no_mailbox"


@transaction.atomic(using="sealed")
def open_mailbox(*, address: str, verify: bytes, first: bytes, day: date) -> None:
    """Make a mailbox. A second time changes nothing: nobody takes over another's.

    first: a sealed note from the sender to the sender: which case, and who can open it
    Raises: NoMailbox, where the words are none; BadLength, NotAnEnvelope.
    """
    if not _HEX.fullmatch(address) or len(verify) != 32:
        raise NoMailbox
    demand_writing(first)
    if Mailbox.objects.filter(address=address).exists():
        return
    row = Mailbox(address=address, verify=verify, epoch=epoch_of(day))
    Mailbox.objects.bulk_create([row], ignore_conflicts=True)
    Message.objects.create(name=random_words(), address=address, day=day, content=first)


def is_holder(address: str, message: bytes, signature: bytes) -> bool:
    """Test if whoever signed `message` holds the code of a mailbox."""
    verify = Mailbox.objects.filter(address=address).values_list("verify", flat=True).first()
    # The same work whether there is a mailbox or not.
    return sealed.is_signed(bytes(verify or bytes(32)), message, signature) and verify is not None


@transaction.atomic(using="sealed")
def deliver(*, address: str, verify: bytes, content: bytes, day: date) -> None:
    """Put a sealed answer into a mailbox and into the feed, for the other readers.

    verify: from inside the box; makes the mailbox of who sealed without a network
    Raises: NoMailbox, BadLength, NotAnEnvelope.
    """
    demand_writing(content)
    fresh = take(content=content, day=day).fresh
    open_mailbox(address=address, verify=verify, first=content, day=day)
    if fresh and not Message.objects.filter(address=address, content=content).exists():
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
