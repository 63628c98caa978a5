from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from soi.core.refusals import Refusal
from soi.people import queries, services
from soi.web import clock


class Command(BaseCommand):
    help = "End every session of an account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--document", required=True, help="the decision behind it")

    def handle(self, *args: Any, **options: Any) -> None:
        told: dict[str, Any] = {
            "user": _account(options["username"]),
            "document": options["document"],
            "stamp": clock.system_stamp(),
        }
        try:
            count = services.end_sessions(**told)
        except Refusal as refusal:
            raise CommandError(f"refused: {refusal.facts}") from refusal
        self.stdout.write(f"{options['username']}: {count} sessions gone")


def _account(username: str) -> Any:
    found = queries.users().filter(username=username).first()
    if found is None:
        raise CommandError(f"there is no account {username}")
    return found
