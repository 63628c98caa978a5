"""What the desk kept of a denunciation: the scan, the talk at the reception, who passed it on."""

from collections.abc import Sequence

from django.core.files.storage import default_storage
from django.db import transaction

from soi.core import suggestions
from soi.core.entries import Class
from soi.core.stamps import Stamp
from soi.desk.models import Forwarding, Intake, Scan, Visit, VisitFiling
from soi.record import services as record
from soi.reports import services
from soi.reports.services import PartGiven, Receipt

_GROUND = "Luật Tố cáo 25/2018/QH14, Điều 8"
_GONE = "—"


@transaction.atomic
def erase_denunciation(*, number: str, stamp: Stamp, seen: int | None = None) -> None:
    """Take a filing that is a denunciation (tố cáo) out of the ward's books and off the desk.

    With it go the scan of its paper, the words of the talk at which it was told and who came to
    it, and the letter of whoever passed it on. Of a talk about several matters no words stay.
    Raises: NotFound, NotNow, ChangedMeanwhile.
    """
    services.erase_denunciation(number=number, stamp=stamp, seen=seen)
    _forget_scans(number)
    Intake.objects.filter(report__number=number).delete()
    Forwarding.objects.filter(report__number=number).delete()
    _forget_visit(number, stamp)


@transaction.atomic
def split(
    *, number: str, parts: Sequence[PartGiven], stamp: Stamp, seen: int | None = None
) -> list[Receipt]:
    """Part a mixed filing; where a part is a denunciation, its scan and the talk's words go.

    Who came and that they came stays: the other matters are theirs.
    Raises: whatever `reports.services.split` raises.
    """
    receipts = services.split(number=number, parts=parts, stamp=stamp, seen=seen)
    if any(one.kind == suggestions.DENUNCIATION for one in parts):
        _forget_scans(number)
        Intake.objects.filter(report__number=number).update(mark="")
        told = VisitFiling.objects.filter(report__number=number).values("visit")
        Visit.objects.filter(pk__in=told).update(subject=_GONE, minutes="", outcome="")
    return receipts


def _forget_scans(number: str) -> None:
    rows = Scan.objects.filter(intake__report__number=number)
    files = list(rows.values_list("file", flat=True))
    rows.delete()
    transaction.on_commit(lambda: _drop(files))


def _drop(files: list[str]) -> None:
    for one in files:
        default_storage.delete(one)


def _forget_visit(number: str, stamp: Stamp) -> None:
    born = VisitFiling.objects.select_related("visit").filter(report__number=number).first()
    if born is None:
        return
    visit = born.visit
    born.delete()
    services.forget_identity(visit.identity_key)
    visit.subject, visit.minutes, visit.outcome, visit.identity_key = _GONE, "", "", ""
    visit.save(update_fields=["subject", "minutes", "outcome", "identity_key"])
    # The entry that tied the filing to a turn of the day.
    record.erase(
        subject=f"reception:{visit.reception_id}",
        naming=number,
        ground=_GROUND,
        stamp=stamp,
        entry_class=Class.SEALED,
    )
