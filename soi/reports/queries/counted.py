"""Filings as counts see them: where, when, of what; never who, never a word of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from soi.core.filings import Kind
from soi.reports.models import Identity, Report

COUNTED = (Kind.REPORT, Kind.PETITION)


@dataclass(frozen=True, slots=True)
class Counted:
    """One filing as a count sees it.

    sender: a code that stands for one telephone or address within one week alone; empty where
    nobody left any. Nothing leads from it to a person, nor from one week to the next.
    """

    group: str
    topic: str
    kind: str
    received_on: date
    urgent: bool
    sender: str


def counted(*, since: date, until: date, key: bytes) -> Iterator[Counted]:
    """Yield reports and petitions with a residential group; complaints and erased ones never.

    key: at least 16 random bytes, thrown away after the count
    """
    rows = Report.objects.filter(received_on__range=(since, until), kind__in=COUNTED).exclude(
        office=""
    )
    senders = _senders(key)
    fields = ("group", "topic", "kind", "received_on", "urgent", "identity_key")
    for group, topic, kind, on, urgent, identity in rows.order_by("received_at", "pk").values_list(
        *fields
    ):
        week = "-".join(map(str, on.isocalendar()[:2]))
        sender = _code(key, f"{week} {senders[identity]}") if identity in senders else ""
        yield Counted(group, topic, kind, on, urgent, sender)


def _senders(key: bytes) -> dict[str, str]:
    """Give a code for each identity's telephone or mail, so that no plain one is held longer."""
    rows = Identity.objects.values_list("key", "phone", "typed_phone", "email")
    return {
        one: _code(key, phone or typed or email)
        for one, phone, typed, email in rows.iterator()
        if phone or typed or email
    }


def _code(key: bytes, text: str) -> str:
    return blake2b(text.encode(), key=key[:64], digest_size=12).hexdigest()
