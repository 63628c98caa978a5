"""The room's own ledger: steps under the law, each a name of random words and a day.

The public ledger gets no row: in a small ward the day alone would tell.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from soi.core.deadlines import Deadline, Granted, Limit, Pause, Unit, compute, extended
from soi.core.refusals import Refusal
from soi.denunciations import queries
from soi.denunciations.models import Duty
from soi.denunciations.services.intake import note, random_words

RULES = (
    "tc.initial", "tc.transfer", "tc.press", "tc.notify_accept", "tc.resolve",
    "tc.suspend_notice", "tc.send", "tc.publish", "tc.again", "tc.overdue_ask",
    "tc.overdue_report",
)  # fmt: skip


class NoSuchRule(Refusal):
    """The law in force on that day has no such rule."""

    code = "no_such_rule"


class NoSuchDuty(Refusal):
    """No step has this name, or it is done."""

    code = "no_such_duty"


@transaction.atomic(using="sealed")
def begin(*, rule: str, began_on: date, facts: Sequence[str], day: date) -> str:
    """Begin a step and return its random words.

    facts: conditions of the rule that hold, such as "several_places"
    Raises: NoSuchRule.
    """
    deadline = _deadline(_limit(rule, began_on), began_on, facts, [], [])
    trace = {**deadline.trace, "source": deadline.source, "review": deadline.review}
    number = random_words()
    Duty.objects.create(
        number=number, rule=rule, began_on=began_on, due_on=deadline.due_on,
        trace={**trace, "facts": list(facts)},
    )  # fmt: skip
    note(secrets.token_bytes(32), day)
    return number


@transaction.atomic(using="sealed")
def finish(*, number: str, day: date) -> None:
    """Say that a step was done on a day.

    Raises: NoSuchDuty.
    """
    row = _open(number)
    row.done_on = day
    row.save(update_fields=["done_on"])
    note(secrets.token_bytes(32), day)


@transaction.atomic(using="sealed")
def extend(*, number: str, condition: str, document: str, decided_on: date, day: date) -> date:
    """Extend a step by a written decision, as far as the law allows; returns the new day.

    condition: complex or very_complex (Nghị định 31/2019/NĐ-CP, Điều 3)
    document: number and day of the decision; its text stays with the readers
    Raises: NoSuchDuty, NoSuchRule, ExtensionRefused.
    """
    row = _open(number)
    limit = _limit(row.rule, row.began_on)
    amount = next((one.amount_each for one in limit.extensions if one.condition == condition), 30)
    new = Granted(condition, amount, Unit.CALENDAR_DAY, document, decided_on)
    granted = extended(limit, _granted(row.granted), new, row.due_on)
    # A decision's number could be looked up: the ledger keeps only that there was one.
    row.granted = [_kept(one) for one in granted]
    row.told = [*row.told, {"act": "extended", "on": decided_on.isoformat()}]
    return _again(row, limit, day)


@transaction.atomic(using="sealed")
def pause(*, number: str, since: date, until: date, day: date) -> date:
    """Take a suspension that a decision ordered out of the count; returns the new day.

    Raises: NoSuchDuty, NoSuchRule.
    """
    row = _open(number)
    limit = _limit(row.rule, row.began_on)
    if limit.suspension == "none" or until < since:
        raise NoSuchRule(rule=row.rule)
    row.pauses = [*row.pauses, {"since": since.isoformat(), "until": until.isoformat()}]
    row.told = [*row.told, {"act": "paused", "on": since.isoformat()}]
    return _again(row, limit, day)


def _again(row: Duty, limit: Limit, day: date) -> date:
    facts = row.trace.get("facts", [])
    deadline = _deadline(limit, row.began_on, facts, _granted(row.granted), _pauses(row.pauses))
    row.due_on = deadline.due_on
    trace = {**deadline.trace, "source": deadline.source, "review": deadline.review}
    row.trace = {**trace, "facts": facts}
    row.save(update_fields=["due_on", "granted", "pauses", "told", "trace"])
    note(secrets.token_bytes(32), day)
    return deadline.due_on or day


def _open(number: str) -> Duty:
    row = Duty.objects.select_for_update().filter(number=number, done_on=None).first()
    if row is None:
        raise NoSuchDuty
    return row


def _limit(rule: str, day: date) -> Limit:
    limit = queries.limit(rule, day) if rule in RULES else None
    if limit is None:
        raise NoSuchRule(rule=rule)
    return limit


def _deadline(
    limit: Limit, began_on: date, facts: Sequence[str],
    granted: Sequence[Granted], pauses: Sequence[Pause],
) -> Deadline:  # fmt: skip
    known = queries.known()
    calendar = queries.calendar_of(known.body if known else None)
    return compute(
        limit, began_on, calendar, facts=frozenset(facts), granted=granted, pauses=pauses
    )


def _granted(rows: Sequence[Mapping[str, Any]]) -> list[Granted]:
    return [
        Granted(
            one["condition"], one["amount"], Unit(one["unit"]), one["document"],
            date.fromisoformat(one["decided_on"]),
        )
        for one in rows
    ]  # fmt: skip


def _kept(one: Granted) -> dict[str, Any]:
    return {
        "condition": one.condition, "amount": one.amount, "unit": one.unit.value,
        "document": "văn bản", "decided_on": one.decided_on.isoformat(),
    }  # fmt: skip


def _pauses(rows: Sequence[Mapping[str, str]]) -> list[Pause]:
    return [
        Pause(date.fromisoformat(one["since"]), date.fromisoformat(one["until"]), "văn bản")
        for one in rows
    ]
