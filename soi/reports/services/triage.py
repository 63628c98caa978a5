"""Sorting at the desk: another kind, several matters, something missing, or not ours to keep."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from soi.core import suggestions
from soi.core.filings import CLOSED, Act, Kind
from soi.core.refusals import Refusal, Unacceptable
from soi.core.stamps import Stamp
from soi.duties import services as duties
from soi.record.services import Line
from soi.reports.models import Identity, Moderation, Photo, Report
from soi.reports.queries import understanding
from soi.reports.services.acts import demand, hold, lock, move
from soi.reports.services.erasing import forget_words
from soi.reports.services.intake import duty_draft, receive, suggested
from soi.reports.services.merging import family, release
from soi.reports.services.planning import Filing, NeedsIdentity, Plan, Receipt, plan
from soi.reports.services.telling import tell_sender

SHORTEST = 10
_BY_CONTENT = "theo nội dung"


class OneMatter(Refusal):
    """There is nothing to split: one part is the whole."""

    code = "one_matter"


@dataclass(frozen=True, slots=True)
class PartGiven:
    """One matter of a mixed filing, as a person confirmed it.

    kind: a `Kind`, or "denunciation", whose words are kept nowhere here
    """

    kind: str
    topic: str
    text: str


@transaction.atomic
def reclassify(
    *, number: str, kind: str, topic: str, reason: str, stamp: Stamp, seen: int | None = None
) -> Report:
    """Say what a filing is by its content; who answers and by when follows from it.

    The day is counted from the same receipt, by the rule of the new kind. A complaint walks
    alone: for those merged into it the matter goes on without it.
    Raises: NeedsWords, NeedsIdentity, Unacceptable, NotNow, ChangedMeanwhile.
    """
    demand("reason", reason)
    if not suggestions.is_filing_kind(kind):
        raise Unacceptable("kind", "unknown")
    lock(*family(number=number))
    report = hold(number, Act.RECLASSIFIED, seen)
    if kind == Kind.COMPLAINT:
        _demand_named(report)
        release(report, stamp)
    planned = plan(filing=_as_filing(report, kind, topic, report.text), today=stamp.on)
    facts = {"kind": [report.kind, kind], "topic": [report.topic, topic]}
    return _sorted_anew(report, planned, reason, facts, stamp)


def _sorted_anew(
    report: Report, planned: Plan, reason: str, facts: dict[str, Any], stamp: Stamp
) -> Report:
    old, complaint = report.duty, planned.kind == Kind.COMPLAINT
    rule = planned.limit.rule if planned.limit else ""
    same = old.holder.slug == planned.route.lead and (old.limit or {}).get("rule", "") == rule
    also: list[Line] = []
    if not same:
        # The old duty was owed on a wrong reading: nobody failed it.
        duties.withdraw(number=old.number, reason=reason, stamp=stamp.within(report.ref))
        new = duty_draft(planned, report.number)
        report.duty, line = duties.enter(new=new, stamp=stamp.within(report.ref))
        also = [line]
    if complaint:
        duties.keep_inside(source_ref=report.ref, stamp=stamp.within(report.ref))
    return move(
        report,
        Act.RECLASSIFIED,
        stamp,
        text="" if complaint else reason,
        facts={**facts, "to": planned.route.lead},
        also=also,
        kind=planned.kind,
        topic=planned.topic,
        office=planned.route.lead,
        route={
            "rule": planned.route.number,
            "text": planned.route.text,
            "source": planned.route.source,
        },
        duty=report.duty,
        listed=report.listed and not complaint,
        published_at=None if complaint else report.published_at,
        public_text="" if complaint else report.public_text,
    )


@transaction.atomic
def split(
    *, number: str, parts: Sequence[PartGiven], stamp: Stamp, seen: int | None = None
) -> list[Receipt]:
    """Part a mixed filing: each matter its own number, kind, office and day, from one receipt.

    The first part that may be kept stays under the old number and code; the others get receipts
    of their own, which are returned. A part that is a denunciation (tố cáo) is stored nowhere:
    its words leave the filing as well, and nothing in the record tells of it. What was published
    is taken back: somebody looks at words and photos of what is left before they are shown.
    Of the whole only the digests remain in the first entry, with which the sender proves the day.

    Raises: OneMatter, NeedsIdentity, Unacceptable, NotNow, ChangedMeanwhile.
    """
    kept = [one for one in parts if one.kind != suggestions.DENUNCIATION]
    denounced = len(kept) < len(parts)
    _demand_parts(parts, kept)
    report = hold(number, Act.SPLIT, seen)
    if report.state in CLOSED:
        raise Unacceptable("parts", "closed")
    whole = "" if denounced else report.text
    if denounced:
        forget_words(report)
    _take_back(report, stamp)
    _rewrite(report, kept[0])
    report = move(report, Act.SPLIT, stamp, note=whole, public_text="", published_at=None)
    if (report.kind, report.topic) != (kept[0].kind, kept[0].topic):
        reclassify(
            number=number,
            kind=kept[0].kind,
            topic=kept[0].topic,
            reason=_BY_CONTENT,
            stamp=stamp,
        )
    return [_part(report, one, stamp) for one in kept[1:]]


def _demand_parts(parts: Sequence[PartGiven], kept: Sequence[PartGiven]) -> None:
    if len(parts) < 2 or not kept:
        raise OneMatter
    for one in kept:
        if not suggestions.is_filing_kind(one.kind):
            raise Unacceptable("kind", "unknown")
        if len(one.text.strip()) < SHORTEST:
            raise Unacceptable("text", "too_short")


def _part(report: Report, one: PartGiven, stamp: Stamp) -> Receipt:
    if one.kind == Kind.COMPLAINT:
        _demand_named(report)
    filing = _as_filing(report, one.kind, one.topic, one.text, part_of=report.number)
    return receive(filing=filing, stamp=stamp, identity_key=report.identity_key)


def _demand_named(report: Report) -> None:
    rows = Identity.objects.filter(key=report.identity_key).exclude(name="").exclude(address="")
    if not report.identity_key or not rows.exists():
        raise NeedsIdentity


def _as_filing(report: Report, kind: str, topic: str, text: str, *, part_of: str = "") -> Filing:
    return Filing(
        kind=kind,
        text=text,
        topic=topic,
        group=report.group,
        lat=report.lat,
        long=report.long,
        address=report.address,
        channel=report.channel,
        language=report.language,
        received_on=report.received_on,
        part_of=part_of,
        as_written=bool(report.suggested.get("as_written")),
        accuses_nobody=True,  # a person read it
    )


def _take_back(report: Report, stamp: Stamp) -> None:
    """Let nobody decide on words that are parted now, and look at each photo again."""
    Photo.objects.filter(report=report).update(hidden=True)
    words = Moderation.objects.filter(report=report, photo=None, settled_at=None)
    words.exclude(objected_at=None).update(settled_at=stamp.at)


def _rewrite(report: Report, part: PartGiven) -> None:
    """Leave to the filing the words of one part; what was matched in the others goes too."""
    filing = _as_filing(report, part.kind, part.topic, part.text)
    report.text = part.text
    report.suggested = suggested(
        filing, suggestions.suggest(part.text, model=understanding.model())
    )
    report.save(update_fields=["text", "suggested"])


@transaction.atomic
def ask_sender(*, number: str, text: str, stamp: Stamp, seen: int | None = None) -> Report:
    """Ask the sender for what is missing; they read it with their code. The day goes on.

    Raises: NeedsWords, ChangedMeanwhile.
    """
    demand("text", text)
    report = hold(number, Act.ASKED, seen)
    tell_sender(report, "report_asked", stamp)
    return move(report, Act.ASKED, stamp, note=text)
