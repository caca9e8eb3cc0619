"""A real SMTP server for tests, in this process: ``postbox.mails`` is what it was given."""

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller


class Door(Controller):
    """Listens on a port that it has taken before anybody else could, and has time to start on a busy machine."""

    def __init__(self, box: "Postbox") -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        super().__init__(box, "127.0.0.1", self.listener.getsockname()[1], ready_timeout=120)

    def _create_server(self) -> Any:
        return self.loop.create_server(self._factory_invoker, sock=self.listener)


class Postbox:
    """An SMTP handler that keeps what it takes; it refuses recipients at example.net."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], EmailMessage]] = []

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address.endswith("@example.net"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 -- as above
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"

    def newest(self) -> str:
        """What the newest mail says."""
        body = self.mails[-1][1].get_body(("plain",))
        assert body is not None
        return str(body.get_content())


@pytest.fixture
def postbox(settings: Any) -> Iterator[Postbox]:
    box = Postbox()
    door = Door(box)
    door.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", door.port
    yield box
    door.stop()
