"""Months that end: what is shredded with one, what keeps it, and what is taken from the disk.

A receiver who made no key for a month opens its boxes with the last one before it. So a month's
keys may serve later months too: they go only when the last month that needs them goes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connections, transaction

from soi.core.refusals import Refusal
from soi.denunciations import queries
from soi.denunciations.models import Box, Hold, Locker, Mailbox, Message
from soi.denunciations.services.intake import epoch_of
from soi.denunciations.services.keys import tell
from soi.denunciations.services.release import write_back


class NotShredded(Refusal):
    """The month has to stay.

    facts: reason (running, held, needed) and months, those that stand in the way
    """

    code = "not_shredded"


@dataclass(frozen=True, slots=True)
class Shredded:
    """What went with a month.

    keys: the months whose locked keys were destroyed
    left: earlier months whose keys open copies of the boxes that went, and have to stay for the
        months named with them
    """

    keys: tuple[str, ...]
    left: Mapping[str, tuple[str, ...]]


@transaction.atomic(using="sealed")
def hold(*, epoch: str, document: str, day: date) -> None:
    """Keep an epoch from being shredded, by a document."""
    Hold.objects.update_or_create(epoch=epoch, defaults={"document": document})
    tell("denunciations.held", {"epoch": epoch}, day)


@transaction.atomic(using="sealed")
def shred(*, epoch: str, ground: str, day: date) -> Shredded:
    """Destroy an epoch: the locked keys that open its boxes, boxes, mailboxes and answers.

    With every key gone here and on the officers' devices, backups cannot be opened either; keys
    of an earlier month that must stay for others are named in what is returned.
    Raises: NotShredded, where the epoch still runs, a legal hold stands in the way, or its keys
    open boxes of a later month that is kept.
    """
    needed = _needed(epoch, day)
    if needed[epoch]:
        raise NotShredded(reason="needed", months=list(needed[epoch]))
    return _destroy(epoch, needed, ground, day)


@transaction.atomic(using="sealed")
def empty(*, epoch: str, ground: str, day: date) -> Shredded:
    """Destroy an epoch's boxes, mailboxes and answers, and those keys that no other month needs.

    The others go with the last month that needs them; until then copies can still be opened.
    Raises: NotShredded, where the epoch still runs or a legal hold stands in the way.
    """
    return _destroy(epoch, _needed(epoch, day), ground, day)


def _destroy(
    epoch: str, needed: Mapping[str, tuple[str, ...]], ground: str, day: date
) -> Shredded:  # fmt: skip
    keys = tuple(one for one, months in needed.items() if not months)
    left = {one: months for one, months in needed.items() if months}
    Locker.objects.filter(epoch__in=keys).delete()
    Box.objects.filter(epoch=epoch).delete()
    addresses = Mailbox.objects.filter(epoch=epoch).values_list("address", flat=True)
    Message.objects.filter(address__in=list(addresses)).delete()
    Mailbox.objects.filter(epoch=epoch).delete()
    facts = {"epoch": epoch, "ground": ground, "keys": list(keys), "left": list(left)}
    tell("denunciations.epoch_shredded", facts, day)
    return Shredded(keys, left)


def scrub() -> None:
    """Take from the disk what was deleted; outside a transaction.

    SQLite overwrites what is deleted, but its journal keeps the pages of before until they are
    written back; PostgreSQL keeps deleted rows until their tables are written anew.
    """
    write_back()
    if connections["sealed"].vendor == "sqlite":
        return
    with connections["sealed"].cursor() as cursor:
        for model in (Locker, Box, Message, Mailbox):
            cursor.execute(f'VACUUM FULL "{model._meta.db_table}"')


def _needed(epoch: str, day: date) -> dict[str, tuple[str, ...]]:
    """Return the months whose keys open an epoch's boxes, and the other months they stay for."""
    if epoch >= epoch_of(day):
        raise NotShredded(reason="running", months=[epoch])
    if Hold.objects.filter(epoch=epoch).exists():
        raise NotShredded(reason="held", months=[epoch])
    # What is sealed on a month's last day may come on the first of the next. Where the law holds
    # a month, or it still runs, the keys of the month before it therefore stay as well.
    strict = {*Hold.objects.values_list("epoch", flat=True), epoch_of(day)}
    kept = {*Box.objects.values_list("epoch", flat=True).distinct(), *strict}
    used = queries.key_months({epoch, *kept, *map(_before, strict)})
    needs = {one: used[one] | used[_before(one)] if one in strict else used[one] for one in kept}
    return {
        key: tuple(sorted(one for one in kept - {epoch} if key in needs[one]))
        for key in sorted(used[epoch])
    }


def _before(epoch: str) -> str:
    return epoch_of(date.fromisoformat(f"{epoch}-01") - timedelta(days=1))
