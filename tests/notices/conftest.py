import socket
import threading

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Handler

from tests.servers import free_port

SMTP = "django.core.mail.backends.smtp.EmailBackend"


class Mailbox(Handler):
    """Keeps what a real SMTP conversation brought; refuses "no..." and "full..."."""

    def __init__(self):
        super().__init__()
        self.messages = []

    def handle_message(self, message):
        self.messages.append(message)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if envelope.rcpt_tos[0].startswith("full"):
            return f"452 the mailbox of {envelope.rcpt_tos[0]} is full"
        return await super().handle_DATA(server, session, envelope)

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address.startswith("no"):
            return f"550 <{address}> is unknown here"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture
def mailbox(settings):
    handler = Mailbox()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    use(settings, controller.port)
    yield handler.messages
    controller.stop()


@pytest.fixture
def hanging_server(settings):
    """A mail server that takes every call and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        callers = []

        def take():
            while True:
                try:
                    callers.append(listener.accept()[0])
                except OSError:
                    return

        threading.Thread(target=take, daemon=True).start()
        use(settings, listener.getsockname()[1])
        settings.EMAIL_TIMEOUT = 0.2
        yield callers
        listener.shutdown(socket.SHUT_RDWR)
    for one in callers:
        one.close()


def use(settings, port):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", port
    settings.EMAIL_TIMEOUT = 5
