import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from soi.project import doctor


class Command(BaseCommand):
    help = "Look over the whole installation; exits 1 if something is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        findings = doctor.examine()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in findings]))
        else:
            for finding in findings:
                mark = "ok " if finding.sound else "NO "
                self.stdout.write(f"{mark} {finding.name}: {finding.said}")
        if not all(finding.sound for finding in findings):
            sys.exit(1)
