"""One act on many filings: a transaction for each, progress after each, and a way back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction

from soi.core.refusals import Refusal, Unacceptable
from soi.core.stamps import Stamp
from soi.desk.models import BulkRun
from soi.reports import queries as reports
from soi.reports import services

MOST = 500
_Params = Mapping[str, str]


def _transfer(number: str, params: _Params, stamp: Stamp) -> dict[str, Any]:
    before = _office(number)
    services.transfer(number=number, to=params["to"], reason=params["reason"], stamp=stamp)
    return {"office": before}


def _publish(number: str, params: _Params, stamp: Stamp) -> dict[str, Any]:
    services.publish_masked(number=number, stamp=stamp)
    return {}


def _topic(number: str, params: _Params, stamp: Stamp) -> dict[str, Any]:
    report = reports.by_number(number)
    if report is None:
        raise services.NotFound
    kind, before = report.kind, {"kind": report.kind, "topic": report.topic}
    services.reclassify(
        number=number, kind=kind, topic=params["topic"], reason=params["reason"], stamp=stamp
    )
    return before


def _acknowledge(number: str, params: _Params, stamp: Stamp) -> dict[str, Any]:
    services.acknowledge(number=number, stamp=stamp)
    return {}


def _undo_transfer(one: Mapping[str, Any], stamp: Stamp) -> None:
    services.transfer(
        number=one["number"], to=one["before"]["office"], reason="hoàn lại", stamp=stamp
    )


def _undo_publish(one: Mapping[str, Any], stamp: Stamp) -> None:
    services.hide(number=one["number"], reason="hoàn lại", stamp=stamp)


def _undo_topic(one: Mapping[str, Any], stamp: Stamp) -> None:
    before = one["before"]
    services.reclassify(
        number=one["number"],
        kind=before["kind"],
        topic=before["topic"],
        reason="hoàn lại",
        stamp=stamp,
    )


ACTS: dict[str, Callable[[str, _Params, Stamp], dict[str, Any]]] = {
    "transfer": _transfer,
    "publish": _publish,
    "topic": _topic,
    "acknowledge": _acknowledge,
}
UNDO: dict[str, Callable[[Mapping[str, Any], Stamp], None]] = {
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


def go_on(*, pk: int, stamp: Stamp, enough: Callable[[], bool] = lambda: False) -> BulkRun:
    """Do the act on what is left of a run, one transaction each, until `enough`.

    Raises: Unacceptable, for a run of somebody else.
    """
    run = _run(pk, stamp)
    over = {one["number"] for one in (*run.done, *run.failed)}
    for number in run.numbers:
        if number in over:
            continue
        if enough():
            break
        _one(run, number, stamp)
    run.save(update_fields=["done", "failed"])
    return run


def _one(run: BulkRun, number: str, stamp: Stamp) -> None:
    try:
        with transaction.atomic():
            before = ACTS[run.act](number, run.params, stamp)
    except Refusal as refusal:
        run.failed.append({"number": number, "why": refusal.code})
        return
    run.done.append({"number": number, "before": before})


def undo(*, pk: int, stamp: Stamp) -> BulkRun:
    """Take back what a run did, where each filing still allows it.

    Raises: Unacceptable, where the act cannot be taken back or was already.
    """
    run = _run(pk, stamp)
    if run.act not in UNDO or run.undone_at is not None:
        raise Unacceptable("act", "not_undoable")
    failed = []
    for one in run.done:
        try:
            with transaction.atomic():
                UNDO[run.act](one, stamp)
        except Refusal as refusal:
            failed.append({"number": one["number"], "why": refusal.code})
    run.failed, run.undone_at = failed, stamp.at
    run.save(update_fields=["failed", "undone_at"])
    return run


def _run(pk: int, stamp: Stamp) -> BulkRun:
    run = BulkRun.objects.filter(pk=pk, person=stamp.person).first()
    if run is None:
        raise Unacceptable("pk", "unknown")
    return run


def _office(number: str) -> str:
    report = reports.by_number(number)
    return report.office if report else ""
