"""Open an account and give it a mandate: `soi people add lan --office … --role …`."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from soi.core.mandates import Role
from soi.core.refusals import Refusal
from soi.people import services
from soi.web import clock


class Command(BaseCommand):
    help = "Open an account, give it a role in an office, and print the link for its password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="the name that pages show")
        parser.add_argument("--office", required=True, help="slug of the office")
        parser.add_argument("--role", required=True, choices=[role.value for role in Role])
        parser.add_argument("--post", default="", help="slug of the post")
        parser.add_argument("--email", default="", help="where notices for this person go")
        parser.add_argument("--document", required=True, help="the decision behind it")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            link = settings.SOI_BASE_URL + self._open(options)
        except Refusal as refusal:
            raise CommandError(f"refused: {refusal.facts}") from refusal
        if options["json"]:
            self.stdout.write(json.dumps({"username": options["username"], "link": link}))
            return
        self.stdout.write(f"{options['username']}  {link}")
        self.stdout.write("Hand the link over in person: it sets the password once, in 3 days.")

    @transaction.atomic
    def _open(self, options: dict[str, Any]) -> str:
        stamp = clock.system_stamp()
        user = services.create_user(
            username=options["username"],
            display_name=options["name"],
            email=options["email"],
            password=None,
            demo=settings.SOI_DEMO,  # whose passwords are published has no real one beside it
            stamp=stamp,
        )
        services.give_mandate(
            user=user,
            role=Role(options["role"]),
            office=options["office"],
            post=options["post"],
            since=clock.today(),
            document=options["document"],
            stamp=stamp,
        )
        return services.invite(user)
