"""The ways by which a message can leave: each a function that sends one or raises."""

from collections.abc import Callable

from soi.notices.channels import email

CHANNELS: dict[str, Callable[[email.Message], None]] = {"email": email.send}
