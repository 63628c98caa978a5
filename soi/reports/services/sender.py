"""What whoever holds the receipt code may do: accept, dispute, add, withdraw, reopen."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from soi.core.duties import State as DutyState
from soi.core.filings import REOPEN_DAYS, SILENCE_DAYS, Act, Kind, NotNow, State
from soi.core.refusals import Refusal
from soi.core.stamps import Stamp
from soi.duties import services as duties
from soi.reports.models import Dispute, Follow, Photo, Referral, Report
from soi.reports.queries import code_hashes, digest
from soi.reports.services import photos as pictures
from soi.reports.services.acts import NotFound, demand, hold, hold_by_code, lock, move
from soi.reports.services.merging import family, release
from soi.reports.services.planning import NewPhoto

_MOST = 2_000  # closed by silence in one run; the next is ten minutes later
_SILENT = "Người gửi không nói gì trong 14 ngày; im lặng không phải là đồng ý."


class TooLate(Refusal):
    """The days in which this could be done are over. facts: most, closed_on."""

    code = "too_late"


@transaction.atomic
def accept(*, code: str, stamp: Stamp, text: str = "") -> Report:
    """Say that the matter is done; closes the duty with the sender's verdict.

    Raises: NotFound, BadCode, NotNow.
    """
    report = hold_by_code(code, Act.ACCEPTED)
    _settle_children(report, stamp)
    if report.duty.state != DutyState.CLOSED:  # as it is where two reviews have closed it
        duties.judge(number=report.duty.number, stamp=stamp.within(report.ref))
    return move(report, Act.ACCEPTED, stamp, note=text)


@transaction.atomic
def reopen(*, code: str, text: str, stamp: Stamp) -> Report:
    """Open a closed filing again, within 90 days; the due day stays what it was.

    Raises: NotFound, BadCode, NeedsWords, TooLate, NotNow; SecondInstance, for a complaint.
    """
    demand("text", text)
    report = hold_by_code(code, Act.REOPENED)
    if report.closed_on and stamp.on > report.closed_on + timedelta(days=REOPEN_DAYS):
        raise TooLate(most=REOPEN_DAYS, closed_on=report.closed_on)
    duties.reopen(
        number=report.duty.number, reason=str(Act.REOPENED), stamp=stamp.within(report.ref)
    )
    return move(report, Act.REOPENED, stamp, note=text, silent=False)


@transaction.atomic
def withdraw(*, code: str, stamp: Stamp, text: str = "") -> Report:
    """Take a filing back; what it told of is not thereby untrue, so its number stays.

    Where others are merged into it, the matter goes on for them: see `merging.release`.

    Raises: NotFound, BadCode, NotNow; BySignature, for a complaint.
    """
    lock(*family(code_hash__in=code_hashes(code)))
    report = hold_by_code(code, Act.WITHDRAWN)
    if report.closed_on:
        raise TooLate(most=0, closed_on=report.closed_on)
    for duty in (*_children(report), report.duty):
        duties.withdraw(
            number=duty.number, reason=str(Act.WITHDRAWN), stamp=stamp.within(report.ref)
        )
    release(report, stamp)
    return move(report, Act.WITHDRAWN, stamp, note=text)


def add(*, code: str, text: str, stamp: Stamp, photos: tuple[NewPhoto, ...] = ()) -> Report:
    """Add words and photos; the office sees them, the public only what is published later.

    Raises: NotFound, BadCode, NeedsWords, TooLate.
    """
    demand("text", text)
    files = pictures.write(photos, stamp)
    try:
        return _added(code, text, files, stamp)
    except BaseException:
        pictures.drop(files)
        raise


@transaction.atomic
def _added(code: str, text: str, files: list[Photo], stamp: Stamp) -> Report:
    report = hold_by_code(code, Act.ADDED)
    if report.closed_on:
        raise TooLate(most=0, closed_on=report.closed_on)
    for one in files:
        one.hidden = True  # nobody has looked at it yet
    pictures.attach(files, report)
    return move(report, Act.ADDED, stamp, note=text, facts={"photo_count": len(files)})


@transaction.atomic
def follow(*, number: str, key: str, stamp: Stamp) -> int:
    """Follow a report that is published, instead of sending it again; return how many do.

    key: whatever tells this follower from others; only a digest is kept
    Raises: NotFound, for one that is not published as for one that is not there; NotNow.
    """
    if not Report.objects.filter(number=number, published_at__isnull=False).exists():
        raise NotFound
    report = hold(number, Act.ADDED)
    mark = digest("follow", key)
    Follow.objects.get_or_create(report=report, key=mark, defaults={"since": stamp.on})
    return report.follows.count()


def expire(*, today: date, stamp: Stamp) -> int:
    """Close what was answered 14 days ago without a word from the sender; return how many.

    Those who waited longest first, and no more than the background can do beside its other work.
    Closed by silence is counted apart: it is never taken for satisfaction.
    """
    before = today - timedelta(days=SILENCE_DAYS)
    waiting = Report.objects.filter(state=State.ANSWERED, answered_on__lt=before)
    # A decision on a complaint ends by taking effect (Điều 44), not by fourteen days of silence.
    waiting = waiting.exclude(kind=Kind.COMPLAINT)
    numbers = list(waiting.order_by("answered_on").values_list("number", flat=True)[:_MOST])
    return sum(_expired(number, today, stamp) for number in numbers)


@transaction.atomic
def _expired(number: str, today: date, stamp: Stamp) -> bool:
    try:
        report = hold(number, Act.EXPIRED)
    except NotNow:
        return False  # the sender spoke in this very moment
    _settle_children(report, stamp)
    duties.judge(number=report.duty.number, text=_SILENT, stamp=stamp.within(report.ref))
    move(report, Act.EXPIRED, stamp, facts={"rule": "silence"}, silent=True)
    return True


def _settle_children(report: Report, stamp: Stamp) -> None:
    """Close what others still hold: with the sender's word nothing is left for them to do."""
    for duty in _children(report):
        if duty.state == DutyState.REPORTED and not duty.requester_office:
            duties.judge(number=duty.number, stamp=stamp.within(report.ref))
        else:
            duties.withdraw(
                number=duty.number, reason=str(Act.ACCEPTED), stamp=stamp.within(report.ref)
            )


def _children(report: Report) -> list[Any]:
    """Return the duties beside the main one that are not closed: reviews and referrals."""
    rows: tuple[Dispute | Referral, ...] = (
        *Dispute.objects.filter(report=report).select_related("duty"),
        *Referral.objects.filter(report=report).select_related("duty"),
    )
    return [row.duty for row in rows if row.duty.state != DutyState.CLOSED]
