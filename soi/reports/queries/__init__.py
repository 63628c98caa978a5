"""What may be asked about filings. Nothing here ever touches who sent them."""

from soi.reports.models import Report, ReportEvent
from soi.reports.queries.desk import QUEUES, counts, staff_counts, staff_queue
from soi.reports.queries.near import NEAR_M, NEAR_MOST, NEAR_WEEKS, Similar, similar
from soi.reports.queries.one import (
    Holder,
    answers,
    disputes,
    evidence,
    followers,
    history,
    holders,
    may,
    parts,
    photo,
    photos,
    referrals,
    state_label,
)
from soi.reports.queries.rows import (
    Page,
    as_lines,
    by_code,
    by_number,
    code_hash,
    digest,
    page,
    public,
    reports,
    search,
    topic_names,
    with_parts,
)

Row = Report  # what pages call a filing
Event = ReportEvent  # and one act in its life

__all__ = [
    "NEAR_M",
    "NEAR_MOST",
    "NEAR_WEEKS",
    "QUEUES",
    "Event",
    "Holder",
    "Page",
    "Row",
    "Similar",
    "answers",
    "as_lines",
    "by_code",
    "by_number",
    "code_hash",
    "counts",
    "digest",
    "disputes",
    "evidence",
    "followers",
    "history",
    "holders",
    "may",
    "page",
    "parts",
    "photo",
    "photos",
    "public",
    "referrals",
    "reports",
    "search",
    "similar",
    "staff_counts",
    "staff_queue",
    "state_label",
    "topic_names",
    "with_parts",
]
