"""Is Soi alive? For the supervisor, for monitors, for `make run`."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from soi.web import clock, heartbeat

_GRACE = 30.0  # seconds in which the background process may still be starting
_STARTED = clock.now()


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 if the database and the background process are alive, else say which is not."""
    dead = [name for name, alive in (("database", _database()), ("worker", _worker())) if not alive]
    if dead:
        return JsonResponse({"status": "down", "dead": dead}, status=503)
    return JsonResponse({"status": "ok"})


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM record_counter LIMIT 1")
    except DatabaseError:
        return False
    return True


def _worker() -> bool:
    age = heartbeat.age()
    if age is not None and age < heartbeat.FRESH:
        return True
    return (clock.now() - _STARTED).total_seconds() < _GRACE
