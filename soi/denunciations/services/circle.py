"""Who may still be given a case that was filed before: the readers, as the manifest has them now.

The browser does the same in `seal.js`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from soi.core import sealed
from soi.core.competence import FEWEST
from soi.denunciations.queries import Reader, readers
from soi.denunciations.services.intake import epoch_of
from soi.denunciations.services.senders import decided, trimmed


@dataclass(frozen=True, slots=True)
class Circle:
    """Those who may have it today.

    stay: who had it before and may go on
    fresh: who comes in, because those who stay are not of two bodies
    """

    stay: tuple[Reader, ...]
    fresh: tuple[Reader, ...]

    @property
    def recipients(self) -> list[list[str]]:
        """Return today's keys, as many together as one box is sealed to."""
        keys = [one.recipient for one in (*self.stay, *self.fresh)]
        return [keys[at : at + sealed.STANZAS] for at in range(0, len(keys), sealed.STANZAS)]


def keep(
    body: Mapping[str, Any], accused: Sequence[Mapping[str, str]], persons: Iterable[str], day: date
) -> Circle:
    """Return who of `persons` may still be given a case, and who has to come in.

    Raises: NobodyCompetent, naming the outside body, where two bodies cannot be had any more.
    """
    have = readers(body, epoch_of(day))
    found = decided(body, accused, day)
    office = {post.person: post.office for post in found.able}
    stay = [one for one in dict.fromkeys(persons) if one in office]
    fresh: list[str] = []
    if len({office[one] for one in stay}) < FEWEST:
        named = [post.person for post in trimmed(found.demand_receivers())]
        fresh = [one for one in named if one not in stay]
    return Circle(tuple(have[one] for one in stay), tuple(have[one] for one in fresh))
