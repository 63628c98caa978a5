"""One report as one row on a desk."""

from typing import Any

from soi.offices.queries import Chart
from soi.reports.views.cards import Reader, due, title


def row(report: Any, chart: Chart, calendar: Any = None) -> dict[str, Any]:
    """Return what a desk shows of a report in its table."""
    return {
        "number": report.number,
        "title": title(report, Reader.OFFICER),
        "kind": report.kind,
        "topic": report.topic,
        "state": report.state,
        "urgent": report.urgent,
        "words": report.suggested.get("words", [])[:3],
        "denunciation": report.suggested.get("denunciation", []),
        "group_name": chart.short_name(report.group) if report.group else "",
        "office_name": chart.short_name(report.office),
        "rule": report.route.get("rule", ""),
        "due": due(report, calendar),
        "received_on": report.received_on,
        "channel": report.channel,
    }
