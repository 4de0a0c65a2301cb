"""The load generator: keep-alive connections over raw sockets, in a process of its own, on the other core.

It reads a `Plan` from standard input and prints a `Load`. Every connection sends its next request when the answer to the last
one is complete; latencies are counted from the send to the last byte of the answer.
"""

import asyncio
import subprocess
import sys
import time
from collections import Counter
from itertools import cycle

import msgspec
import uvloop


class Plan(msgspec.Struct):
    """What to send: raw requests, in turn, over `connections`, for `seconds`; or each once when `once` is set."""

    port: int
    connections: int
    seconds: float
    requests: list[bytes]
    once: bool = False


class Load(msgspec.Struct):
    """What came of it. Latencies in milliseconds; `statuses` counts answers by HTTP status."""

    answers: int
    seconds: float
    statuses: dict[str, int]
    p50: float
    p95: float
    p99: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answers / self.seconds

    @property
    def failed(self) -> int:
        return sum(count for status, count in self.statuses.items() if not status.startswith("2"))


class _Run:
    def __init__(self, plan: Plan) -> None:
        self.ends = time.perf_counter() + plan.seconds
        self.source = iter(plan.requests) if plan.once else cycle(plan.requests)
        self.once = plan.once
        self.latencies: list[float] = []
        self.statuses: Counter[str] = Counter()
        self.open = plan.connections
        self.finished = asyncio.get_running_loop().create_future()

    def next(self) -> bytes | None:
        over = not self.once and time.perf_counter() >= self.ends
        return None if over else next(self.source, None)

    def leave(self) -> None:
        self.open -= 1
        if not self.open and not self.finished.done():
            self.finished.set_result(None)


class _Connection(asyncio.Protocol):
    def __init__(self, run: _Run) -> None:
        self._run = run
        self._buffer = b""
        self._transport: asyncio.Transport | None = None
        self._sent = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]
        self._send()

    def _send(self) -> None:
        request = self._run.next()
        assert self._transport
        if request is None:
            self._transport.close()
        else:
            self._sent = time.perf_counter()
            self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        end = answer_end(self._buffer)
        if end and len(self._buffer) >= end:
            self._run.latencies.append(time.perf_counter() - self._sent)
            self._run.statuses[self._buffer[9:12].decode()] += 1
            self._buffer = self._buffer[end:]
            self._send()

    def connection_lost(self, _: Exception | None) -> None:
        self._run.leave()


def answer_end(buffer: bytes) -> int:
    """Where the answer at the start of the buffer ends; 0 while its head is not complete."""
    head = buffer.find(b"\r\n\r\n")
    if head < 0:
        return 0
    lowered = buffer[:head].lower()
    at = lowered.find(b"content-length:")
    length = int(lowered[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
    return head + 4 + length


def request(method: str, path: str, token: str = "", body: bytes = b"", kind: str = "application/json") -> bytes:
    """A raw HTTP/1.1 request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: bench"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    if body:
        lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def _measure(plan: Plan) -> Load:
    run = _Run(plan)
    loop = asyncio.get_running_loop()
    began = time.perf_counter()
    await asyncio.gather(
        *(loop.create_connection(lambda: _Connection(run), "127.0.0.1", plan.port) for _ in range(plan.connections))
    )
    await run.finished
    took = time.perf_counter() - began
    ordered = sorted(run.latencies) or [0.0]
    at = [ordered[int(len(ordered) * share)] * 1000 for share in (0.5, 0.95, 0.99)]
    return Load(len(run.latencies), took, dict(run.statuses), *at)


def measure(plan: Plan) -> Load:
    """Run a plan in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"], input=msgspec.msgpack.encode(plan), capture_output=True, check=True
    )
    return msgspec.json.decode(done.stdout, type=Load)


if __name__ == "__main__":
    given = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Plan)
    sys.stdout.buffer.write(msgspec.json.encode(uvloop.run(_measure(given))))
