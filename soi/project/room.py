"""What the project's own pieces have to be done."""

from soi.core.rooms import Room, Task

# What the sealed room left in the spool is carried into the record.
ROOM = Room(name="project", tasks=(Task("carry", every=60),))
