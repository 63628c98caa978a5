"""What the room of people says it has."""

from django.conf import settings

from soi.core.rooms import Check, Room
from soi.people import queries


def _demo_accounts() -> str:
    if settings.SOI_DEMO:
        return ""
    names = list(queries.users().filter(is_demo=True, is_active=True)[:3])
    return f"demo accounts can sign in, such as {names[0].username}" if names else ""


ROOM = Room(
    name="people",
    logged=("account.", "mandate.", "session_of_account."),
    health=(Check("demo accounts", _demo_accounts),),
)
