"""The registry as anybody sees it: list, page, graph, lineage, the original file."""

from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soi.directives import queries
from soi.directives.queries import Document, WorkingSession
from soi.directives.views.access import find, internal, may
from soi.directives.views.pictures import drawn
from soi.offices import queries as offices
from soi.web import clock
from soi.web.lists import Listing


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """List the documents, the newest first; search by every word."""
    words = request.GET.get("q", "")[:200]
    rows = queries.listed(words, internal=internal(request))
    found = Listing(rows, size=queries.PAGE).first(request)
    page = {"rows": found.rows, "q": words} | found.pager(request.GET)
    return render(request, "directives/documents.html", page)


@require_safe
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """Show one document: what was asked in it, held, done, proven, disputed."""
    document = find(request, number)
    inside, chart = internal(request), offices.chart(clock.today())
    owed = queries.owed(queries.numbers_of(document, None), internal=inside)
    out, into = queries.edge_counts(document, internal=inside)
    page: dict[str, Any] = {
        "document": document,
        "findings": document.findings if inside else queries.open_findings(document),
        "branches": queries.branches(owed, internal=inside),
        "tally": queries.tally(owed, clock.today()),
        "edges_out": queries.edges_out(document, internal=inside),
        "edges_in": queries.edges_in(document, internal=inside),
        "out": out,
        "into": into,
        "known": [(one, chart.name(one.office)) for one in queries.made_known(document)],
        "rounds": [
            one
            for one in rounds(document, {duty.number for duty in owed}, chart)
            if inside or one["answers"]
        ],
        "bodies": [(one, chart.name(one.office)) for one in queries.bodies_of(document)],
        "session": _session(document, inside=inside),
        "aliases": list(document.aliases.all()),
        "files": list(queries.files(document)),
        "may_review": may(request, "directives.review"),
        "chart": chart,
        "today": clock.today(),
    }
    return render(request, "directives/document.html", page)


def _session(document: Document, *, inside: bool) -> WorkingSession | None:
    met = queries.session(document.session) if document.session else None
    return met if met and (inside or met.visibility == "public") else None


@require_safe
def graph(request: HttpRequest, number: str) -> HttpResponse:
    """Draw what a document leans on and what leans on it; the table says the same."""
    document = find(request, number)
    inside = internal(request)
    out = queries.edges_out(document, internal=inside)
    into = queries.edges_in(document, internal=inside)
    page = {
        "document": document,
        "edges_out": out,
        "edges_in": into,
        "picture": drawn(document, out, into),
    }
    return render(request, "directives/graph.html", page)


@require_safe
def lineage(request: HttpRequest, number: str) -> HttpResponse:
    """Show the generations of a document: what it carries out, what carries it out."""
    document = find(request, number)
    rows = queries.lineage(document, internal=internal(request))
    return render(request, "directives/lineage.html", {"document": document, "generations": rows})


@require_safe
def file(request: HttpRequest, number: str, pk: int) -> FileResponse:
    """Give the file a document came in, as it came."""
    document = find(request, number)
    kept = queries.intake(pk)
    if kept is None or kept.document_id != document.pk:
        raise Http404
    return FileResponse(default_storage.open(kept.file), as_attachment=True, filename=kept.name)


def rounds(document: Document, shown: set[str], chart: offices.Chart) -> list[dict[str, Any]]:
    """Return the rounds of a document, each with its answers by office.

    shown: numbers of the duties that the visitor may see
    """
    return [
        {
            "round": one,
            "answers": [
                (row, chart.name(row.office)) for row in one.answers.all() if row.duty in shown
            ],
        }
        for one in queries.rounds(document, None)
    ]
