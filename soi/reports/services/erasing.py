"""What is left of a filing that turns out to be a denunciation: a day and a reason."""

from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

from soi.core.entries import Class
from soi.core.filings import Act
from soi.core.stamps import Stamp
from soi.duties import services as duties
from soi.record import services as record
from soi.reports.models import (
    Answer,
    Dispute,
    Identity,
    Moderation,
    Photo,
    Referral,
    Report,
    ReportEvent,
)
from soi.reports.services.acts import hold, move

_DENUNCIATION = "denunciation"
_GROUND = "Luật Tố cáo 25/2018/QH14, Điều 8"


@transaction.atomic
def erase_denunciation(*, number: str, stamp: Stamp, seen: int | None = None) -> Report:
    """Take out of the ward's books a filing that is a denunciation (tố cáo) after all.

    Words, place, photos and sender are destroyed, here and in the record's payloads; a stub
    with the day and the reason stays, under no office. The public record tells of it under the
    seal alone. What stays to be seen: entries of the number that opened and do not any more, and
    a gap in the list, as with every erasure and every report that became a complaint.
    Raises: NotFound, ChangedMeanwhile.
    """
    report = hold(number, Act.ERASED, seen)
    for duty in _duties_of(report):
        duties.wipe(number=duty.number, ground=_GROUND, stamp=stamp)
    files = list(Photo.objects.filter(report=report).values_list("file", flat=True))
    files += Moderation.objects.filter(report=report).values_list("file_before", flat=True)
    Moderation.objects.filter(report=report).delete()
    Photo.objects.filter(report=report).delete()
    Answer.objects.filter(report=report).delete()
    Identity.objects.filter(key=report.identity_key).delete()
    forget_words(report)
    report.text, report.search_text, report.search_exact = "", "", ""
    report.save(update_fields=["text", "search_text", "search_exact"])
    record.erase(subject=report.ref, ground=_GROUND, stamp=stamp, entry_class=Class.SEALED)
    # A file goes only once the act is sure: bringing it back is not in our power.
    transaction.on_commit(lambda: _drop(files))
    return move(
        report,
        Act.ERASED,
        stamp,
        facts={"reason": _DENUNCIATION},
        **_stub(),
    )


def _drop(files: list[str]) -> None:
    for one in files:
        if one:
            default_storage.delete(one)


def _stub() -> dict[str, Any]:
    return {
        "public_text": "",
        "published_at": None,
        "listed": False,
        "topic": "khac",
        "group": "",
        "lat": None,
        "long": None,
        "address": "",
        "office": "",
        "handed_to": "",
        "suggested": {},
        "route": {},
        "urgent": False,
        "identity_key": "",
    }


def _duties_of(report: Report) -> list[Any]:
    rows = [report.duty]
    rows += [one.duty for one in Dispute.objects.filter(report=report).select_related("duty")]
    rows += [one.duty for one in Referral.objects.filter(report=report).select_related("duty")]
    Dispute.objects.filter(report=report).update(text="", decision_text="")
    Referral.objects.filter(report=report).update(answer="", document="", answer_document="")
    return rows[::-1]  # the main one last: it does not close over others


def forget_words(report: Report) -> None:
    """Blot out whatever an event repeats of the words: of them nothing may be left."""
    ReportEvent.objects.filter(report=report).update(text="", note="")
