"""What belongs to one filing: its acts, holders, photos, answers, and what may come next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Any

from django.db.models import Q

from soi.core.filings import Act, Kind, State, is_ordinary
from soi.core.filings import may as core_may
from soi.duties import queries as duties
from soi.reports.models import (
    Answer,
    Dispute,
    Moderation,
    Photo,
    Referral,
    Report,
    ReportEvent,
)
from soi.reports.queries.rows import reports

_ASKED_BY_CODE = {
    "accept": Act.ACCEPTED,
    "dispute": Act.DISPUTED,
    "withdraw": Act.WITHDRAWN,
    "add": Act.ADDED,
    "reopen": Act.REOPENED,
}


@dataclass(frozen=True, slots=True)
class Holder:
    """An office that held a filing, and from when until when; None: still does."""

    office: str
    since: date
    until: date | None
    days: int


def history(report: Report) -> list[ReportEvent]:
    """Return every act on a filing, oldest first."""
    read: list[ReportEvent] | None = getattr(report, "read_events", None)
    return sorted(report.events.all(), key=lambda event: event.pk) if read is None else read


def holders(report: Report, today: date) -> list[Holder]:
    """Return which offices held a filing, one after another, with the days each held it."""
    starts = [
        (event.facts.get("to") or event.office, event.on)
        for event in history(report)
        if event.act in {Act.ASSIGNED, Act.TRANSFERRED}
    ]
    ends = [on for _, on in starts[1:]] + [report.closed_on]
    return [
        Holder(office, since, until, ((until or today) - since).days)
        for (office, since), until in zip(starts, ends, strict=True)
    ]


def photos(report: Report, *, hidden: bool = False) -> list[Photo]:
    """Return the photos of a filing; those kept from the public only if `hidden`."""
    read: list[Photo] | None = getattr(report, "read_photos", None)
    if read is not None and not hidden:
        return read
    return [one for one in report.photos.all() if hidden or not one.hidden]


def waiting_photos(numbers: Sequence[str]) -> list[Photo]:
    """Return the photos of published filings that nobody has looked at, and so nobody is shown."""
    refused = Moderation.objects.filter(act="photo_hidden", photo__isnull=False)
    rows = Photo.objects.filter(report__number__in=numbers, report__published_at__isnull=False)
    rows = rows.filter(hidden=True).exclude(pk__in=refused.values("photo"))
    return list(rows.select_related("report").order_by("report", "id"))


def photo(number: str, pk: int) -> Photo | None:
    """Return one photo with its filing."""
    return Photo.objects.select_related("report").filter(report__number=number, pk=pk).first()


def answers(report: Report) -> list[Answer]:
    """Return what was answered, oldest first."""
    return list(report.answers.order_by("id"))


def disputes(report: Report) -> list[Dispute]:
    """Return the objections to answers, oldest first, each with its duty."""
    return list(report.disputes.select_related("duty", "duty__holder").order_by("id"))


def referrals(report: Report) -> list[Referral]:
    """Return where a filing was passed on to, each with what is owed to us for it."""
    return list(report.referrals.select_related("duty", "duty__holder").order_by("id"))


def evidence(report: Report) -> list[Any]:
    """Return the pieces of evidence for the answer, oldest first."""
    return list(duties.evidence([report.duty.number]))


def parts(report: Report) -> list[Report]:
    """Return the other filings that came from the same words."""
    main = report.part_of_id or report.pk
    rows = reports().filter(Q(pk=main) | Q(part_of_id=main)).exclude(pk=report.pk)
    return list(rows.order_by("id"))


def followers(report: Report) -> int:
    """Return how many follow it, its sender not counted."""
    return report.follows.count()


def may(report: Report, today: date) -> list[str]:
    """Return what the holder of the receipt code may do now; nothing, once it was erased."""
    if report.is_erased:
        return []
    closed = (today - report.closed_on).days if report.closed_on else 0
    passed = dismissals(report) if report.state in {State.ANSWERED, State.DISPUTED} else 0
    words = core_may(State(report.state), days_since_closed=closed, dismissed=passed)
    # A complaint is taken back in writing, disputed before the superior, ended by taking effect.
    return [word for word in words if is_ordinary(_ASKED_BY_CODE[word], report.kind, report.state)]


def dismissals(report: Report) -> int:
    """Return how many reviews in a row have let the present answer stand."""
    if report.kind == Kind.COMPLAINT:
        return 0  # its second instance is the superior's, by law
    acts = (event.act for event in reversed(history(report)))
    turns = (act for act in acts if act in {Act.ANSWERED, Act.DISMISSED})
    return sum(1 for _ in takewhile(lambda act: act == Act.DISMISSED, turns))


def moderations(report: Report) -> list[Moderation]:
    """Return every change of what the public may read and see, oldest first."""
    return list(Moderation.objects.filter(report=report).select_related("photo"))


def moderation(number: str, pk: int) -> Moderation | None:
    """Return one change of a filing."""
    return Moderation.objects.filter(report__number=number, pk=pk).first()


def objected(offices: Sequence[str] | None) -> list[Moderation]:
    """Return the changes that a sender objects to and nobody looked at again, oldest first.

    offices: those whose filings this desk sees; None for the whole ward
    """
    rows = Moderation.objects.filter(objected_at__isnull=False, settled_at=None)
    rows = rows if offices is None else rows.filter(report__office__in=offices)
    return list(rows.select_related("report").order_by("objected_at"))
