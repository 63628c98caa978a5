"""One matter told several times: merged with nothing lost, and taken apart again."""

from django.db import transaction

from soi.core.filings import Act, Kind
from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.duties import services as duties
from soi.reports.models import Report
from soi.reports.services.acts import UnknownWord, demand, hold, move

_EARLIER = "merged: earliest receipt"


@transaction.atomic
def merge(*, number: str, into: str, stamp: Stamp, seen: int | None = None) -> Report:
    """Let a filing go on in another one about the same matter; its code keeps working.

    Photos, words and answers stay with each. The earliest receipt of all sets the day.
    Raises: UnknownWord, Unacceptable (a complaint is never merged), NotFound, NotNow.
    """
    if number == into:
        raise UnknownWord(field="into")
    report, main = hold(number, Act.MERGED, seen), hold(into, Act.ADDED)
    if Kind.COMPLAINT in (report.kind, main.kind):
        raise Unacceptable("into", "complaint_not_merged")
    duties.merge(number=report.duty.number, into=main.duty.number, stamp=stamp)
    merged = move(report, Act.MERGED, stamp, facts={"into": main.number}, merged_into=main)
    _count_again(main, stamp)
    return merged


@transaction.atomic
def unmerge(*, number: str, reason: str, stamp: Stamp, seen: int | None = None) -> Report:
    """Take a merged filing out again: its own duty, day and office as they were.

    Raises: NeedsWords, NotNow, ChangedMeanwhile.
    """
    demand("reason", reason)
    report = hold(number, Act.UNMERGED, seen)
    main = hold(report.merged_into.number, Act.ADDED) if report.merged_into else None
    duties.unmerge(number=report.duty.number, reason=reason, stamp=stamp)
    facts = {"from": main.number if main else ""}
    report = move(report, Act.UNMERGED, stamp, text=reason, facts=facts, merged_into=None)
    if main is not None:
        _count_again(main, stamp)
    return report


def _count_again(main: Report, stamp: Stamp) -> None:
    days = Report.objects.filter(merged_into=main).values_list("received_on", flat=True)
    first = min([main.received_on, *days])
    duties.count_from(number=main.duty.number, on=first, cause=_EARLIER, stamp=stamp)
