"""Marks of people who act under a mandate, without an account behind it."""

from datetime import UTC, date, datetime

from soi.core.mandates import SYSTEM_MANDATE, Mandate, Role
from soi.core.stamps import SYSTEM, Stamp

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def acting(role, office, at=NOW, *, person=None, by="", post=""):
    """Return the mark of somebody with a role in an office, whose only mandate it is."""
    role = Role(role)
    person = f"user:{role}-{office}" if person is None else person
    mandate = Mandate(person, role, office, post, date(2020, 1, 1))
    return Stamp(by or post or role.value, at, office, person, mandate)


def unbound(at=NOW, *, office="mot-cua-phuong-mau", by="tester"):
    """Return the mark of what a test only sets up: the system's doing, signed by a tester."""
    return Stamp(by, at, office, mandate=SYSTEM_MANDATE)


def system(stamp):
    """Return the mark of the system at the moment of `stamp`."""
    return Stamp(SYSTEM, stamp.at)
