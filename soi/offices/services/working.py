"""The working rules of a body: who signs, who deputises, what is decided together."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.offices import queries
from soi.offices.models import WorkingRule
from soi.offices.services import acts
from soi.record import services as record


@dataclass(frozen=True, slots=True)
class NewWorkingRule:
    """A working rule to be set. signer, deputy: slugs of posts in the office."""

    number: str
    office: str
    matter: str
    signer: str
    source: str
    since: date
    deputy: str = ""
    kind: str = ""
    collective: bool = False


@transaction.atomic
def set_working_rule(*, rule: NewWorkingRule, stamp: Stamp) -> WorkingRule:
    """Set who signs in a body for one kind of matter, from a cited rule.

    Raises: Unacceptable, without a source, for a post of another office, or where a rule of
    the same office for the same kind is in force.
    """
    for name in ("number", "matter", "source"):
        acts.demand(getattr(rule, name), name)
    office, signer = queries.identify(rule.office, rule.signer)
    deputy = queries.identify(rule.office, rule.deputy)[1] if rule.deputy else None
    if signer is None:
        raise Unacceptable("signer", "missing")
    if signer == deputy:
        raise Unacceptable("deputy", "deputises_himself")
    of_it = WorkingRule.objects.filter(office_id=office, kind=rule.kind)
    there = of_it.filter(Q(until=None) | Q(until__gte=rule.since))
    if there.exists():
        raise Unacceptable("kind", "already_ruled", number=there[0].number)
    row = WorkingRule.objects.create(
        number=rule.number,
        office_id=office,
        kind=rule.kind,
        matter=rule.matter,
        signer_id=signer,
        deputy_id=deputy,
        collective=rule.collective,
        source=rule.source,
        since=rule.since,
    )
    facts = {"number": rule.number, "signer": rule.signer, "source": rule.source}
    _tell("office.working_rule_set", rule.office, facts, stamp)
    return row


@transaction.atomic
def end_working_rule(*, number: str, office: str, on: date, document: str, stamp: Stamp) -> None:
    """End a working rule; `on` is its last day.

    Raises: Unacceptable, where no such rule is in force.
    """
    acts.demand(document, "document")
    rows = WorkingRule.objects.filter(number=number, office__slug=office, until=None)
    if not rows.update(until=on):
        raise Unacceptable("number", "unknown", number=number)
    facts = {"number": number, "until": on.isoformat(), "document": document}
    _tell("office.working_rule_ended", office, facts, stamp)


def _tell(kind: str, slug: str, facts: dict[str, str], stamp: Stamp) -> None:
    record.bump(queries.EDITION)
    record.append(kind=kind, subject=f"office:{slug}", facts=facts, stamp=stamp)
