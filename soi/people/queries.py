"""Who is trusted with what, on a day."""

from datetime import date

from django.db.models import Q, QuerySet

from soi.core import mandates as core
from soi.core.mandates import Role
from soi.offices import queries as offices
from soi.people.models import Mandate, User


def users() -> QuerySet[User]:
    """Return every account, by log-in."""
    return User.objects.order_by("username")


def mandates(user_id: int, on: date) -> tuple[core.Mandate, ...]:
    """Return the mandates of one user that hold on a day, the oldest first."""
    rows = in_force(on).filter(user_id=user_id)
    return tuple(_plain(row) for row in rows)


def may(held: tuple[core.Mandate, ...], act: str, office: str, on: date) -> bool:
    """Test if `held` covers `act` for `office` on a day; an empty office means for any."""
    above = offices.chart(on).above(office) if office else frozenset()
    return core.holds(held, act, office, on, above=above)


def people_with(act: str, office: str, on: date) -> list[User]:
    """Return the users who may do `act` for `office` itself on a day."""
    roles = [role.value for role in Role if act in core.ROLES[role]]
    rows = in_force(on).filter(office__slug=office, role__in=roles, user__is_active=True)
    return list({row.user_id: row.user for row in rows}.values())


def persons_in(slugs: frozenset[str], on: date) -> frozenset[str]:
    """Return everybody with a mandate in one of the offices on a day, as "user:7"."""
    rows = in_force(on).filter(office__slug__in=slugs)
    return frozenset(f"user:{row.user_id}" for row in rows)


def in_force(on: date) -> QuerySet[Mandate]:
    """Return every mandate that holds on a day, the oldest first."""
    holds = Q(since__lte=on) & (Q(until=None) | Q(until__gte=on))
    return Mandate.objects.filter(holds).select_related("user", "office", "post").order_by("pk")


def _plain(row: Mandate) -> core.Mandate:
    post = row.post.slug if row.post else ""
    person = f"user:{row.user_id}"
    return core.Mandate(person, Role(row.role), row.office.slug, post, row.since, row.until)
