"""What the sealed room tells of itself in the public record, and nothing else."""

from soi.core.rooms import Room, Shown

ROOM = Room(
    name="denunciations",
    # Months, figures in whole fives, keys and hashes. None names a case or a person, and whatever
    # else comes is not shown.
    record={
        "denunciations.manifest_published": Shown(
            facts=frozenset({"fingerprint", "manifest", "version", "key", "signature"})
        ),
        "denunciations.oversight_pinned": Shown(
            facts=frozenset({"fingerprint", "key", "before", "document"})
        ),
        "denunciations.scripts_published": Shown(facts=frozenset({"scripts"})),
        "denunciations.epoch_shredded": Shown(facts=frozenset({"epoch", "ground", "keys", "left"})),
        "denunciations.held": Shown(facts=frozenset({"epoch"})),
        "denunciations.month_counted": Shown(
            facts=frozenset({"month", "filings", "steps_done", "steps_late"})
        ),
    },
)
