"""Acts that touch more than one room at once."""

from collections.abc import Sequence

from django.db import transaction

from soi.core.stamps import Stamp
from soi.duties import services as duties
from soi.duties.services import Passed
from soi.law import queries as book
from soi.law import services as law
from soi.law.services import DayOverride, NewRule
from soi.offices import queries as tree
from soi.offices import services as offices


@transaction.atomic
def set_days(*, days: Sequence[DayOverride], document: str, ground: str, stamp: Stamp) -> int:
    """Set days against the shipped calendar, and return how many open due days moved by it.

    Raises: HalfSwap, Unacceptable.
    """
    calendar = law.override_day(days=days, document=document, ground=ground, stamp=stamp)
    return duties.recompute(calendar=calendar, cause=document, stamp=stamp)


@transaction.atomic
def enter_rule(*, rule: NewRule, stamp: Stamp) -> int:
    """Enter a version of a rule, and return how many open due days moved by it.

    Raises: Unacceptable.
    """
    law.enter_rule(rule=rule, stamp=stamp)
    limit = law.limit_of(rule)
    if limit is None:
        return 0
    cause = book.source_of(rule.act_title, rule.act_number, rule.article)
    calendar = book.book().calendar()
    return duties.adopt(limit=limit, calendar=calendar, cause=cause, stamp=stamp)


@transaction.atomic
def enact_event(*, number: str, stamp: Stamp) -> Passed | None:
    """Let an event act from its day on; if the day has come, the duties pass at once.

    Raises: LegsDoNotAddUp, Unacceptable.
    """
    event = offices.enact(number=number, stamp=stamp)
    return _pass(event.number, stamp) if event.effective_on <= stamp.on else None


@transaction.atomic
def pass_due(*, stamp: Stamp) -> list[Passed]:
    """Hand the duties on of every enacted event whose day has come."""
    return [_pass(number, stamp) for number in tree.events_to_pass(stamp.on)]


def _pass(number: str, stamp: Stamp) -> Passed:
    event = tree.event(number)
    passed = duties.pass_on(
        event=number,
        heirs=offices.heirs_of_event(number),
        effective_on=event.effective_on,
        document=event.document,
        stamp=stamp,
    )
    offices.note_passed(number=number, stamp=stamp)
    return passed
