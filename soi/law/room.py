"""What the law's room says it has."""

from soi.core.rooms import Room, Shown

ROOM = Room(
    name="law",
    logged=("law.",),
    record={"law.*": Shown()},
)
