"""The map of a hot spot, and the same numbers as a table."""

from collections.abc import Mapping

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from soi.insight.queries import PUBLIC_SENDERS, Row
from soi.insight.words import about, topic_of
from soi.offices.queries import Chart
from soi.web import maps
from soi.web.maps import Area


def of_ward(spot: Row | None, chart: Chart, *, inside: bool) -> SafeString | str:
    """Draw the ward with the places of a hot spot; nothing where no group was drawn yet."""
    if spot is None:
        return ""
    numbers = shown_numbers(spot, inside=inside)
    areas = [
        Area(
            key=group.slug,
            name=group.name,
            ring=group.outline,
            short=numbers.get(group.slug, ""),
            words=_said(group.name, group.slug in spot.places, numbers.get(group.slug, "")),
            loud=group.slug in spot.places,
        )
        for group in chart.groups()
    ]
    title = f"{topic_of(spot)}, {spot.first_on:%d/%m} – {spot.last_on:%d/%m/%Y}"
    named = ", ".join(area.name for area in areas if area.loud)
    return maps.draw(title, _("Vượt mức thường: %s.") % named, areas)


def table_of(spot: Row | None, chart: Chart, *, inside: bool) -> list[tuple[str, str]]:
    """Give the numbers of the map, place by place."""
    if spot is None:
        return []
    numbers = shown_numbers(spot, inside=inside)
    return [(group.name, numbers[group.slug]) for group in chart.groups() if group.slug in numbers]


def shown_numbers(spot: Row, *, inside: bool) -> Mapping[str, str]:
    """Give “23 / 5” for each place of a hot spot: what was told, and what is usual.

    For everybody only where no place has fewer than five: one that is left out could be computed
    from the whole.
    """
    few = min(spot.counted.values(), default=0) < PUBLIC_SENDERS
    if few and not inside:
        return {}
    return {
        place: f"{spot.counted[place]} / {about(spot.usual[place])}"
        for place in spot.places
        if place in spot.counted
    }


def _said(name: str, loud: bool, number: str) -> str:  # noqa: FBT001 - says which of two words
    if not loud:
        return _("%s: trong mức thường") % name
    return _("%(name)s: vượt mức thường, %(number)s") % {"name": name, "number": number or "…"}
