"""One matter told several times: merged with nothing lost, and taken apart again."""

from django.db import transaction

from soi.core.filings import OPEN, Act, Kind
from soi.core.refusals import Unacceptable
from soi.core.stamps import SYSTEM, Stamp
from soi.duties import services as duties
from soi.notices import services as notices
from soi.reports.models import Report
from soi.reports.services.acts import UnknownWord, demand, hold, lock, move
from soi.reports.services.handling import office_email

_EARLIER = "merged: earliest receipt"
_GOES_ON = "Việc ở đây đi tiếp, không theo hồ sơ chính nữa."


@transaction.atomic
def merge(*, number: str, into: str, stamp: Stamp, seen: int | None = None) -> Report:
    """Let a filing go on in another one about the same matter; its code keeps working.

    Photos, words and answers stay with each. The earliest receipt of all sets the day. Whoever
    was merged into this filing before goes along, by an act of their own.

    into: an open filing, so not itself merged: somebody must still owe what all of them asked
    Raises: UnknownWord, ByProcedure, Unacceptable (the main one is a complaint or not open),
        NotFound, NotNow.
    """
    if number == into:
        raise UnknownWord(field="into")
    # Two desks may merge two filings into each other: the second waits here, and is then refused.
    lock(number, into, *_merged_into(number))
    report, main = hold(number, Act.MERGED, seen), hold(into, Act.ADDED)
    if main.kind == Kind.COMPLAINT:
        raise Unacceptable("into", "complaint_not_merged")
    if main.state not in OPEN:
        raise Unacceptable("into", "main_not_open")
    for one in _merged_into(number):
        _taken_out(one, stamp)
        _join(hold(one, Act.MERGED), main, stamp)
    report = _join(report, main, stamp)
    _count_again(main, stamp)
    return report


@transaction.atomic
def unmerge(*, number: str, reason: str, stamp: Stamp, seen: int | None = None) -> Report:
    """Take a merged filing out again: its own duty, day and office as they were.

    Raises: NeedsWords, NotNow, ChangedMeanwhile.
    """
    demand("reason", reason)
    rows = Report.objects.filter(number=number).values_list("merged_into__number", flat=True)
    lock(number, *filter(None, rows))
    hold(number, Act.UNMERGED, seen)
    return _taken_out(number, stamp, text=reason)


def release(main: Report, stamp: Stamp) -> None:
    """Let a matter go on for those merged into a filing that is answered here no more.

    Its sender took it back, or it turned out to be of another kind: the others asked for
    themselves, and nobody has answered them. Whoever came first among them takes the matter
    over: that filing is taken out, and its own office owes it again, by the day of the earliest
    receipt of all who are left; the others are merged into it. Each thread shows it.

    main: held by the caller, together with what is merged into it
    """
    heir, *others = _merged_into(main.number) or [""]
    if not heir:
        return
    ours = Stamp(SYSTEM, stamp.at)
    report = _taken_out(heir, ours)
    for one in others:
        _taken_out(one, ours)
        _join(hold(one, Act.MERGED), report, ours)
    _count_again(report, ours)
    _tell_office(report, ours)


def family(**by: str | list[str]) -> list[str]:
    """Return the numbers of one filing, found by one of its fields, and of all merged into it."""
    mine = Report.objects.filter(**by)
    rows = mine | Report.objects.filter(merged_into__in=mine)
    return list(rows.values_list("number", flat=True))


def _merged_into(number: str) -> list[str]:
    rows = Report.objects.filter(merged_into__number=number).order_by("received_on", "pk")
    return list(rows.values_list("number", flat=True))


def _join(report: Report, main: Report, stamp: Stamp) -> Report:
    duties.merge(number=report.duty.number, into=main.duty.number, stamp=stamp.within(report.ref))
    return move(report, Act.MERGED, stamp, facts={"into": main.number}, merged_into=main)


def _taken_out(number: str, stamp: Stamp, *, text: str = "") -> Report:
    report = hold(number, Act.UNMERGED)
    main = hold(report.merged_into.number, Act.ADDED) if report.merged_into else None
    duties.unmerge(
        number=report.duty.number, reason=text or _GOES_ON, stamp=stamp.within(report.ref)
    )
    facts = {"from": main.number if main else "", "goes_on": not text}
    report = move(report, Act.UNMERGED, stamp, text=text, facts=facts, merged_into=None)
    if main is not None:
        _count_again(main, stamp)
    return report


def _count_again(main: Report, stamp: Stamp) -> None:
    days = Report.objects.filter(merged_into=main).values_list("received_on", flat=True)
    first = min([main.received_on, *days])
    duties.count_from(
        number=main.duty.number, on=first, cause=_EARLIER, stamp=stamp.within(main.ref)
    )


def _tell_office(report: Report, stamp: Stamp) -> None:
    address, name = office_email(report.office, stamp)
    due_on = Report.objects.values_list("duty__due_on", flat=True).get(pk=report.pk)
    context = {
        "number": report.number,
        "office": name,
        "due_on": f"{due_on:%d/%m/%Y}" if due_on else "",
        "link": f"/staff/reports/{report.number}/",
    }
    notices.queue(to=address, template="report_assigned", context=context, stamp=stamp)
