"""What the offices' room says it has."""

from soi.core.rooms import Room, Shown

ROOM = Room(
    name="offices",
    logged=("office",),
    record={"office.*": Shown()},
)
