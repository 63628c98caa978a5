"""What may be asked of oversight."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet

from soi.core.fieldwork import Kept, unsettled
from soi.core.oversight import Standing, State
from soi.duties import queries as duties
from soi.duties.queries import Duty
from soi.offices import queries as offices
from soi.oversight.models import Entry as Entry
from soi.oversight.models import EntryPhoto, Programme, Recommendation, VisitStep
from soi.oversight.models import Visit as Visit
from soi.oversight.queries.registers import RECOMMENDATIONS as RECOMMENDATIONS
from soi.oversight.queries.registers import VISITS as VISITS
from soi.oversight.queries.registers import confirming as confirming
from soi.oversight.queries.registers import knows as knows

PUBLIC = (State.CONCLUDED, State.CLOSED)
UNDER_WAY = (State.PLANNED, State.ANNOUNCED, State.HELD, State.REPORTED)


def by_number(number: str) -> Visit | None:
    """Return a visit by its number."""
    return Visit.objects.filter(number=number).first()


def public() -> QuerySet[Visit]:
    """Return the visits that a decision published, the latest conclusion first."""
    return Visit.objects.filter(state__in=PUBLIC).order_by("-concluded_on", "-pk")


def led_by(slugs: frozenset[str]) -> QuerySet[Visit]:
    """Return the visits that some offices lead, the newest first."""
    return Visit.objects.filter(leading__in=slugs).order_by("-pk")


def told_to(slugs: frozenset[str]) -> QuerySet[Visit]:
    """Return the visits of which some offices were told that they are overseen."""
    rows = Visit.objects.filter(subject__in=slugs)
    return rows.exclude(state__in=(State.PLANNED, State.CANCELLED)).order_by("-pk")


def to_confirm(office: str, on: date) -> list[Visit]:
    """Return what waits for the conclusion or the confirmation of an office on a day."""
    waits = Q(state=State.REPORTED) | Q(recommendations__state=Standing.ADOPTED)
    rows = Visit.objects.filter(waits).distinct().order_by("pk")
    return [visit for visit in rows if office in confirming(visit.leading, on)]


def programmes() -> QuerySet[Programme]:
    """Return every programme with how many visits it has, and how many are concluded."""
    return Programme.objects.annotate(
        planned=Count("visits"), done=Count("visits", filter=Q(visits__state__in=PUBLIC))
    )


def steps(visit: Visit) -> QuerySet[VisitStep]:
    """Return all acts on a visit in their order."""
    return visit.steps.all()


def recommendations(visit: Visit) -> list[tuple[Recommendation, Duty | None]]:
    """Return each recommendation with the duty that its addressee owes, if it does yet."""
    rows = list(visit.recommendations.select_related("finding"))
    owed = duties.duties().filter(number__in=[row.duty for row in rows if row.duty])
    held = {duty.number: duty for duty in owed}
    return [(row, held.get(row.duty)) for row in rows]


def recommendation(number: str) -> Recommendation | None:
    """Return a recommendation by its number, with its visit."""
    return Recommendation.objects.select_related("visit").filter(number=number).first()


def latest_entries(visit: Visit) -> list[Entry]:
    """Return the last version of each entry, in the order in which they were written."""
    last: dict[str, Entry] = {}
    for row in visit.entries.order_by("number"):
        last[str(row.uuid)] = row
    return sorted(last.values(), key=lambda row: (row.written_at, row.pk))


def beside(visit: Visit) -> list[tuple[Entry, Entry]]:
    """Return the pairs of versions that a person has still to read beside each other."""
    rows: dict[str, dict[int, Entry]] = {}
    for row in visit.entries.all():
        rows.setdefault(str(row.uuid), {})[row.number] = row
    found = []
    for versions in rows.values():
        kept = [_kept(row) for row in versions.values()]
        settled = {row.number for row in versions.values() if row.settled_at}
        found += [(versions[a], versions[b]) for a, b in unsettled(kept, settled)]
    return found


def photos(visit: Visit) -> Mapping[str, EntryPhoto]:
    """Return the photos of a visit that have arrived, by their digest."""
    return {row.digest: row for row in visit.photos.all()}


def photo(pk: int) -> EntryPhoto | None:
    """Return one photo with its visit."""
    return EntryPhoto.objects.select_related("visit").filter(pk=pk).first()


def may_lead(on: date) -> Sequence[tuple[str, str]]:
    """Return slug and name of the bodies that the law lets oversee."""
    kinds = {"front", "union", "inspection_board", "council"}
    near = [one for one in offices.chart(on).offices() if not one.outside]
    return [(one.slug, one.name) for one in near if one.kind in kinds]


def _kept(row: Entry) -> Kept:
    return Kept(row.number, row.base, row.digest, tuple(row.photos), row.beside)
