"""What is left of a filing that turns out to be a denunciation: a day and a reason."""

from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

from soi.core.entries import Class
from soi.core.filings import Act
from soi.core.stamps import Stamp
from soi.duties import queries as duty_queries
from soi.duties import services as duties
from soi.notices import services as notices
from soi.record import services as record
from soi.reports.models import (
    Answer,
    Dispute,
    Moderation,
    Photo,
    Referral,
    Report,
)
from soi.reports.services.acts import hold, lock, move
from soi.reports.services.identities import forget_identity
from soi.reports.services.merging import family, release

_DENUNCIATION = "denunciation"
_GROUND = "Luật Tố cáo 25/2018/QH14, Điều 8"


@transaction.atomic
def erase_denunciation(*, number: str, stamp: Stamp, seen: int | None = None) -> Report:
    """Take out of the ward's books a filing that is a denunciation (tố cáo) after all.

    Words, place, photos, followers, waiting messages and sender are destroyed, here and in the
    record's payloads; a stub with the day and the reason stays, under no office, tied to no other
    filing. A sender whose paper brought other filings stays with those. The public record tells
    of it under the seal alone. What stays to be seen: entries of the number that opened and do
    not any more, and a gap in the list, as with every erasure and every report that became a
    complaint. Those merged into it go on without it.
    Raises: NotFound, ChangedMeanwhile.
    """
    lock(*family(number=number))
    report = hold(number, Act.ERASED, seen)
    release(report, stamp)
    numbers = _duties_of(report)
    for one in numbers:
        duties.wipe(number=one, ground=_GROUND, stamp=stamp)
    notices.forget(numbers=[report.number, *numbers])
    files = list(Photo.objects.filter(report=report).values_list("file", flat=True))
    files += Moderation.objects.filter(report=report).values_list("file_before", flat=True)
    Moderation.objects.filter(report=report).delete()
    Photo.objects.filter(report=report).delete()
    Answer.objects.filter(report=report).delete()
    report.follows.all().delete()
    _untie(report)
    report.events.update(text="", note="", facts={}, office="", by="")
    key, report.identity_key, report.text = report.identity_key, "", ""
    report.save(update_fields=["text", "identity_key"])
    forget_identity(key)
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
        "form_hash": "",  # made of the words: whoever guesses them could make sure
        "part_of": None,
        "merged_into": None,
    }


def _duties_of(report: Report) -> list[str]:
    """Return every duty that came from the filing, the steps of other rooms among them."""
    Dispute.objects.filter(report=report).update(text="", decision_text="", reviewer="")
    blank = {"to": "", "document": "", "answer": "", "answer_document": ""}
    Referral.objects.filter(report=report).update(**blank)
    rows = [one.duty.number for one in Dispute.objects.filter(report=report)]
    rows += [one.duty.number for one in Referral.objects.filter(report=report)]
    rows += duty_queries.about(report.ref).values_list("number", flat=True)
    return list(dict.fromkeys([*rows, report.duty.number]))


def _untie(report: Report) -> None:
    """Let the other parts of the same paper hang together without the stub."""
    parts = list(report.parts.order_by("pk"))
    for one in parts:
        one.part_of = None if one is parts[0] else parts[0]
        one.save(update_fields=["part_of"])


def forget_words(report: Report) -> None:
    """Blot out whatever repeats the words: of them nothing may be left.

    In events, in what a mask covered, in objections, in the mark of the form.
    """
    report.events.update(text="", note="")
    report.moderations.update(before="", after="", told="", objection="")
    Report.objects.filter(pk=report.pk).update(form_hash="")
