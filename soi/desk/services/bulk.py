"""One act on many filings: a transaction for each, progress after each, and a way back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction

from soi.core.mandates import Mandate
from soi.core.refusals import Refusal, Unacceptable
from soi.core.stamps import Stamp
from soi.desk.models import BulkRun, BulkStep
from soi.reports import queries as reports
from soi.reports import services

MOST = 500
_AT_ONCE = 50  # how many filings are read ahead
_Params = Mapping[str, str]


def _transfer(row: reports.Row, params: _Params, stamp: Stamp) -> dict[str, Any]:
    services.transfer(
        number=row.number, to=params["to"], reason=params["reason"], seen=row.version, stamp=stamp
    )
    return {"office": row.office}


def _publish(row: reports.Row, params: _Params, stamp: Stamp) -> dict[str, Any]:
    services.publish_masked(number=row.number, stamp=stamp)
    return {}


def _topic(row: reports.Row, params: _Params, stamp: Stamp) -> dict[str, Any]:
    services.reclassify(
        number=row.number,
        kind=row.kind,
        topic=params["topic"],
        reason=params["reason"],
        seen=row.version,
        stamp=stamp,
    )
    return {"kind": row.kind, "topic": row.topic}


def _acknowledge(row: reports.Row, params: _Params, stamp: Stamp) -> dict[str, Any]:
    services.acknowledge(number=row.number, seen=row.version, stamp=stamp)
    return {}


def _undo_transfer(one: BulkStep, stamp: Stamp) -> None:
    services.transfer(number=one.number, to=one.before["office"], reason="hoàn lại", stamp=stamp)


def _undo_publish(one: BulkStep, stamp: Stamp) -> None:
    services.hide(number=one.number, reason="hoàn lại", stamp=stamp)


def _undo_topic(one: BulkStep, stamp: Stamp) -> None:
    before = one.before
    services.reclassify(
        number=one.number,
        kind=before["kind"],
        topic=before["topic"],
        reason="hoàn lại",
        stamp=stamp,
    )


# Under which name the act is asked for in `reports.queries.PERMITS`, and the one that undoes it.
BULK_PERMITS = {
    "transfer": "transfer",
    "publish": "publish",
    "topic": "sort",
    "acknowledge": "acknowledge",
}
UNDO_PERMITS = {"transfer": "transfer", "publish": "hide", "topic": "sort"}
ACTS: dict[str, Callable[[reports.Row, _Params, Stamp], dict[str, Any]]] = {
    "transfer": _transfer,
    "publish": _publish,
    "topic": _topic,
    "acknowledge": _acknowledge,
}
UNDO: dict[str, Callable[[BulkStep, Stamp], None]] = {
    "transfer": _undo_transfer,
    "publish": _undo_publish,
    "topic": _undo_topic,
}


def begin(*, act: str, numbers: Sequence[str], params: _Params, stamp: Stamp) -> BulkRun:
    """Note which filings an act is to be done on; nothing is done yet.

    Raises: Unacceptable.
    """
    if act not in ACTS:
        raise Unacceptable("act", "unknown")
    chosen = list(dict.fromkeys(numbers))
    if not chosen:
        raise Unacceptable("numbers", "missing")
    if len(chosen) > MOST:
        raise Unacceptable("numbers", "too_many", most=MOST)
    return BulkRun.objects.create(
        act=act,
        params=dict(params),
        numbers=chosen,
        begun_at=stamp.at,
        office=stamp.office,
        person=stamp.person,
    )


def go_on(
    *,
    pk: int,
    stamp: Stamp,
    mandate: Mandate | None,
    enough: Callable[[], bool] = lambda: False,
) -> BulkRun:
    """Do the act on what is left of a run, one transaction each, until `enough`.

    mandate: under which it is done; each filing is asked for as on its own page
    Raises: Unacceptable, for a run of somebody else.
    """
    run = _run(pk, stamp)
    over = {one.number for one in run.told}
    waiting = [number for number in run.numbers if number not in over]
    for start in range(0, len(waiting), _AT_ONCE):
        batch = waiting[start : start + _AT_ONCE]
        known = reports.as_they_stand(batch)
        for number in batch:
            if enough():
                return run
            row = known.get(number)
            _one(run, number, row, mandate, stamp)
    return run


def _one(
    run: BulkRun, number: str, row: reports.Row | None, mandate: Mandate | None, stamp: Stamp
) -> None:
    try:
        with transaction.atomic():
            held = _allowed(BULK_PERMITS[run.act], row, mandate, stamp)
            before = ACTS[run.act](held, run.params, stamp)
            # In the same transaction: whatever breaks off in the middle, the run knows how far
            # it came, and nothing is done twice.
            step = BulkStep.objects.create(run=run, number=number, before=before)
    except Refusal as refusal:
        # In another window the same run may just have done it: then that is what became of it.
        told = {"why": _why(refusal)}
        step, _fresh = BulkStep.objects.get_or_create(run=run, number=number, defaults=told)
    run.told.append(step)


def _allowed(
    act: str, row: reports.Row | None, mandate: Mandate | None, stamp: Stamp
) -> reports.Row:
    """Return the filing, if this mandate may do the act on it.

    Raises: NotFound, NotOurs.
    """
    if row is None:
        raise services.NotFound
    if not reports.permitted(act, mandate, row.office, stamp.on):
        raise services.NotOurs(office=row.office)
    return row


def undo(*, pk: int, stamp: Stamp, mandate: Mandate | None) -> BulkRun:
    """Take back what a run did, where each filing still allows it.

    mandate: as for `go_on`, for whoever holds each filing now
    Raises: Unacceptable, where the act cannot be taken back or was already.
    """
    run = _run(pk, stamp)
    if run.act not in UNDO or run.undone_at is not None:
        raise Unacceptable("act", "not_undoable")
    done = list(run.done)
    known = reports.as_they_stand([one.number for one in done])
    for one in done:
        try:
            with transaction.atomic():
                _allowed(UNDO_PERMITS[run.act], known.get(one.number), mandate, stamp)
                UNDO[run.act](one, stamp)
        except Refusal as refusal:
            one.stuck = _why(refusal)
            one.save(update_fields=["stuck"])
    run.undone_at = stamp.at
    run.save(update_fields=["undone_at"])
    return run


def _run(pk: int, stamp: Stamp) -> BulkRun:
    run = BulkRun.objects.filter(pk=pk, person=stamp.person).first()
    if run is None:
        raise Unacceptable("pk", "unknown")
    return run


def _why(refusal: Refusal) -> str:
    return str(refusal.facts.get("reason") or refusal.code)
