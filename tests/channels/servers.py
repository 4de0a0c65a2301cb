"""Real servers on loopback, for carriers to talk to."""

import contextlib
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import StreamRequestHandler, ThreadingTCPServer


@dataclass
class Received:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Far:
    """The far side: what it received, and the statuses it answers, the last one for ever."""

    port: int = 0
    statuses: list[int] = field(default_factory=lambda: [200])
    received: list[Received] = field(default_factory=list)
    pause: threading.Event = field(default_factory=threading.Event)
    location: str = ""

    def next_status(self) -> int:
        return self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]


@contextlib.contextmanager
def http_server(*statuses: int, tls: ssl.SSLContext | None = None, slow: bool = False) -> Iterator[Far]:
    far = Far(statuses=list(statuses) or [200])
    if not slow:
        far.pause.set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            far.received.append(Received(self.path, headers, body))
            far.pause.wait(10)
            self.send_response(far.next_status())
            if far.location:
                self.send_header("location", far.location)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    with _running(server):
        far.port = server.server_port
        yield far
        far.pause.set()


@contextlib.contextmanager
def smtp_server(answer_to_data: str = "250 ok") -> Iterator[tuple[int, list[str]]]:
    """A mail server that keeps what it is given; RFC 5321, no more than a client needs."""
    mails: list[str] = []

    class Handler(StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(line.encode() + b"\r\n")

        def handle(self) -> None:
            self.say("220 mail.test")
            while line := self.rfile.readline().decode().strip().upper():
                if line == "QUIT":
                    return self.say("221 bye")
                if line == "DATA":
                    self.say("354 go on")
                    mails.append(self.read_mail())
                    self.say(answer_to_data)
                else:
                    self.say("250 ok")
            return None

        def read_mail(self) -> str:
            lines = []
            while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
                lines.append(line)
            return "\n".join(lines)

    server = ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    with _running(server):
        yield server.server_address[1], mails


@contextlib.contextmanager
def _running(server: ThreadingTCPServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
