"""What the description of the interface says of reports."""

from soi.reports.api.shapes import (
    AcceptIn,
    DisputeIn,
    FilingIn,
    OwnReportOut,
    ReceiptOut,
    ReportOut,
    ReportPageOut,
)
from soi.web import openapi

FILTERS = ("state", "topic", "group", "office", "kind")
_CODE = openapi.Parameter("Soi-Receipt-Code", "header", "the code, with or without dashes")
OPERATIONS = (
    openapi.Operation(
        "POST",
        "/api/v1/reports",
        "Send a report, petition or complaint",
        (201, ReceiptOut),
        parameters=(
            openapi.Parameter(
                "Idempotency-Key", "header", "the same key gives the same answer for 24 hours"
            ),
        ),
        body=FilingIn,
        files=True,
        refuses=(409, 413, 415, 422, 429),
    ),
    openapi.Operation(
        "GET",
        "/api/v1/reports",
        "Public reports, the newest first",
        (200, ReportPageOut),
        parameters=(
            openapi.Parameter("after", "query", "`next` of the page before"),
            openapi.Parameter("limit", "query", "how many, at most 200", "integer"),
            openapi.Parameter("q", "query", "words to look for; marks do not matter"),
            openapi.Parameter("overdue", "query", "true: only those past their day", "boolean"),
            *(openapi.Parameter(name, "query", f"only this {name}") for name in FILTERS),
        ),
        refuses=(422,),
    ),
    openapi.Operation(
        "GET",
        "/api/v1/reports/{number}",
        "One public report",
        (200, ReportOut),
        parameters=(openapi.Parameter("number", "path", "such as PA-2026-00031"),),
    ),
    openapi.Operation(
        "GET",
        "/api/v1/receipt",
        "The sender's view",
        (200, OwnReportOut),
        parameters=(_CODE,),
        refuses=(400, 404, 429),
    ),
    openapi.Operation(
        "POST",
        "/api/v1/receipt/accept",
        "Say that the matter is done",
        (200, OwnReportOut),
        parameters=(_CODE,),
        body=AcceptIn,
        refuses=(400, 404, 409, 415, 422, 429),
    ),
    openapi.Operation(
        "POST",
        "/api/v1/receipt/dispute",
        "Say that the answer is not good enough",
        (200, OwnReportOut),
        parameters=(_CODE,),
        body=DisputeIn,
        refuses=(400, 404, 409, 415, 422, 429),
    ),
)
