"""What the public may read and see, changed after a second look; what stood there is kept.

Every change has a reason, a before-image, and words that whoever holds the code reads; they may
object, and then another person looks at it again.
"""

from collections.abc import Sequence

from django.core.files.storage import default_storage
from django.db import transaction

from soi.core.competence.judging import MayNotJudge
from soi.core.filings import Act, Kind
from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.reports.models import Moderation, Photo, Report
from soi.reports.queries import waiting_photos
from soi.reports.services import photos as files
from soi.reports.services.acts import NotFound, NotPublic, demand, hold, hold_by_code, move
from soi.reports.services.planning import NewPhoto
from soi.reports.services.telling import tell_sender

REASONS = ("personal_data", "accuses", "children", "offensive", "other")
BLANKED, HIDDEN, PHOTO_HIDDEN, BLURRED = "blanked", "hidden", "photo_hidden", "blurred"


def note_change(
    report: Report,
    act: str,
    stamp: Stamp,
    *,
    reason: str,
    before: str = "",
    after: str = "",
    told: str = "",
    photo: Photo | None = None,
    file_before: str = "",
) -> Moderation:
    """Keep one change with what stood before it; whoever holds the code reads it.

    reason: one of REASONS
    Raises: Unacceptable.
    """
    if reason not in REASONS:
        raise Unacceptable("reason", "unknown")
    return Moderation.objects.create(
        report=report,
        act=act,
        reason=reason,
        before=before,
        after=after,
        told=told,
        photo=photo,
        file_before=file_before,
        at=stamp.at,
        by=stamp.by,
        person=stamp.person,
    )


def blur(
    *,
    number: str,
    photo: int,
    picture: NewPhoto,
    areas: int,
    reason: str,
    stamp: Stamp,
    told: str = "",
    seen: int | None = None,
) -> Report:
    """Put a photo with blurred areas in the place of the one that was sent.

    picture: the photo with its areas blurred; areas: how many
    Raises: NotFound, NotPublic, Unacceptable, ChangedMeanwhile.
    """
    if areas < 1:
        raise Unacceptable("cells", "missing")
    (fresh,) = files.write([picture], stamp)
    try:
        return _blurred(number, photo, fresh, areas, reason, stamp, told=told, seen=seen)
    except BaseException:
        files.drop([fresh])
        raise


@transaction.atomic
def _blurred(
    number: str,
    photo: int,
    fresh: Photo,
    areas: int,
    reason: str,
    stamp: Stamp,
    *,
    told: str,
    seen: int | None,
) -> Report:
    report = hold(number, Act.MODERATED, seen)
    if report.kind == Kind.COMPLAINT:
        raise NotPublic  # nobody sees its photos, which are evidence as they came
    row = Photo.objects.filter(report=report, pk=photo).first()
    if row is None:
        raise NotFound
    before = row.file
    row.file = fresh.file
    row.save(update_fields=["file"])
    note_change(report, BLURRED, stamp, reason=reason, told=told, photo=row, file_before=before)
    tell_sender(report, "report_moderated", stamp)
    facts = {"what": BLURRED, "areas": areas, "reason": reason}
    return move(report, Act.MODERATED, stamp, facts=facts)


@transaction.atomic
def decide_photos(
    *, number: str, shown: Sequence[int], reason: str, stamp: Stamp, seen: int | None = None
) -> Report:
    """Show some of the photos that wait for a look; of the others their sender reads why not.

    shown: of `queries.waiting_photos`; reason: one of REASONS, for what is not shown
    Raises: NotFound, Unacceptable, ChangedMeanwhile.
    """
    report = hold(number, Act.MODERATED, seen)
    waiting = {one.pk: one for one in waiting_photos([number])}
    if not waiting or set(shown) - waiting.keys():
        raise Unacceptable("shown", "unknown")
    Photo.objects.filter(pk__in=shown).update(hidden=False)
    refused = [one for pk, one in waiting.items() if pk not in set(shown)]
    for photo in refused:
        note_change(report, PHOTO_HIDDEN, stamp, reason=reason, photo=photo)
    if refused:
        tell_sender(report, "report_moderated", stamp)
    facts = {"what": "photos", "shown": len(shown), "hidden_photos": len(refused)}
    return move(report, Act.MODERATED, stamp, facts=facts)


@transaction.atomic
def object_to(*, code: str, moderation: int, text: str, stamp: Stamp) -> Report:
    """Object, as the holder of the code, to how a filing was published; another looks again.

    Raises: NotFound, BadCode, NeedsWords, Unacceptable.
    """
    demand("text", text)
    report = hold_by_code(code, Act.OBJECTED)
    row = _one(report, moderation)
    if row.objected_at is not None:
        raise Unacceptable("moderation", "already_there")
    row.objected_at, row.objection = stamp.at, text
    row.save(update_fields=["objected_at", "objection"])
    return move(report, Act.OBJECTED, stamp, note=text, facts={"what": row.act})


@transaction.atomic
def settle_objection(
    *,
    number: str,
    moderation: int,
    upheld: bool,
    text: str,
    stamp: Stamp,
    seen: int | None = None,
) -> Report:
    """Look again at a change that was objected to: what stood before comes back, or not.

    Never by whoever made the change.
    Raises: NotFound, NeedsWords, Unacceptable, MayNotJudge, ChangedMeanwhile.
    """
    demand("text", text)
    report = hold(number, Act.MODERATED, seen)
    row = _one(report, moderation)
    if row.objected_at is None or row.settled_at is not None:
        raise Unacceptable("moderation", "nothing_to_settle")
    if row.person and row.person == stamp.person:
        raise MayNotJudge
    row.settled_at = stamp.at
    row.told = f"{row.told}\n{text}".strip()
    row.save(update_fields=["settled_at", "told"])
    changes = _back(report, row, stamp) if upheld else {}
    facts = {"what": row.act, "upheld": "yes" if upheld else ""}
    return move(report, Act.MODERATED, stamp, note=text, facts=facts, **changes)  # type: ignore[arg-type]


def _back(report: Report, row: Moderation, stamp: Stamp) -> dict[str, object]:
    """Return the fields that undo one change, and it alone; a photo comes back here.

    Where another change stands over it, such as a filing hidden since, that one stands.
    """
    if row.photo is not None:
        (_unblur if row.act == BLURRED else _unhide)(row, row.photo)
        return {}
    if report.kind == Kind.COMPLAINT or not _stands(report, row):
        return {}
    return {"public_text": row.before, "published_at": report.published_at or stamp.at}


def _stands(report: Report, row: Moderation) -> bool:
    """Test if what everybody reads is what this change has left."""
    if Moderation.objects.filter(report=report, act=row.act, pk__gt=row.pk).exists():
        return False
    if row.act != HIDDEN:
        return report.is_published and report.public_text == row.after
    acts = report.events.filter(act__in=(Act.PUBLISHED, Act.HIDDEN, Act.SPLIT))
    last = acts.order_by("-pk").values_list("act", flat=True).first()
    return bool(row.before) and last == Act.HIDDEN


def _unhide(row: Moderation, photo: Photo) -> None:
    later = Moderation.objects.filter(photo=photo, act=PHOTO_HIDDEN, pk__gt=row.pk)
    if not later.exists():
        Photo.objects.filter(pk=photo.pk).update(hidden=False)


def _unblur(row: Moderation, photo: Photo) -> None:
    """Put back what stood before this blur; under a later one, only what that would bring back."""
    later = (
        Moderation.objects.filter(photo=photo, act=BLURRED, pk__gt=row.pk).order_by("pk").first()
    )
    if later is None or photo.file == later.file_before:
        gone = photo.file
        Photo.objects.filter(pk=photo.pk).update(file=row.file_before)
    else:
        gone, later.file_before = later.file_before, row.file_before
        later.save(update_fields=["file_before"])
    # Nothing names this picture any more; what names nothing would outlive an erasure.
    transaction.on_commit(lambda: default_storage.delete(gone))


def _one(report: Report, pk: int) -> Moderation:
    rows = Moderation.objects.select_for_update(of=("self",)).select_related("photo")
    row = rows.filter(report=report, pk=pk).first()
    if row is None:
        raise NotFound
    return row
