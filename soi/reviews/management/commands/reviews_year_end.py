"""`soi year-end`: the year-end report of a body, from the ledger."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from soi.offices import queries as offices
from soi.reviews import queries
from soi.reviews.papers import paper
from soi.web import clock, papers, printing

_FORMS = {".docx": papers.docx, ".pdf": printing.pdf}


class Command(BaseCommand):
    help = "Write the year-end report of a body, drafted from the ledger, as DOCX or PDF."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--office", required=True, help="id of the body, ubnd-phuong-mau")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--out", required=True, type=Path, help="F.docx or F.pdf")

    def handle(self, *args: Any, **options: Any) -> None:
        out, year, today = options["out"], options["year"], clock.today()
        write = _FORMS.get(out.suffix.lower())
        if write is None:
            raise CommandError("the report is written as .docx or .pdf", returncode=2)
        if not 2020 <= year <= today.year:
            raise CommandError(f"there is no ledger of {year} to report on")
        if not offices.chart(today).has(options["office"]):
            raise CommandError(f"there is no office {options['office']}")
        try:
            data = write(paper(queries.year(options["office"], year, today)))
            out.write_bytes(data)
        except printing.NoPrinter as refusal:
            lacks = refusal.facts["lacks"]
            raise CommandError(f"PDF needs {lacks}: run make full, or write a .docx") from refusal
        except OSError as error:
            raise CommandError(f"{out} cannot be written: {error.strerror}") from error
        self.stdout.write(f"{out}: {len(data)} bytes")
