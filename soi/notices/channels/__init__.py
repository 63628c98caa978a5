"""The ways by which a message can leave: each a function that sends one or raises."""

from collections.abc import Callable

from soi.notices.channels import email, gateway

CHANNELS: dict[str, Callable[[email.Message], None]] = {
    "email": email.send,
    "sms": gateway.send_by("sms"),
    "zalo": gateway.send_by("zalo"),
}
