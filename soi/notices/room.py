"""What the room of messages says it has; each room's messages lie in its `templates/notices`."""

from soi.core.rooms import Check, Room, Task
from soi.notices import queries


def _gave_up() -> str:
    gave_up = queries.counts()["gave_up"]
    return f"{gave_up} messages could not be sent" if gave_up else ""


ROOM = Room(
    name="notices",
    tasks=(Task("deliver", every=5, alone=True),),
    health=(Check("messages", _gave_up),),
)
