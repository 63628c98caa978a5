"""Open an account and give it a mandate: `soi people add lan --office … --role …`."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from soi.core.mandates import Role
from soi.core.refusals import Refusal
from soi.people import services
from soi.web import clock


class Command(BaseCommand):
    help = "Open an account and give it a role in an office."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="the name that pages show")
        parser.add_argument("--office", required=True, help="slug of the office")
        parser.add_argument("--role", required=True, choices=[role.value for role in Role])
        parser.add_argument("--post", default="", help="slug of the post")
        parser.add_argument("--document", required=True, help="the decision behind it")

    def handle(self, *args: Any, **options: Any) -> None:
        password, stamp = secrets.token_urlsafe(12), clock.system_stamp()
        try:
            with transaction.atomic():
                user = services.create_user(
                    username=options["username"],
                    display_name=options["name"],
                    password=password,
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
        except Refusal as refusal:
            raise CommandError(f"refused: {refusal.facts}") from refusal
        self.stdout.write(f"{options['username']}  {password}")
        self.stdout.write("Hand the password over in person; it is to be changed at once.")
