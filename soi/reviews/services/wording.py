"""How a person words what the ledger drafted."""

from hashlib import sha256

from django.db import transaction

from soi.core.permits import Demand, permits
from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.core.vietnamese import clean
from soi.offices import queries as offices
from soi.record import services as record
from soi.reviews import queries
from soi.reviews.models import Passage

MOST_LETTERS = 20_000
_WORDING = (Demand("reviews.draft", of=("own",)),)  # nobody words the report of another body


def demand_own(office: str, stamp: Stamp) -> None:
    """Refuse whoever does not word this body's own report.

    Raises: NotPermitted.
    """
    above = offices.chart(stamp.on).above
    permits("reword", _WORDING, {"own": lambda: {office}}, stamp, above=above)


@transaction.atomic
def reword(*, office: str, year: int, key: str, text: str, stamp: Stamp) -> Passage:
    """Word one passage of a body's year-end report; empty words take the draft again.

    What stood there before stays as a row of its own; the record keeps each wording's digest.

    Raises: NotPermitted, where the mandate is not for the body itself; Unacceptable.
    """
    demand_own(office, stamp)
    if len(text) > MOST_LETTERS:
        raise Unacceptable("text", "too_long", most=MOST_LETTERS)
    drafted = {
        said.draft.key: said.draft.text for said in queries.year(office, year, stamp.on).passages
    }
    if key not in drafted:
        raise Unacceptable("key", "unknown")
    words = clean(text, "text")
    row = Passage.objects.create(
        office=office,
        year=year,
        key=key,
        drafted=drafted[key],
        text="" if words == drafted[key] else words,
        at=stamp.at,
        by=stamp.by,
    )
    facts = {"year": year, "passage": key, "sha256": sha256(row.text.encode()).hexdigest()}
    record.append(kind="year_end.worded", subject=f"office:{office}", facts=facts, stamp=stamp)
    return row
