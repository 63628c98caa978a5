"""What can be wrong with the record, as `soi doctor` says it."""

from datetime import timedelta

from soi.record import queries, services
from soi.web import clock

_PATIENCE = timedelta(hours=1)


def payloads() -> str:
    """Return which entries are not what they committed to, in words."""
    found = queries.check()
    words = {
        "are not what they committed to": found.wrong,
        "point to an entry that is not there": found.torn,
        "lost their payload without an erasure": found.bare,
    }
    said = [f"entries {list(rows[:5])} {what}" for what, rows in words.items() if rows]
    return "; ".join(said)


def log() -> str:
    """Return what is wrong with the published log, in words."""
    log = queries.log()
    if log is None:
        return ""
    if log.frozen_why:
        state = "is frozen" if log.frozen_at else "is not published"
        return f"the log {state}: {log.frozen_why}; see docs/record.md"
    wrong = services.reread()
    if wrong:
        return f"the log: {wrong}; see docs/record.md"
    since = queries.waiting_since()
    late = since is not None and clock.now() - since > _PATIENCE
    return f"entries have waited for their place since {since:%d/%m/%Y %H:%M}" if late else ""
