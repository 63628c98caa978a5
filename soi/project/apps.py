from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """The project's own pieces; in the ward, also who signs in is written down."""

    name = "soi.project"

    def ready(self) -> None:
        """Read what the rooms have, and listen to who signs in where there are accounts at all."""
        from django.apps import apps

        from soi.core import rooms
        from soi.web.words import of_rooms

        rooms.furnish(of_rooms("room", "ROOM"))

        if apps.is_installed("django.contrib.auth"):
            from soi.project import signing_in

            signing_in.listen()
