"""What the processes write down about themselves: an event, when, who; never what was said.

One line of JSON an event. A path may hold a receipt code, and a library's warning the words of
the document it reads: of our own events alone the facts are written, of everybody else's the
place in the code. So nobody has to remember what must not be logged.

The sealed door writes the day instead of the moment, and nobody's address.
"""

import json
import logging
import logging.config
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.http import HttpRequest

from soi.core.stamps import VIETNAM
from soi.web import limits

_HOUSE = Path(__file__).parents[2]
_REFUSALS = 300  # lines an hour
_EVENTS = logging.getLogger("soi.events")
# gunicorn's supervisor of workers sees no request; every other line of gunicorn's may quote one.
_TALKATIVE = {("gunicorn.error", "arbiter")}


def note(event: str, who: str = "", level: int = logging.INFO, **facts: str | int) -> None:
    """Write one event down.

    event: dotted words, such as "sign_in.failed"
    who: "user:7", or what `who` returns; facts: codes and numbers, never a text or a name
    """
    _EVENTS.log(level, event, extra={"soi": {"who": who, **facts} if who else facts})


@contextmanager
def without_events() -> Iterator[None]:
    """Note no event within: two hundred of a demo's making would hide its log-ins."""
    before = _EVENTS.disabled
    _EVENTS.disabled = True
    try:
        yield
    finally:
        _EVENTS.disabled = before


def who(request: HttpRequest) -> str:
    """Return who asks: the account, or what stands today for the address."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"user:{user.pk}"
    return visitor(request)


def visitor(request: HttpRequest) -> str:
    """Return what stands today for the address that asks."""
    return f"address:{limits.address_of_the_day(request)}"


class Thinned(logging.Filter):
    """Lets so many refusals of one address through in an hour: a flood must not fill the disk."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Test if a line is worth its place."""
        request = getattr(record, "request", None)
        if not isinstance(request, HttpRequest) or record.levelno >= logging.ERROR:
            return True
        # Logging that is set up again keeps the filter and adds another: a line counts once.
        if record.__dict__.setdefault("thinned_by", self) is not self:
            return True
        return not limits.hit("log", limits.address(request), most=_REFUSALS, seconds=3600)


class Line(logging.Formatter):
    """One record as one line of JSON.

    moments: False writes the day alone
    """

    def __init__(self, *, moments: bool = True) -> None:
        super().__init__()
        self.moments = moments

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; only what is known to hold nobody's words."""
        moment = datetime.fromtimestamp(record.created, UTC).astimezone(VIETNAM)
        when = moment.isoformat(timespec="milliseconds") if self.moments else f"{moment:%Y-%m-%d}"
        line: dict[str, Any] = {"time": when, "level": record.levelname.lower()}
        line |= _event(record)
        if self.moments:
            line["process"] = record.process
        if record.exc_info and record.exc_info[1]:
            line |= failure(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def failure(error: BaseException) -> dict[str, str]:
    """Return where an error was, and of which kind; its words may be a resident's."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(str(_HOUSE / "soi"))] or frames
    places = [f"{_short(frame.filename)}:{frame.lineno}" for frame in ours[-5:]]
    return {"error": type(error).__name__, "at": " < ".join(reversed(places))}


def configuration(
    *, moments: bool = True, ship_to: str = "", quiet: bool = False
) -> dict[str, Any]:
    """Return the set-up of logging, for the ward or the door.

    ship_to: "host:port" of a syslog that every line also goes to, by UDP; empty: none
    quiet: True where even the status of a refused request is nobody's business
    """
    handlers: dict[str, Any] = {"console": {"class": "logging.StreamHandler", "formatter": "line"}}
    if ship_to:
        host, _colon, port = ship_to.rpartition(":")
        away = {"class": "logging.handlers.SysLogHandler", "address": (host, int(port))}
        handlers["away"] = {**away, "formatter": "line"}
    names = [*handlers]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "soi.web.logs.Line", "moments": moments}},
        "filters": {"thinned": {"()": "soi.web.logs.Thinned"}},
        "handlers": handlers,
        "root": {"handlers": names, "level": "CRITICAL" if quiet else "WARNING"},
        "loggers": {
            # Django's own handlers would print a path, or send a page's settings by mail.
            "django": {"handlers": [], "level": "CRITICAL" if quiet else "WARNING"},
            "django.request": {
                "level": "CRITICAL" if quiet else "WARNING",
                "filters": ["thinned"],
            },
            "soi.events": {"handlers": names, "level": "INFO", "propagate": False},
        },
    }


def _event(record: logging.LogRecord) -> dict[str, Any]:
    if record.name == _EVENTS.name:
        return {"event": record.msg, **getattr(record, "soi", {})}
    status, request = getattr(record, "status_code", 0), getattr(record, "request", None)
    if record.name == "django.request" and isinstance(request, HttpRequest):
        return {
            "event": "request.failed" if status >= 500 else "request.refused",
            "status": status, "method": _method(request), "route": _route(request),
            "who": who(request),
        }  # fmt: skip
    if (record.name, record.module) in _TALKATIVE:
        return {"event": record.name, "text": record.getMessage()}
    place = f"{_short(record.pathname)}:{record.lineno}"
    return {"event": record.name, "place": place}


def _route(request: HttpRequest) -> str:
    """Return the pattern that the address fits, never the address."""
    match = getattr(request, "resolver_match", None)
    return "/" + match.route if match else "?"


def _method(request: HttpRequest) -> str:
    known = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
    return request.method if request.method in known else "?"


def _short(path: str) -> str:
    for part in (f"{_HOUSE}/", "site-packages/"):
        if part in path:
            return path.rpartition(part)[2]
    return Path(path).name
