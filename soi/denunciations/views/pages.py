"""The pages of the door. None asks the database about anybody."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from soi.denunciations import queries, services
from soi.denunciations.forms import DenunciationForm
from soi.denunciations.views import whom
from soi.denunciations.views.words import for_readers, for_senders


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Show the ways to send, what is promised and what cannot be."""
    known = queries.known()
    context = {
        "ready": known is not None,
        "fingerprint": fingerprint(known),
        "record_url": f"{settings.SOI_BASE_URL}/record/",
    }
    return render(request, "denunciations/start.html", context)


@require_GET
def write(request: HttpRequest) -> HttpResponse:
    """Show the form that is sealed on the sender's own machine."""
    known = queries.known()
    choices = whom.choices(known.body) if known else []
    context = {"form": DenunciationForm(whom=choices), "words": for_senders()}
    return render(request, "denunciations/write.html", context)


@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    """Show where answers are opened on the sender's own machine."""
    return render(request, "denunciations/mailbox.html", {"words": for_senders()})


@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """Say how to seal elsewhere, with the keys and the hashes to compare."""
    known = queries.known()
    context = {
        "bodies": whom.recipients(known.body) if known else [],
        "hashes": list(queries.scripts().items()),
        "door_url": settings.SOI_SEALED_URL,
        "record_url": f"{settings.SOI_BASE_URL}/record/",
    }
    return render(request, "denunciations/offline.html", context)


@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """Show the months' figures: rounded, none under five."""
    rows = [
        {**one, "month": "/".join(reversed(str(one["month"]).split("-")))}
        for one in queries.months()
    ]
    return render(request, "denunciations/figures.html", {"rows": rows})


@require_GET
def room(request: HttpRequest) -> HttpResponse:
    """Show the reading room; everything in it happens on the reader's device."""
    return render(request, "denunciations/room.html", {"words": for_readers()})


@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """Show where an officer makes a key."""
    return render(request, "denunciations/keys.html", {"words": for_readers()})


def fingerprint(known: queries.Known | None) -> str:
    """Return the oversight key's fingerprint in groups, as the notice board shows it."""
    if known is None:
        return ""
    return services.fingerprint(bytes.fromhex(known.body["key"]))
