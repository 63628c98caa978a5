"""A small HTTP load client: a fixed number of clients, a fixed number of requests.

Each request opens its own connection, as a phone on a weak line does. The client runs in
one thread of one process, so that it takes as little as it can from the two cores that
the server under test is given too.
"""

import asyncio
import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Outcome:
    """What one run of requests came to.

    seconds: each answered request's time, in order of arrival
    statuses: how many answers of each HTTP status; 0 stands for no answer at all
    """

    elapsed: float = 0.0
    seconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    bodies: list[bytes] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.seconds) / self.elapsed if self.elapsed else 0.0

    @property
    def errors(self) -> int:
        """How many requests were not answered with a 2xx."""
        return sum(count for status, count in self.statuses.items() if not 200 <= status < 300)

    def percentile(self, share: float) -> float:
        """Return the time in milliseconds that `share` (0 to 1) of the answers kept to."""
        ordered = sorted(self.seconds)
        at = min(len(ordered) - 1, int(share * len(ordered)))
        return ordered[at] * 1000 if ordered else 0.0


def together(outcomes: Iterable[Outcome]) -> Outcome:
    """Return several runs as one."""
    whole = Outcome()
    for one in outcomes:
        whole.elapsed += one.elapsed
        whole.seconds += one.seconds
        for status, count in one.statuses.items():
            whole.statuses[status] = whole.statuses.get(status, 0) + count
    return whole


def request(method: str, path: str, port: int, body: bytes = b"", **headers: str) -> bytes:
    """Return one HTTP/1.1 request as bytes; header names with _ for -."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: localhost:{port}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if body or method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def json_request(path: str, port: int, data: object, **headers: str) -> bytes:
    """Return a POST of `data` as JSON."""
    body = json.dumps(data, ensure_ascii=False).encode()
    return request("POST", path, port, body, Content_Type="application/json", **headers)


def run(
    requests: Callable[[int], bytes], *, port: int, clients: int, count: int, keep: int = 0
) -> Outcome:
    """Send `count` requests by `clients` at once to 127.0.0.1 and time each.

    requests: the n-th request, as bytes
    keep: how many answers' bodies to keep
    """
    return asyncio.run(_run(requests, port, clients, count, keep))


async def _run(
    requests: Callable[[int], bytes], port: int, clients: int, count: int, keep: int
) -> Outcome:
    outcome, numbers = Outcome(), iter(range(count))

    async def client() -> None:
        for number in numbers:
            began = time.perf_counter()
            answer = await _ask(requests(number), port)
            outcome.seconds.append(time.perf_counter() - began)
            status = int(answer[9:12]) if answer[:5] == b"HTTP/" else 0
            outcome.statuses[status] = outcome.statuses.get(status, 0) + 1
            if len(outcome.bodies) < keep:
                outcome.bodies.append(_content(answer))

    began = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    outcome.elapsed = time.perf_counter() - began
    return outcome


def _content(answer: bytes) -> bytes:
    head, _blank, body = answer.partition(b"\r\n\r\n")
    if b"chunked" not in head:
        return body
    pieces = []
    while body:
        size, _line, rest = body.partition(b"\r\n")
        pieces.append(rest[: int(size, 16)])
        body = rest[int(size, 16) + 2 :]
    return b"".join(pieces)


async def _ask(message: bytes, port: int) -> bytes:
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(message)
        answer = await asyncio.wait_for(reader.read(), timeout=30)
        writer.close()
    except (OSError, TimeoutError):
        return b""
    return answer
