"""The reform of 1 July 2025, played again on whatever database this process has.

The way is the real one: an event with a leg for each pair of wards is written down, enacted,
the duties pass on, all is taken back.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from soi.core.stamps import SYSTEM, Stamp
from soi.core.successions import Change, Leg, Share
from soi.duties import queries as duties
from soi.duties import services as ledger
from soi.offices import queries as offices
from soi.offices import services
from soi.offices.services import NewEvent

DOCUMENT = "Nghị quyết 202/2025/QH15"
_BEFORE = Stamp(SYSTEM, datetime(2025, 6, 20, 2, tzinfo=UTC))
_EVE = Stamp(SYSTEM, datetime(2025, 6, 30, 2, tzinfo=UTC))
_DAY = Stamp(SYSTEM, datetime(2025, 7, 1, 2, tzinfo=UTC))

Figures = dict[str, int | float | bool]


def replay(count: int, say: Callable[[str], None]) -> Figures:
    """Return how many duties moved, were queued, or were lost, and how long it took.

    count: how many duties the old wards hold together; never fewer than one each
    """
    found = services.load_national(nation=services.from_packages(), stamp=_BEFORE)
    legs = _legs()
    services.found_units(stamp=_BEFORE)
    old = sorted({leg.old for leg in legs})
    say(f"{len(old)} offices")
    made = ledger.fill(holders=old, count=max(count, len(old)), stamp=_BEFORE)
    say(f"{made} duties")
    before = duties.state_digest(), services.tree_digest()
    began = time.monotonic()
    event = services.propose(
        event=NewEvent(Change.MERGE, _DAY.on, DOCUMENT, legs=legs), stamp=_BEFORE
    )
    services.enact(number=event.number, stamp=_BEFORE)
    passed = ledger.pass_on(
        event=event.number,
        heirs=services.heirs_of_event(event.number),
        effective_on=event.effective_on,
        document=event.document,
        stamp=_DAY,
    )
    seconds = time.monotonic() - began
    after = duties.owed_count()
    dead = duties.held_by_none_of(offices.alive(_DAY.on))
    ledger.take_back(event=event.number, reason="diễn lại", stamp=_EVE)
    services.cancel(number=event.number, reason="diễn lại", stamp=_EVE)
    return {
        "moved": passed.moved,
        "queued": passed.queued,
        "lost": made - after + (made - passed.moved - passed.queued),
        "dead_holders": dead,
        "undone_equal": before == (duties.state_digest(), services.tree_digest()),
        "duties": made,
        "old_wards": found.old_wards,
        "seconds": round(seconds, 2),
    }


def _legs() -> list[Leg]:
    return [
        Leg(
            old=f"cu-{pair.old}",
            new=f"moi-{pair.new}",
            share=Share(pair.share),
            default=pair.default,
        )
        for pair in offices.pairs()
    ]
