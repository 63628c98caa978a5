"""What an office does with a filing that it was given.

Referring, transferring and disputing never touch the due day: it belongs to the duty, and
only the law's own grounds (extension, pause, corrected calendar) move it there.
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from soi.core import privacy
from soi.core.duties import MissingEvidence
from soi.core.filings import Act
from soi.core.privacy import Span
from soi.core.refusals import Refusal
from soi.core.stamps import Stamp
from soi.duties import services as duties
from soi.duties.services import NewEvidence
from soi.offices import queries as offices
from soi.reports.models import Answer, Identity, Photo, Report
from soi.reports.queries import streets
from soi.reports.services.acts import UnknownWord, demand, hold, move
from soi.reports.services.moderation import BLANKED, HIDDEN, PHOTO_HIDDEN, note_change
from soi.reports.services.telling import tell_sender
from soi.reports.words import REFUSALS

OUTCOMES = ("done", "partly", "planned", "explained", "passed_on")


class NothingAsked(Refusal):
    """Nobody asked to close this filing unfixed."""

    code = "nothing_asked"


@transaction.atomic
def publish(
    *,
    number: str,
    stamp: Stamp,
    masks: Sequence[Span] = (),
    hidden_photos: Sequence[int] = (),
    reason: str = "personal_data",
    seen: int | None = None,
) -> Report:
    """Show text, place and photos to everybody, without the spans and photos to be hidden.

    masks: parts of the text as sent; reason: one of `moderation.REASONS`, for what is not shown
    Raises: NotPublic, ChangedMeanwhile.
    """
    report = hold(number, Act.PUBLISHED, seen)
    text = _masked(report, masks, reason, stamp)
    Photo.objects.filter(report=report).update(hidden=False)
    Photo.objects.filter(report=report, pk__in=hidden_photos).update(hidden=True)
    for photo in Photo.objects.filter(report=report, pk__in=hidden_photos):
        note_change(report, PHOTO_HIDDEN, stamp, reason=reason, photo=photo)
    return _shown(report, text, len(masks), stamp)


@transaction.atomic
def publish_masked(*, number: str, stamp: Stamp) -> Report:
    """Publish with every place masked that may give somebody away, for many at once.

    A photo that nobody has looked at is not shown: it waits (`queries.waiting_photos`).
    Raises: NotPublic, NotFound.
    """
    report = hold(number, Act.PUBLISHED)
    if not report.events.filter(act=Act.PUBLISHED).exists():
        Photo.objects.filter(report=report).update(hidden=True)
    masks = privacy.spans(report.text, streets(offices.chart(stamp.on)))
    masks = privacy.everywhere(report.text, masks)
    text = _masked(report, masks, "personal_data", stamp)
    return _shown(report, text, len(masks), stamp)


def _masked(report: Report, masks: Sequence[Span], reason: str, stamp: Stamp) -> str:
    text = privacy.mask(report.text, masks)
    if masks:
        note_change(report, BLANKED, stamp, reason=reason, before=report.text, after=text)
    return text


def _shown(report: Report, text: str, masked: int, stamp: Stamp) -> Report:
    hidden = Photo.objects.filter(report=report, hidden=True).count()
    return move(
        report,
        Act.PUBLISHED,
        stamp,
        facts={"masked": masked, "hidden_photos": hidden},
        public_text=text,
        published_at=stamp.at,
    )


@transaction.atomic
def hide(*, number: str, reason: str, stamp: Stamp, seen: int | None = None) -> Report:
    """Take text, place and photos back from the public; number, day and state stay.

    Raises: NeedsWords, ChangedMeanwhile.
    """
    demand("reason", reason)
    report = hold(number, Act.HIDDEN, seen)
    note_change(report, HIDDEN, stamp, reason="other", before=report.public_text, told=reason)
    tell_sender(report, "report_moderated", stamp)
    return move(
        report,
        Act.HIDDEN,
        stamp,
        note=reason,
        public_text="",
        published_at=None,
    )


@transaction.atomic
def acknowledge(*, number: str, stamp: Stamp, seen: int | None = None) -> Report:
    """Say that the office in charge knows of the filing and works on it."""
    report = hold(number, Act.ACKNOWLEDGED, seen)
    duties.acknowledge(number=report.duty.number, stamp=stamp.within(report.ref))
    return move(report, Act.ACKNOWLEDGED, stamp)


@transaction.atomic
def transfer(*, number: str, to: str, reason: str, stamp: Stamp, seen: int | None = None) -> Report:
    """Give the filing to another office of the ward; its due day stays what it was.

    Raises: NeedsWords, Unacceptable.
    """
    demand("reason", reason)
    report = hold(number, Act.TRANSFERRED, seen)
    facts = {"from": report.office, "to": to}
    duties.transfer(
        number=report.duty.number, office=to, reason=reason, stamp=stamp.within(report.ref)
    )
    return move(report, Act.TRANSFERRED, stamp, text=reason, facts=facts, office=to)


@transaction.atomic
def answer(
    *,
    number: str,
    text: str,
    evidence: Sequence[NewEvidence],
    outcome: str,
    stamp: Stamp,
    document: str = "",
    seen: int | None = None,
) -> Report:
    """Answer the sender, with evidence; the sender then accepts or disputes.

    outcome: one of OUTCOMES
    Raises: NeedsWords, MissingEvidence, UnknownWord, NotNow, ChangedMeanwhile.
    """
    demand("text", text)
    if outcome not in OUTCOMES:
        raise UnknownWord(field="outcome")
    if not evidence:
        raise MissingEvidence(missing=["any"])
    report = hold(number, Act.ANSWERED, seen)
    return answered(report, text, evidence, outcome, stamp, document=document)


def answered(
    report: Report,
    text: str,
    evidence: Sequence[NewEvidence],
    outcome: str,
    stamp: Stamp,
    *,
    document: str = "",
    office: str = "",
) -> Report:
    """Write an answer down, report the duty, and tell the sender if they left an address.

    office: who really answered, if that was an office outside
    """
    duties.report(
        number=report.duty.number, text=text, evidence=evidence, stamp=stamp.within(report.ref)
    )
    Answer.objects.create(
        report=report,
        text=text,
        outcome=outcome,
        document=document,
        office=office or stamp.office,
        by=stamp.by,
        person=stamp.person,
        on=stamp.on,
    )
    tell_sender(report, "report_answered", stamp)
    facts = {"outcome": outcome, "evidence": [one.kind for one in evidence]}
    return move(
        report,
        Act.ANSWERED,
        stamp,
        text=text,
        facts=facts,
        answered_on=stamp.on,
        asks_to_close_on=None,
    )


@transaction.atomic
def refuse(
    *,
    number: str,
    reason: str,
    destination: str,
    stamp: Stamp,
    text: str = "",
    seen: int | None = None,
) -> Report:
    """Refuse a filing: with a reason, and with where to go instead.

    reason: a code of REFUSALS
    destination: the office or way that is right, in words
    Raises: UnknownWord, NeedsWords, NotNow.
    """
    if reason not in REFUSALS:
        raise UnknownWord(field="reason")
    demand("destination", destination)
    report = hold(number, Act.REFUSED, seen)
    words = " ".join(filter(None, (text.strip(), destination.strip())))
    duties.withdraw(number=report.duty.number, reason=words, stamp=stamp.within(report.ref))
    tell_sender(report, "report_refused", stamp)
    facts = {"reason": reason, "destination": destination}
    return move(report, Act.REFUSED, stamp, text=text, facts=facts)


@transaction.atomic
def ask_to_close(
    *,
    number: str,
    reason: str,
    evidence: Sequence[NewEvidence],
    stamp: Stamp,
    seen: int | None = None,
) -> Report:
    """Say that the matter cannot be put right, with evidence, and ask another to close it.

    Raises: NeedsWords, MissingEvidence.
    """
    demand("reason", reason)
    if not evidence:
        raise MissingEvidence(missing=["any"])
    report = hold(number, Act.ESCALATED, seen)
    duties.report(
        number=report.duty.number, text=reason, evidence=evidence, stamp=stamp.within(report.ref)
    )
    facts = {"asks": "close_unfixed"}
    return move(report, Act.ESCALATED, stamp, text=reason, facts=facts, asks_to_close_on=stamp.on)


@transaction.atomic
def close_unfixed(*, number: str, stamp: Stamp, text: str = "", seen: int | None = None) -> Report:
    """Close a filing whose matter was NOT put right, as its holder asked; never by the holder.

    Raises: NothingAsked, MayNotJudge, NotNow.
    """
    report = hold(number, Act.CLOSED_UNFIXED, seen)
    reason = _asked(report)
    duties.judge(
        number=report.duty.number,
        met="not_met",
        text=text or reason,
        stamp=stamp.within(report.ref),
    )
    facts = {"reason": reason}
    return move(
        report, Act.CLOSED_UNFIXED, stamp, text=text or reason, facts=facts, asks_to_close_on=None
    )


@transaction.atomic
def decline_to_close(*, number: str, text: str, stamp: Stamp, seen: int | None = None) -> Report:
    """Give the wish to close unfixed back: the holder goes on, by the same day.

    Raises: NothingAsked, MayNotJudge.
    """
    demand("text", text)
    report = hold(number, Act.ESCALATED, seen)
    _asked(report)
    duties.return_(number=report.duty.number, reason=text, stamp=stamp.within(report.ref))
    facts = {"asks": "", "declined": "yes"}
    return move(report, Act.ESCALATED, stamp, text=text, facts=facts, asks_to_close_on=None)


@transaction.atomic
def read_identity(*, number: str, reason: str, stamp: Stamp) -> Identity | None:
    """Open who sent a filing, for a reason that is written down. Who asks needs a mandate.

    Raises: NeedsWords, NotFound.
    """
    demand("reason", reason)
    report = hold(number, Act.IDENTITY_READ)
    if not report.identity_key:
        return None
    move(report, Act.IDENTITY_READ, stamp, note=reason, facts={"reason": reason})
    return Identity.objects.get(key=report.identity_key)


def _asked(report: Report) -> str:
    asks = report.events.filter(act=Act.ESCALATED).order_by(F("id").desc()).first()
    if asks is None or asks.facts.get("asks") != "close_unfixed":
        raise NothingAsked
    return asks.text


def office_email(slug: str, stamp: Stamp) -> tuple[str, str]:
    """Return the address and the name of an office on the day of the stamp."""
    chart = offices.chart(stamp.on)
    return chart.office(slug).email, chart.name(slug)
