"""Papers and calls written down at the counter: the resident is the author, the clerk writes."""

import io
import secrets
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from soi.core.days import demand_happened
from soi.core.refusals import Refusal
from soi.core.stamps import Stamp
from soi.core.vietnamese import fold
from soi.desk.models import Intake, Scan
from soi.notices import services as notices
from soi.reports import queries as reports
from soi.reports import services
from soi.reports.services import Filing, Receipt

_TWIN_DAYS = 30  # a pile entered twice is entered soon after
MOST_PAGES, MOST_BYTES = 120, 20_000_000


class InTheFuture(Refusal):
    """A paper that bears a day still to come. facts: on."""

    code = "in_the_future"


class AlreadyEntered(Refusal):
    """The same words of the same day stand here already. facts: number, by, at."""

    code = "already_entered"


class NoScan(Refusal):
    """A file that cannot be kept as a scan. facts: reason, pages, most."""

    code = "no_scan"


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A paper or a call.

    way: a word of `desk.words.WAYS`
    again: the clerk says that it is another one, though the words are the same
    """

    filing: Filing
    way: str
    again: bool = False


@transaction.atomic
def take_in(*, paper: NewPaper, stamp: Stamp) -> Receipt:
    """Take in one paper or call; its term runs from the day it came, not from its entry.

    Raises: InTheFuture, AlreadyEntered, and whatever `reports.services.receive` raises.
    """
    received_on = paper.filing.received_on or stamp.on
    if received_on > stamp.on:
        raise InTheFuture(on=received_on)
    demand_happened("received_on", received_on, stamp.on)
    mark = _mark(paper.filing.text, received_on)
    filing = replace(paper.filing, channel="desk", received_on=received_on)
    known = Intake.objects.select_related("report").filter(mark=mark).order_by("-id").first()
    recent = known is not None and known.entered_at > stamp.at - timedelta(days=_TWIN_DAYS)
    if known and recent and not paper.again and not _same_form(known, filing):
        raise AlreadyEntered(number=known.report.number, by=known.entered_by, at=known.entered_at)
    receipt = services.receive(filing=filing, stamp=stamp)
    report = reports.by_number(receipt.number)
    Intake.objects.get_or_create(
        report=report,
        defaults={
            "way": paper.way,
            "received_on": received_on,
            "entered_at": stamp.at,
            "entered_by": stamp.by,
            "office": stamp.office,
            "mark": mark,
        },
    )
    _tell_sender(filing, receipt, stamp)
    return receipt


def _same_form(known: Intake, filing: Filing) -> bool:
    # The same row sent twice by an impatient hand: the same receipt, not a second paper.
    return bool(filing.key) and known.report.form_key == reports.digest("key", filing.key)


def _tell_sender(filing: Filing, receipt: Receipt, stamp: Stamp) -> None:
    """Tell whoever left a telephone that the ward has it: number and day, never the code."""
    due = f"{receipt.due_on:%d/%m/%Y}" if receipt.due_on else ""
    notices.queue(
        to=filing.contact.phone,
        channel="sms",
        template="report_received",
        context={"number": receipt.number, "due_on": due},
        language=filing.language,
        stamp=stamp,
    )


def _mark(text: str, on: date) -> str:
    return reports.digest("intake", f"{fold(text)}\x00{on.isoformat()}")


def add_scan(*, number: str, name: str, data: bytes, stamp: Stamp) -> Scan:
    """Add the scan of a paper after its entry: a PDF as it is, kept from the public.

    Raises: NoScan, where it is no PDF, too heavy, or has too many pages.
    """
    pages = _pages(data)
    intake = Intake.objects.select_related("report").filter(report__number=number).first()
    if intake is None:
        raise NoScan(reason="no_paper", pages=0, most=MOST_PAGES)
    path = f"scans/{stamp.on:%Y/%m}/{secrets.token_hex(16)}.pdf"
    file = default_storage.save(path, ContentFile(data))
    try:
        return _scanned(intake, file, pages, stamp)
    except BaseException:
        default_storage.delete(file)
        raise


@transaction.atomic
def _scanned(intake: Intake, file: str, pages: int, stamp: Stamp) -> Scan:
    scan = Scan.objects.create(
        intake=intake, file=file, kind="pdf", pages=pages, added_at=stamp.at, added_by=stamp.by
    )
    services.note(number=intake.report.number, facts={"scan_pages": pages}, stamp=stamp)
    return scan


def _pages(data: bytes) -> int:
    if len(data) > MOST_BYTES:
        raise NoScan(reason="too_heavy", pages=0, most=MOST_BYTES // 1_000_000)
    if not data.startswith(b"%PDF-"):
        raise NoScan(reason="not_pdf", pages=0, most=MOST_PAGES)
    try:
        pages = len(PdfReader(io.BytesIO(data)).pages)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise NoScan(reason="not_pdf", pages=0, most=MOST_PAGES) from error
    if not 0 < pages <= MOST_PAGES:
        raise NoScan(reason="too_many_pages", pages=pages, most=MOST_PAGES)
    return pages
